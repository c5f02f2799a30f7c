import { gunzipSync, gzipSync } from 'node:zlib';
import { digestOf } from '../build/last-site.ts';
import { array, endOf, headAt, itemsOf, NOTHING, number, textOf } from './search-cbor.ts';

/** A file of a search index, as Pagefind gives it. */
export interface IndexFile {
  path: string;
  content: Uint8Array;
}

/** What every file of an index begins with, once it is unpacked (pagefind 1.6). */
const SIGNATURE = 'pagefind_dcd';

/** File that says of each language of an index what its index is called by. */
export const ENTRY = 'pagefind-entry.json';
export const metaPath = (hash: string): string => `pagefind.${hash}.pf_meta`;
export const indexPath = (hash: string): string => `index/${hash}.pf_index`;
export const fragmentPath = (hash: string): string => `fragment/${hash}.pf_fragment`;

/** Content of a file of an index. @throws if it is of another version. */
export function unpacked(content: Uint8Array): Buffer {
  const bytes = gunzipSync(content);
  if (bytes.toString('latin1', 0, SIGNATURE.length) !== SIGNATURE)
    throw new Error('The search index is not as Pagefind 1.6 writes it.');
  return bytes.subarray(SIGNATURE.length);
}

/** Place of the byte in which a gzip archive names the system that it was made on, which must not change it (RFC 1952). */
const SYSTEM = 9;
const UNKNOWN_SYSTEM = 255;

/** File of an index with a content. */
export function packed(bytes: Buffer): Buffer {
  const archive = gzipSync(Buffer.concat([Buffer.from(SIGNATURE), bytes]), { level: 9 });
  archive.writeUInt8(UNKNOWN_SYSTEM, SYSTEM);
  return archive;
}

/** What a file is called by: as much of its digest as Pagefind takes. */
export const nameOf = (language: string, bytes: Buffer): string => `${language}_${digestOf(bytes).slice(0, 10)}`;

/** An entry of an index: a word, and the pages on which it stands. */
export interface Entry {
  word: string;
  item: Buffer;
}

/** An index of one language. */
export interface WordIndex {
  /** Version of Pagefind. */
  version: Buffer;
  /** What is known of each page: what its fragment is called by, and how many words it has. */
  pages: readonly Buffer[];
  /** In the order of their words. */
  entries: readonly Entry[];
  /** Filters, orders, and what titles and such are called by. */
  rest: readonly Buffer[];
}

/** The first code unit in which two words differ, such that those of code points beyond U+FFFF count more than all others. */
function unitAt(word: string, at: number): number {
  const unit = word.charCodeAt(at);
  if (Number.isNaN(unit)) return -1;
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit;
}

/** Order of words in an index: that of code points. */
export function byCodePoints(one: string, other: string): number {
  if (one === other) return 0;
  let at = 0;
  while (one.charCodeAt(at) === other.charCodeAt(at)) at++;
  return unitAt(one, at) - unitAt(other, at);
}

/** The entries of a chunk, in their order. @param content of its file */
export function entriesOf(content: Uint8Array): Entry[] {
  const [items = NOTHING] = itemsOf(unpacked(content));
  return itemsOf(items).map((item) => ({ word: textOf(item.subarray(headAt(item, 0).start)), item }));
}

/** What stands in the file of an index that names its pages and its chunks. @throws if something of it is missing */
function partsOf(content: Uint8Array): { version: Buffer; pages: Buffer; chunks: Buffer; rest: Buffer[] } {
  const [version, pages, chunks, ...rest] = itemsOf(unpacked(content));
  if (!version || !pages || !chunks) throw new Error('The search index does not say where its words are.');
  return { version, pages, chunks, rest };
}

/** An index, in chunks of any size. @param contentOf gives the content of each of its files. @param hash what it is called by */
export function readIndex(contentOf: (path: string) => Uint8Array, hash: string): WordIndex {
  const { version, pages, chunks, rest } = partsOf(contentOf(metaPath(hash)));
  const entries = itemsOf(chunks).flatMap((chunk) => {
    const [from = NOTHING, , name = NOTHING] = itemsOf(chunk);
    const first = textOf(from);
    // What small chunks have besides their own words stands before these.
    return entriesOf(contentOf(indexPath(textOf(name)))).filter(({ word }) => byCodePoints(word, first) >= 0);
  });
  return { version, pages: itemsOf(pages), entries, rest };
}

/** A page on which a word stands. */
interface Occurrence {
  page: number;
  /** Places in its text and its titles, as they are written. */
  places: Buffer;
}

/** Goes through the pages of a list, which are counted from the one before. @returns where the list ends */
function eachPage(bytes: Buffer, at: number, visit: (page: number, start: number, end: number) => void): number {
  const list = headAt(bytes, at);
  let page = 0;
  let end = list.start;
  for (let item = 0; item < list.value; item++) {
    const { value, start } = headAt(bytes, headAt(bytes, end).start);
    page += value;
    end = endOf(bytes, endOf(bytes, start));
    visit(page, start, end);
  }
  return end;
}

