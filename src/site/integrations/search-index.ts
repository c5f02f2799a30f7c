import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { join } from 'node:path';
import { close, createIndex, type PagefindIndex } from 'pagefind';
import { UserError } from '../../cli/user-error.ts';

/** Node tells this channel of each process that is started. */
const CHANNEL = 'child_process';

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

/**
 * Begins an index, and promises that its process does not end before its time. Pagefind answers no question of which its
 * process dies, so that waiting for an answer would never end.
 */
async function begin(): Promise<{ index: PagefindIndex; died: Promise<never> }> {
  let child: ChildProcess | undefined;
  const remember = (message: unknown): void => {
    child ??= (message as { process: ChildProcess }).process;
  };
  subscribe(CHANNEL, remember);
  const beginning = createIndex({ excludeSelectors: [...NOT_SEARCHED] });
  unsubscribe(CHANNEL, remember);
  const died = new Promise<never>((_, fail) => {
    // Before Pagefind itself hears of it, which then answers that it has ended, and not why.
    child?.prependOnceListener('error', (problem) =>
      fail(failure(`Pagefind could not be started (${problem.message})`)),
    );
    child?.once('exit', (code, signal) =>
      fail(failure(`the process of Pagefind ended before its time (${signal ?? `with ${code}`})`)),
    );
  });
  // Whoever waits for answers hears of it; at the end of the work nobody does any more.
  died.catch(() => undefined);
  const { index } = await ask(beginning, died);
  if (!index) throw failure('Pagefind gave none');
  return { index, died };
}

/**
 * Indexes the built pages for search in the browser and gives their number. Only what is marked with
 * data-pagefind-body is searched. @throws UserError if Pagefind reports an error or its process ends; what the file system says.
 */
export function indexPages(folder: string): Promise<number> {
  return withoutInsides(() => index(folder));
}

async function index(folder: string): Promise<number> {
  const { index: pages, died } = await begin();
  const added = await ask(pages.addDirectory({ path: folder }), died);
  // Pagefind says nothing of files that it could not write: completeness.ts looks at each of them.
  await ask(pages.writeFiles({ outputPath: join(folder, 'pagefind') }), died);
  await close();
  return added.page_count;
}
