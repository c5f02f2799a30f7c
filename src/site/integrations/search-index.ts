import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { close, createIndex, type PagefindIndex } from 'pagefind';
import type { Edition } from '../../assembly/edition.ts';
import { sourceDigest } from '../../cli/source-digest.ts';
import { UserError } from '../../cli/user-error.ts';
import type { Output } from '../build/output.ts';
import { getCurriculum } from '../curriculum.ts';
import { courseShards, firstShards, LAST_SHARD } from '../search-shards.ts';
import { inSmallChunks } from './search-chunks.ts';
import { ENGINE_SCRIPT, smallEngine } from './search-engine.ts';

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
async function withPagefind(work: (died: Promise<never>) => Promise<void>): Promise<void> {
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

/** Pages that are searched together: the glossary, those of some courses, or all others. */
interface Shard {
  /** Folder below that of the index; empty for the shard with the engine, which every search begins with. */
  folder: string;
  /** Paths of the files of its pages. */
  paths: readonly string[];
}

/** What of the files that Pagefind gives is the engine, and what is index; the rest is an interface, and the site has its own. */
const ENGINE = /^pagefind\.js$|^wasm\./;
const INDEX = /^(?:pagefind-entry\.json$|pagefind\..+\.pf_meta$|(?:fragment|index|filter)\/)/;
/** What an index depends on besides its pages. */
const INDEXERS = ['search-index.ts', 'search-chunks.ts', 'search-engine.ts'];
const MARK = 'data-pagefind-body';

/** Folder of the search index of a site. */
export const SEARCH = 'pagefind';

/** Folders of the shards of a site. */
export function shardFolders(edition: Edition): string[] {
  return ['', ...firstShards(edition), LAST_SHARD];
}

/** The shards of a site. @param pages paths of its pages below the base. */
function shardsOf(edition: Edition, pages: readonly string[]): Shard[] {
  const courses = courseShards(edition);
  const shardOf = (path: string): string => {
    const [kind, id = ''] = path.split('/');
    if (kind === 'glossary') return '';
    const course = kind === 'lessons' ? edition.lessons.get(id)?.courseId : kind === 'courses' ? id : undefined;
    return courses.get(course ?? '') ?? LAST_SHARD;
  };
  const groups = Map.groupBy(pages, shardOf);
  return shardFolders(edition).map((folder) => ({
    folder,
    paths: (groups.get(folder) ?? []).map((path) => (path.startsWith('404') ? '404.html' : `${path}index.html`)).sort(),
  }));
}

/** The part of a page that is searched, as a page of its own: what stands around it need not be parsed. Undefined if nothing of it is. */
function searchedPart(html: string): string | undefined {
  const mark = html.indexOf(MARK);
  if (mark < 0) return undefined;
  const start = html.lastIndexOf('<', mark);
  const end = html.lastIndexOf('</main>');
  const head = html.slice(0, html.indexOf('<head>'));
  return `${head}<head></head><body>${html.slice(start, end)}</body></html>`;
}

/** Indexes those of some shards whose pages have changed, and takes the others over. @param engine digest of what indexes */
async function indexChanged(output: Output, shards: readonly Shard[], engine: string): Promise<void> {
  const changed = shards
    .map((shard) => {
      const hash = createHash('sha256').update(engine).update(shard.folder);
      for (const path of shard.paths) hash.update(path).update(output.digest(path));
      return { ...shard, key: hash.digest('hex') };
    })
    .filter(({ folder, key }) => {
      const entry = `${SEARCH}/${folder === '' ? '' : `${folder}/`}pagefind-entry.json`;
      return output.keepAll(key) === 0 || !output.isKept(entry);
    });
  if (changed.length > 0) await withoutInsides(() => withPagefind((died) => indexShards(output, changed, died)));
}

/**
 * Indexes the built pages for search in the browser and gives their number. Only what is marked with data-pagefind-body is searched. What
 * is made of the same pages as before is taken over. To be called when pages of courses are there, so that they are indexed beside the making of others.
 * @param pages paths below the base. @param rest is kept once all other pages are there, too
 * @throws UserError if Pagefind reports an error or its process ends; what the file system says.
 */
export async function indexPages(output: Output, pages: readonly string[], rest: Promise<void>): Promise<number> {
  const edition = getCurriculum();
  const shards = shardsOf(edition, pages);
  const first = new Set(firstShards(edition));
  const isFirst = ({ folder }: Shard): boolean => first.has(folder);
  const engine = sourceDigest(INDEXERS.map((name) => join(import.meta.dirname, name)));
  await indexChanged(output, shards.filter(isFirst), engine);
  await rest;
  await indexChanged(
    output,
    shards.filter((shard) => !isFirst(shard)),
    engine,
  );
  return shards.reduce((sum, shard) => sum + pagesIn(output, shard.folder), 0);
}

/** How many pages of a shard can be found. */
function pagesIn(output: Output, folder: string): number {
  const entry = JSON.parse(readFileSync(join(output.folder, SEARCH, folder, 'pagefind-entry.json'), 'utf8')) as {
    languages?: Record<string, { page_count: number }>;
  };
  return Object.values(entry.languages ?? {}).reduce((sum, language) => sum + language.page_count, 0);
}

async function indexShards(
  output: Output,
  shards: readonly (Shard & { key: string })[],
  died: Promise<never>,
): Promise<void> {
  for (const { folder, paths, key } of shards) {
    const index = await newIndex(died);
    const contents = paths.map(
      (path) => [path, searchedPart(readFileSync(join(output.folder, path), 'utf8'))] as const,
    );
    await Promise.all(
      contents.map(async ([sourcePath, content]) => {
        if (content !== undefined) await ask(index.addHTMLFile({ sourcePath, content }), died);
      }),
    );
    const { files } = await ask(index.getFiles(), died);
    const engine = folder === '' ? files.filter(({ path }) => ENGINE.test(path)) : [];
    const made = [...inSmallChunks(files.filter(({ path }) => INDEX.test(path))), ...engine];
    for (const { path, content } of made) {
      const small = path === ENGINE_SCRIPT ? await smallEngine(content) : content;
      output.write([SEARCH, folder, path].filter(Boolean).join('/'), small, key);
    }
    await index.deleteIndex();
  }
}
