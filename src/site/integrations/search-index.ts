import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Edition } from '../../assembly/edition.ts';
import { sourceDigest } from '../../cli/source-digest.ts';
import type { Output } from '../build/output.ts';
import { getCurriculum } from '../curriculum.ts';
import { courseShards, firstShards, LAST_SHARD } from '../search-shards.ts';
import { cutIndex } from './search-chunks.ts';
import { ENGINE_SCRIPT, smallEngine } from './search-engine.ts';
import { pagefindFiles, withPagefind } from './search-pagefind.ts';
import { SiteIndex, updateIndex } from './search-update.ts';
import { ENTRY, type IndexFile } from './search-words.ts';

/** Pages that are searched together: the glossary, those of some courses, or all others. */
interface Shard {
  /** Folder below that of the index; empty for the shard with the engine, which every search begins with. */
  folder: string;
  /** Paths of the files of its pages. */
  paths: readonly string[];
}

/** A shard, and the pages that it is made from. */
interface Version extends Shard {
  /** SHA-256 of each page. */
  from: Readonly<Record<string, string>>;
  /** Digest of all that it depends on. */
  key: string;
}

/** What of the files that Pagefind gives is the engine, and what is index; the rest is an interface, and the site has its own. */
const ENGINE = /^pagefind\.js$|^wasm\./;
const INDEX = /^(?:pagefind-entry\.json$|pagefind\..+\.pf_meta$|(?:fragment|index|filter)\/)/;
/** What an index depends on besides its pages. */
const INDEXERS = ['cbor', 'chunks', 'engine', 'index', 'pagefind', 'update', 'words'].map(
  (name) => `search-${name}.ts`,
);
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

const below = (folder: string, path: string): string => [SEARCH, folder, path].filter(Boolean).join('/');

/** Digest of all that a shard depends on. @param engine digest of what indexes @param from SHA-256 of each of its pages */
function keyOf(engine: string, folder: string, from: Readonly<Record<string, string>>): string {
  const hash = createHash('sha256').update(engine).update(folder);
  for (const [path, digest] of Object.entries(from)) hash.update(path).update(digest);
  return hash.digest('hex');
}

/** Indexes those of some shards whose pages have changed, and takes the others over. @param engine digest of what indexes */
async function indexChanged(output: Output, shards: readonly Shard[], engine: string): Promise<void> {
  const changed = shards
    .map((shard): Version => {
      const from = Object.fromEntries(shard.paths.map((path) => [path, output.digest(path)]));
      return { ...shard, from, key: keyOf(engine, shard.folder, from) };
    })
    .filter(({ folder, key }) => output.keepAll(key) === 0 || !output.isKept(below(folder, ENTRY)));
  if (changed.length === 0) return;
  await withPagefind(async (died) => {
    for (const shard of changed) await indexShard(output, shard, engine, died);
  });
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
  const entry = JSON.parse(readFileSync(join(output.folder, below(folder, ENTRY)), 'utf8')) as {
    languages?: Record<string, { page_count: number }>;
  };
  return Object.values(entry.languages ?? {}).reduce((sum, language) => sum + language.page_count, 0);
}

async function indexShard(
  output: Output,
  { folder, paths, from, key }: Version,
  engine: string,
  died: Promise<never>,
): Promise<void> {
  const known = output.before(below(folder, ENTRY));
  const index = async (some: readonly string[]): Promise<IndexFile[]> =>
    pagefindFiles(
      some.flatMap((path) => {
        const html = searchedPart(readFileSync(join(output.folder, path), 'utf8'));
        return html === undefined ? [] : [{ path, html }];
      }),
      died,
    );
  // What is noted of it is believed only if it leads to what its files were made from.
  if (known?.from && keyOf(engine, folder, known.from) === known.key) {
    const site = new SiteIndex(output, `${below(folder, '')}/`, known.key);
    if (await updateIndex(site, { from: known.from, to: from, key }, index)) return;
  }
  const files = await index(paths);
  const scripts = folder === '' ? files.filter(({ path }) => ENGINE.test(path)) : [];
  for (const { path, content } of [...cutIndex(files.filter(({ path }) => INDEX.test(path))), ...scripts]) {
    const small = path === ENGINE_SCRIPT ? await smallEngine(content) : content;
    output.write(below(folder, path), small, key, path === ENTRY ? from : undefined);
  }
}
