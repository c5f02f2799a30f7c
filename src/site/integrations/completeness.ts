import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { UserError } from '../../cli/user-error.ts';

/** What a complete site consists of. */
export interface Expected {
  /** Ids of the published lessons. */
  lessons: Iterable<string>;
  /** Ids of those that have files, which go with a notice. */
  withFiles: Iterable<string>;
  /** Ids of the courses. */
  courses: Iterable<string>;
  /** Ids of the badges. */
  badges: Iterable<string>;
  /** Folders of the parts of the index for search; an empty one is that of the part with the engine. */
  shards: readonly string[];
  /** Paths of all pages that were rendered, as Astro names them: `exams/kcna/`, `404/`, and an empty one for the first page. */
  pages: Iterable<string>;
}

const slashed = (folder: string): string => (folder === '' ? '' : `${folder}/`);

/** What is wrong with the bytes of a file; nothing, if they are what they should be. */
type Judge = (bytes: Buffer) => string | undefined;

const PNG = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
/** The last chunk of every PNG (ISO/IEC 15948, 11.2.5): empty, with its type and check sum. */
const PNG_END = Buffer.from('0000000049454e44ae426082', 'hex');

const some: Judge = (bytes) => (bytes.length > 0 ? undefined : 'is empty');
const ending =
  (end: string): Judge =>
  (bytes) =>
    bytes.toString().trimEnd().endsWith(end) ? undefined : bytes.length > 0 ? 'is not complete' : 'is empty';
const json: Judge = (bytes) => {
  try {
    JSON.parse(bytes.toString());
    return undefined;
  } catch {
    return bytes.length > 0 ? 'is no JSON' : 'is empty';
  }
};
const png: Judge = (bytes) =>
  bytes.subarray(0, PNG.length).equals(PNG) && bytes.subarray(-PNG_END.length).equals(PNG_END)
    ? undefined
    : 'is no whole PNG image';
const page = ending('</html>');

function* filesOf({
  lessons,
  withFiles,
  courses,
  badges,
  shards,
  pages,
}: Expected): Generator<[part: string, path: string, judge: Judge]> {
  yield ['the first page', 'index.html', page];
  yield ['the page for addresses that lead nowhere', '404.html', page];
  for (const path of pages) {
    if (path === '' || path.startsWith('404')) continue;
    yield ['a page', `${path.replace(/\/$/, '')}/index.html`, page];
  }
  for (const id of courses) yield ['the page of a course', `courses/${id}/index.html`, page];
  for (const id of lessons) {
    yield ['the page of a lesson', `lessons/${id}/index.html`, page];
    yield ['the social image of a lesson', `lessons/${id}/social.png`, png];
    yield ['the citation of a lesson', `lessons/${id}/cite.bib`, some];
    yield ['the citation of a lesson', `lessons/${id}/cite.json`, json];
    yield ['the definitions of a lesson', `lessons/${id}/definitions.json`, json];
  }
  for (const id of withFiles) {
    yield ['the notice of files', `lessons/${id}/NOTICE.txt`, some];
  }
  for (const id of badges) {
    yield ['the image of a badge', `badges/${id}.png`, png];
    yield ['a badge as data', `badges/${id}.json`, json];
  }
  yield ['the social image', 'social.png', png];
  yield ['the feed', 'feed.xml', ending('</rss>')];
  yield ['the sitemap', 'sitemap-index.xml', ending('</sitemapindex>')];
  yield ['the sitemap', 'sitemap-0.xml', ending('</urlset>')];
  yield ['the curriculum as data', 'curriculum.json', json];
  yield ['the file for robots', 'robots.txt', some];
  yield ['the web app manifest', 'site.webmanifest', json];
  yield ['the headers', '_headers', some];
  yield ['the service worker', 'sw.js', ending('}')];
  yield ['search', 'search.json', json];
  yield ['search', 'pagefind/pagefind.js', some];
  for (const shard of shards) yield ['search', `pagefind/${slashed(shard)}pagefind-entry.json`, json];
}

