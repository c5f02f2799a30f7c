import type { Output } from '../build/output.ts';
import { type IndexEntry, inSmallChunks } from './search-chunks.ts';
import {
  ENTRY,
  fragmentNames,
  fragmentPath,
  type IndexFile,
  packed,
  readIndex,
  unpacked,
  type WordIndex,
  withPages,
} from './search-words.ts';

/** Of more pages than this share, Pagefind makes the whole index as fast. */
const MOST_CHANGED = 1 / 4;

/** What a fragment says of a page. */
interface Fragment {
  url: string;
  filters: object;
  meta: object;
}

const fragmentOf = (content: Uint8Array): Fragment => JSON.parse(unpacked(content).toString()) as Fragment;

/** An index of the site that is there. */
export class SiteIndex {
  readonly output: Output;
  readonly folder: string;
  readonly key: string;

  /** @param folder with a slash at the end. @param key of what it was made from */
  constructor(output: Output, folder: string, key: string) {
    this.output = output;
    this.folder = folder;
    this.key = key;
  }

  /** Content of one of its files. @throws if it is not there any more, or was changed. */
  content(path: string): Buffer {
    const bytes = this.output.bytesBefore(this.folder + path);
    if (!bytes || this.output.before(this.folder + path)?.key !== this.key)
      throw new Missing(`${path} is not as it was made.`);
    return bytes;
  }

  /** Paths of its files, below its folder. */
  get paths(): string[] {
    return this.output.madeBefore(this.key).map((path) => path.slice(this.folder.length));
  }
}

/** A file of an index is not there any more. */
class Missing extends Error {}

/** Number of the page of an address, whose pages stand in the order of their addresses; undefined if it has none. */
function placeOf(url: string, names: readonly string[], contentOf: (path: string) => Buffer): number | undefined {
  let [low, high] = [0, names.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const found = fragmentOf(contentOf(fragmentPath(names[middle] ?? ''))).url;
    if (found === url) return middle;
    if (found < url) low = middle + 1;
    else high = middle;
  }
  return undefined;
}

const sameFacts = (one: Fragment, other: Fragment): boolean =>
  JSON.stringify([one.filters, Object.keys(one.meta).sort()]) ===
  JSON.stringify([other.filters, Object.keys(other.meta).sort()]);

const languageIn = ({ languages }: IndexEntry): readonly [string, { hash: string }] | undefined => {
  const [first, ...others] = Object.entries(languages);
  return others.length === 0 ? first : undefined;
};

/** Which pages are shown, and as what, before and after a change: SHA-256 by the path of the file. */
interface Change {
  from: Readonly<Record<string, string>>;
  to: Readonly<Record<string, string>>;
  /** Digest of all that the index depends on now. */
  key: string;
}

/** Paths of the pages that have changed; undefined if there are others than before, or many have. */
function changedPaths({ from, to }: Change): string[] | undefined {
  const paths = Object.keys(to);
  if (Object.keys(from).join('\n') !== paths.join('\n')) return undefined;
  const changed = paths.filter((path) => from[path] !== to[path]);
  return changed.length === 0 || changed.length > paths.length * MOST_CHANGED ? undefined : changed;
}

/** The index of a site in which some pages have changed: its language, what it becomes, and the fragments that it has no more. */
interface Updated {
  language: string;
  index: WordIndex;
  old: readonly string[];
}

function updated(site: SiteIndex, files: readonly IndexFile[], count: number): Updated | undefined {
  const contents = new Map(files.map(({ path, content }) => [path, Buffer.from(content)]));
  const contentOf = (path: string): Buffer => contents.get(path) ?? Buffer.of();
  const known = languageIn(JSON.parse(site.content(ENTRY).toString()) as IndexEntry);
  const made = languageIn(JSON.parse(contentOf(ENTRY).toString()) as IndexEntry);
  if (!known || made?.[0] !== known[0]) return undefined;
  const before = readIndex((path) => site.content(path), known[1].hash);
  const other = readIndex(contentOf, made[1].hash);
  if (other.pages.length !== count) return undefined;
  const names = fragmentNames(before.pages);
  const places: number[] = [];
  for (const name of fragmentNames(other.pages)) {
    const fragment = fragmentOf(contentOf(fragmentPath(name)));
    const place = placeOf(fragment.url, names, (path) => site.content(path));
    if (place === undefined || !sameFacts(fragment, fragmentOf(site.content(fragmentPath(names[place] ?? '')))))
      return undefined;
    places.push(place);
  }
  const index = withPages(before, other, places);
  return index && { language: known[0], index, old: places.map((place) => fragmentPath(names[place] ?? '')) };
}

/**
 * Makes the index of a site from that of the site before, and from what Pagefind makes of the pages that have changed: indexing hundreds of
 * pages for one of them is a fifth of a build. What comes of it has the same bytes.
 * @param index gives what Pagefind makes of the pages with these paths
 * @returns whether it was made; otherwise nothing is there that an index of all pages would not have, too
 */
export async function updateIndex(
  site: SiteIndex,
  change: Change,
  index: (paths: readonly string[]) => Promise<readonly IndexFile[]>,
): Promise<boolean> {
  const changed = changedPaths(change);
  if (!changed) return false;
  const files = await index(changed);
  try {
    const made = updated(site, files, changed.length);
    if (!made) return false;
    const small = inSmallChunks(made.language, made.index);
    const { output, folder, key: before } = site;
    const entry = JSON.parse(site.content(ENTRY).toString()) as IndexEntry;
    entry.languages[made.language] = { ...entry.languages[made.language], hash: small.hash };
    const isLeft = (path: string): boolean =>
      path !== ENTRY && !made.old.includes(path) && (!/^index\/|\.pf_meta$/.test(path) || small.files.has(path));
    for (const path of site.paths.filter(isLeft)) if (!output.keep(folder + path, change.key, before)) return false;
    for (const { path, content } of files.filter(({ path }) => /^fragment\//.test(path)))
      output.write(folder + path, content, change.key);
    for (const [path, bytes] of small.files)
      if (!output.isKept(folder + path)) output.write(folder + path, packed(bytes), change.key);
    output.write(folder + ENTRY, JSON.stringify(entry), change.key, change.to);
    return true;
  } catch (problem) {
    if (problem instanceof Missing) return false;
    throw problem;
  }
}