/** Pages on which a word stands. */
function occurrencesOf(list: Buffer): Occurrence[] {
  const found: Occurrence[] = [];
  eachPage(list, 0, (page, start, end) => found.push({ page, places: list.subarray(start, end) }));
  return found;
}

const PARTS = array([NOTHING, NOTHING, NOTHING]).subarray(0, 1);

function written(occurrences: readonly Occurrence[]): Buffer {
  let before = 0;
  return array(
    occurrences.map(({ page, places }) => {
      const distance = page - before;
      before = page;
      return Buffer.concat([PARTS, number(distance), places]);
    }),
  );
}

/** Where the list of pages of an entry begins. */
const pagesAt = (item: Buffer): number => endOf(item, headAt(item, 0).start);

/** How much an entry counts when Pagefind fills chunks: places, and pages. */
export function weightOf(item: Buffer): number {
  let weight = 0;
  eachPage(item, pagesAt(item), (_, start) => {
    weight += 1 + headAt(item, start).value + headAt(item, endOf(item, start)).value;
  });
  return weight;
}

/** What the fragment of each page is called by: a part of its digest, longer only if another one begins alike. */
export const fragmentNames = (pages: readonly Buffer[]): string[] =>
  pages.map((page) => textOf(itemsOf(page)[0] ?? NOTHING));

/** A word, its pages, and how else it is written on some of them, with an accent: these stand in lists of their own. */
function partsOfEntry(item: Buffer): { word: Buffer; pages: Buffer; variants: Buffer } {
  const [word = NOTHING, pages = NOTHING, variants = NOTHING] = itemsOf(item);
  return { word, pages, variants };
}

const hasVariants = (item: Buffer): boolean => !partsOfEntry(item).variants.equals(NOTHING);

/** Whether an entry has one of some pages. */
function isOn(item: Buffer, pages: ReadonlySet<number>): boolean {
  let isFound = false;
  const look = (page: number): void => {
    isFound ||= pages.has(page);
  };
  const variants = headAt(item, eachPage(item, pagesAt(item), look));
  let at = variants.start;
  for (let variant = 0; variant < variants.value; variant++)
    at = eachPage(item, endOf(item, headAt(item, at).start), look);
  return isFound;
}

/** What of an entry is not on some pages, with what another one has on the pages that take their places. */
function joined(entry: Entry | undefined, other: Entry | undefined, places: readonly number[]): Occurrence[] {
  const kept = entry ? occurrencesOf(partsOfEntry(entry.item).pages).filter(({ page }) => !places.includes(page)) : [];
  const moved = other ? occurrencesOf(partsOfEntry(other.item).pages) : [];
  return [...kept, ...moved.map(({ page, places: at }) => ({ page: places[page] ?? page, places: at }))].sort(
    (a, b) => a.page - b.page,
  );
}

/** The pages of an index when some have become those of another one; undefined if their fragments cannot be called as they are there. */
function pagesWith(index: WordIndex, other: WordIndex, places: readonly number[]): Buffer[] | undefined {
  const pages = [...index.pages];
  for (const [number, place] of places.entries()) {
    const page = other.pages[number];
    if (!page || !pages[place]) return undefined;
    pages[place] = page;
  }
  const names = fragmentNames(pages);
  const isShort = new Set([...names, ...fragmentNames(index.pages)].map(({ length }) => length)).size === 1;
  return isShort && new Set(names).size === names.length ? pages : undefined;
}

/**
 * An index in which some pages have become those of another one, with the same filters. What the parts of an index do not say alone is
 * left to Pagefind: undefined then. @param places number of the page that each page of the other index takes the place of
 */
export function withPages(index: WordIndex, other: WordIndex, places: readonly number[]): WordIndex | undefined {
  const pages = pagesWith(index, other, places);
  const [, ...rest] = index.rest;
  const isAlike = index.version.equals(other.version) && rest.every((part, at) => other.rest[at + 1]?.equals(part));
  if (!pages || !isAlike || other.pages.length !== places.length) return undefined;
  const added = new Map(other.entries.map((entry) => [entry.word, entry]));
  const replaced = new Set(places);
  const isTouched = ({ word, item }: Entry): boolean => added.has(word) || isOn(item, replaced);
  const known = new Set(index.entries.map(({ word }) => word));
  const entries: Entry[] = [];
  for (const entry of [...index.entries, ...other.entries.filter(({ word }) => !known.has(word))]) {
    const isKnown = known.has(entry.word);
    if (isKnown && !isTouched(entry)) {
      entries.push(entry);
      continue;
    }
    const more = added.get(entry.word);
    // In which order the ways stand in which a word is written follows from all of its pages.
    if (hasVariants(entry.item) || (more && hasVariants(more.item))) return undefined;
    const all = joined(isKnown ? entry : undefined, more, places);
    const { word } = partsOfEntry(entry.item);
    if (all.length > 0) entries.push({ word: entry.word, item: array([word, written(all), NOTHING]) });
  }
  return { ...index, pages, entries: entries.sort((one, two) => byCodePoints(one.word, two.word)) };
}
