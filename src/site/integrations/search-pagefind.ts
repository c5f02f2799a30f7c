import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { close, createIndex, type PagefindIndex } from 'pagefind';
import { UserError } from '../../cli/user-error.ts';
import type { IndexFile } from './search-words.ts';

/** Node tells this channel of each process that is started. */
const CHANNEL = 'child_process';

const HOUR_MS = 3_600_000;

/** How Pagefind answers once its process is gone, and what it prints then. */
const CLOSED = 'Pagefind backend closed';
const STOPPED = 'Service stopped';

/**
 * What is no text of a page, though it stands in it: labels of code, of figures and of lessons, which would run into the words beside
 * them, and answers, which search must not give away. One list, so that pages need not carry it.
 * The engine does not know selectors with `:is()`.
 */
const NOT_SEARCHED = [
  'figure.code figcaption',
  '.title-block .label',
  '.title-block dl',
  '.title-block summary',
  '.tags',
  'svg',
  'lesson-quiz',
  '.lab details',
  '.lab .label',
  '.checkpoint .label',
  '.checkpoint summary',
  '.callout > .label > span',
  '.tab-label',
  '.explore-desk',
  '.explore-scene',
  '.explore-now',
  '.explore-says',
  '[data-footnote-ref]',
  '[data-footnote-backref]',
];

const failure = (what: string): UserError =>
  new UserError(
    `The search index is missing: ${what}.\nWhy: without it, readers find nothing on the site.\nDo:  build again; if memory is short on this machine, the system ends the largest process, so end others first.`,
  );

/** Waits for an answer. @throws UserError if there is none, or it tells of an error. */
async function ask<T extends { errors: string[] }>(answer: Promise<T>, died: Promise<never>): Promise<T> {
  try {
    const given = await Promise.race([answer, died]);
    if (given.errors.length > 0) throw failure(`Pagefind reports ${given.errors.join('; ')}`);
    return given;
  } catch (problem) {
    if (problem instanceof UserError) throw problem;
    const message = problem instanceof Error ? problem.message : String(problem);
    // A question that could not be written is answered before the end of the process is known, which says why.
    if (message === CLOSED) await died;
    throw failure(message);
  }
}

/** Does something without what Pagefind prints of its insides when its process dies: that is said in our own words. */
async function withoutInsides<T>(work: () => Promise<T>): Promise<T> {
  const print = console.error;
  console.error = (...words: unknown[]): void => {
    if (words[0] !== STOPPED) print(...words);
  };
  try {
    return await work();
  } finally {
    console.error = print;
  }
}

/** Begins an index. @throws UserError if Pagefind gives none. */
async function newIndex(died: Promise<never>): Promise<PagefindIndex> {
  const { index } = await ask(createIndex({ excludeSelectors: [...NOT_SEARCHED] }), died);
  if (!index) throw failure('Pagefind gave none');
  return index;
}

/**
 * Does something with Pagefind, whose process begins with its first question, and ends it. Pagefind answers no question of which its
 * process dies, so that waiting for an answer would never end. @param work gets what fails once the process has ended before its time.
 */
export function withPagefind(work: (died: Promise<never>) => Promise<void>): Promise<void> {
  return withoutInsides(() => watched(work));
}

async function watched(work: (died: Promise<never>) => Promise<void>): Promise<void> {
  let fail: (problem: UserError) => void = () => undefined;
  const died = new Promise<never>((_, reject) => {
    fail = reject;
  });
  // Whoever waits for answers hears of it; at the end of the work nobody does any more.
  died.catch(() => undefined);
  let end = async (): Promise<void> => undefined;
  const watch = (message: unknown): void => {
    const { process: child } = message as { process: ChildProcess };
    unsubscribe(CHANNEL, watch);
    const ended = new Promise<void>((done) => child.once('exit', () => done()));
    end = () => ended;
    // Before Pagefind itself hears of it, which then answers that it has ended, and not why.
    child.prependOnceListener('error', (problem) =>
      fail(failure(`Pagefind could not be started (${problem.message})`)),
    );
    child.once('exit', (code, signal) =>
      fail(failure(`the process of Pagefind ended before its time (${signal ?? `with ${code}`})`)),
    );
  };
  subscribe(CHANNEL, watch);
  // Pagefind lets Node end while its process lives, and so would nobody hear of its death.
  const awake = setInterval(() => undefined, HOUR_MS);
  try {
    await work(died);
    await close();
    await end();
  } finally {
    clearInterval(awake);
    unsubscribe(CHANNEL, watch);
  }
}

/** A page to be indexed. */
export interface SearchedPage {
  /** Path of its file. */
  path: string;
  html: string;
}

/** What Pagefind makes of some pages. @throws UserError if it reports an error or its process ends. */
export async function pagefindFiles(pages: readonly SearchedPage[], died: Promise<never>): Promise<IndexFile[]> {
  const index = await newIndex(died);
  await Promise.all(pages.map(({ path, html }) => ask(index.addHTMLFile({ sourcePath: path, content: html }), died)));
  const { files } = await ask(index.getFiles(), died);
  await index.deleteIndex();
  return files;
}