interface Language {
  hash: string;
  /** Name of the language's program; there is one for all others. */
  wasm: string | null;
  page_count: number;
}

/** Whether bytes are a gzip archive from its beginning to its check sum. */
function isWholeArchive(bytes: Buffer): boolean {
  try {
    gunzipSync(bytes);
    return true;
  } catch {
    return false;
  }
}

/** What is missing of the part of the index that a `pagefind-entry.json` speaks of. @param shard folder of the part, with a slash at the end, if it has one. */
function indexProblems(site: string, shard: string, isKnown: (path: string) => boolean): string[] {
  const folder = join(site, 'pagefind', shard);
  const entry = join(folder, 'pagefind-entry.json');
  if (!existsSync(entry) || json(readFileSync(entry)) !== undefined) return [];
  const { languages = {} } = JSON.parse(readFileSync(entry, 'utf8')) as { languages?: Record<string, Language> };
  const needed = Object.values(languages).flatMap(({ hash, wasm }) => [
    `pagefind.${hash}.pf_meta`,
    ...(shard === '' ? [`wasm.${wasm ?? 'unknown'}.pagefind`] : []),
  ]);
  const missing = needed.filter((name) => !existsSync(join(folder, name)));
  const below = (name: string): string[] => (existsSync(join(folder, name)) ? readdirSync(join(folder, name)) : []);
  const pages = Object.values(languages).reduce((sum, language) => sum + language.page_count, 0);
  const problems = missing.map((name) => `search: pagefind/${shard}${name} is missing`);
  const own = ['', 'fragment/', 'index/', 'filter/'].flatMap((part) => below(part).map((name) => part + name));
  for (const name of own) {
    const path = `pagefind/${shard}${name}`;
    if (!/\.(pf_\w+|pagefind)$/.test(name) || isKnown(path) || isWholeArchive(readFileSync(join(site, path)))) continue;
    problems.push(`search: ${path} is not complete`);
  }
  if (pages === 0)
    problems.push(shard === '' ? 'search: no page can be found' : `search: no page of ${shard} can be found`);
  const shown = below('fragment').length;
  if (shown < pages) problems.push(`search: ${pages} pages were indexed, and ${shown} can be shown`);
  if (below('index').length === 0) problems.push(`search: pagefind/${shard}index/ is missing`);
  return problems;
}

/**
 * What is missing of a site, or not whole, each as a line that names the part and the file.
 * @param isKnown whether a file is known to be there and whole, by its digest.
 */
export function missingParts(
  folder: string,
  expected: Expected,
  isKnown: (path: string) => boolean = () => false,
): string[] {
  const problems = [...filesOf(expected)].flatMap(([part, path, judge]) => {
    if (isKnown(path)) return [];
    const file = join(folder, path);
    const problem = existsSync(file) ? judge(readFileSync(file)) : 'is missing';
    return problem === undefined ? [] : [`${part}: ${path} ${problem}`];
  });
  const shards = expected.shards.map(slashed);
  return [...new Set([...problems, ...shards.flatMap((shard) => indexProblems(folder, shard, isKnown))])];
}

const SHOWN = 10;

/** @throws UserError unless a site has all its parts. */
export function ensureComplete(folder: string, expected: Expected, isKnown?: (path: string) => boolean): void {
  const problems = missingParts(folder, expected, isKnown);
  if (problems.length === 0) return;
  const more = problems.length > SHOWN ? `\n  … and ${problems.length - SHOWN} more` : '';
  throw new UserError(
    `The site is not complete:\n  ${problems.slice(0, SHOWN).join('\n  ')}${more}\nWhy: a site without one of its parts would take the place of one that has them all.\nDo:  build again, and look whether the disk is full or another program writes there; if that does not help, see what was printed above.`,
  );
}
