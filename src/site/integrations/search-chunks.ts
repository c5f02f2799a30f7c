import { gunzipSync, gzipSync } from 'node:zlib';
import { digestOf } from '../build/last-site.ts';

/** A file of a search index, as Pagefind gives it. */
export interface IndexFile {
  path: string;
  content: Uint8Array;
}

/** What every file of an index begins with, once it is unpacked (pagefind 1.6). */
const SIGNATURE = 'pagefind_dcd';
/** Bytes from which on a chunk is not filled further, unpacked: packed it is somewhat more than half. */
const CHUNK = 10_000;
/** Words with the same letters at their beginning stay together: whoever types a word finds its beginning in one chunk. */
const BEGINNING = 3;

const ENTRY = 'pagefind-entry.json';
const metaPath = (hash: string): string => `pagefind.${hash}.pf_meta`;
const indexPath = (hash: string): string => `index/${hash}.pf_index`;

/** Kinds of items in CBOR (RFC 8949, 3.1). */
const BYTES = 2;
const TEXT = 3;
const ARRAY = 4;
const MAP = 5;
const TAG = 6;

interface Head {
  major: number;
  /** Number of what follows: bytes, items, or a number itself. */
  value: number;
  /** Where the content begins. */
  start: number;
}

/** Beginning of an item in CBOR (RFC 8949, 3). @throws if its length is not said, which Pagefind does not leave open */
function headAt(bytes: Buffer, at: number): Head {
  const first = bytes.readUInt8(at);
  const [major, short] = [first >> 5, first & 31];
  if (short < 24) return { major, value: short, start: at + 1 };
  if (short > 27) throw new Error('The search index has an item of unknown length.');
  const size = 2 ** (short - 24);
  const value = size === 8 ? Number(bytes.readBigUInt64BE(at + 1)) : bytes.readUIntBE(at + 1, size);
  return { major, value, start: at + 1 + size };
}

/** Where an item ends. */
function endOf(bytes: Buffer, at: number): number {
  const { major, value, start } = headAt(bytes, at);
  if (major === TEXT || major === BYTES) return start + value;
  const items = major === ARRAY ? value : major === MAP ? 2 * value : major === TAG ? 1 : 0;
  let end = start;
  for (let item = 0; item < items; item++) end = endOf(bytes, end);
  return end;
}

/** The items of an array. */
function itemsOf(bytes: Buffer, at = 0): Buffer[] {
  const { value, start } = headAt(bytes, at);
  let place = start;
  return Array.from({ length: value }, () => {
    const from = place;
    place = endOf(bytes, from);
    return bytes.subarray(from, place);
  });
}

function textOf(item: Buffer): string {
  const { value, start } = headAt(item, 0);
  return item.toString('utf8', start, start + value);
}

/** The head of an item as short as it can be. */
function head(major: number, value: number): Buffer {
  if (value < 24) return Buffer.from([(major << 5) | value]);
  if (value < 0x100) return Buffer.from([(major << 5) | 24, value]);
  const bytes = Buffer.alloc(value < 0x10000 ? 3 : 5);
  bytes.writeUInt8((major << 5) | (value < 0x10000 ? 25 : 26));
  bytes.writeUIntBE(value, 1, bytes.length - 1);
  return bytes;
}

const array = (items: readonly Buffer[]): Buffer => Buffer.concat([head(ARRAY, items.length), ...items]);
const text = (value: string): Buffer => Buffer.concat([head(TEXT, Buffer.byteLength(value)), Buffer.from(value)]);

function unpacked(content: Uint8Array): Buffer {
  const bytes = gunzipSync(content);
  if (bytes.toString('latin1', 0, SIGNATURE.length) !== SIGNATURE)
    throw new Error('The search index is not as Pagefind 1.6 writes it.');
  return bytes.subarray(SIGNATURE.length);
}

/** Place of the byte in which a gzip archive names the system that it was made on, which must not change it (RFC 1952). */
const SYSTEM = 9;
const UNKNOWN_SYSTEM = 255;

function packed(bytes: Buffer): Buffer {
  const archive = gzipSync(Buffer.concat([Buffer.from(SIGNATURE), bytes]), { level: 9 });
  archive.writeUInt8(UNKNOWN_SYSTEM, SYSTEM);
  return archive;
}

/** An entry of an index: a word, and the pages on which it stands. */
export interface Entry {
  word: string;
  item: Buffer;
}

const NOTHING = Buffer.from([ARRAY << 5]);

/** The entries of a chunk, in their order. @param content of its file */
export function entriesOf(content: Uint8Array): Entry[] {
  const [items = NOTHING] = itemsOf(unpacked(content));
  return itemsOf(items).map((item) => ({ word: textOf(itemsOf(item)[0] ?? NOTHING), item }));
}

const beginningOf = (word: string): string => [...word].slice(0, BEGINNING).join('');

/** Entries in their order, in chunks. */
function chunksOf(entries: readonly Entry[]): Entry[][] {
  const chunks: Entry[][] = [];
  let size = Number.POSITIVE_INFINITY;
  let before: string | undefined;
  for (const entry of entries) {
    const beginning = beginningOf(entry.word);
    if (size >= CHUNK && beginning !== before) {
      chunks.push([]);
      size = 0;
    }
    chunks.at(-1)?.push(entry);
    size += entry.item.length;
    before = beginning;
  }
  return chunks;
}

/**
 * The short words with which words of a chunk begin, and which stand in another chunk, though Pagefind has put both into one. A word that is
 * nowhere is looked for as the longest loaded word that it begins with, and passed over if there is none.
 */
function shortWordsOf(chunk: readonly Entry[], together: ReadonlyMap<Entry, ReadonlyMap<string, Entry>>): Entry[] {
  const own = new Set(chunk);
  const found = chunk.flatMap((entry) =>
    Array.from({ length: BEGINNING - 1 }, (_, index) => {
      const beginning = [...entry.word].slice(0, index + 1).join('');
      return together.get(entry)?.get(beginning);
    }),
  );
  return [...new Set(found)].flatMap((entry) => (entry === undefined || own.has(entry) ? [] : [entry]));
}

const LAST = '\u{10ffff}';
const BEFORE_SURROGATES = 0xd7ff;
const AFTER_SURROGATES = 0xe000;

/** The shortest beginning of a word that stands behind another one. */
function startBehind(word: string, before: string): string {
  const [letters, others] = [[...word], [...before]];
  const same = letters.findIndex((letter, index) => letter !== others[index]);
  return letters.slice(0, same + 1).join('');
}

/** What stands before a beginning and all that begins so, and behind all else. */
function endBefore(beginning: string): string {
  const letters = [...beginning];
  const point = letters.pop()?.codePointAt(0) ?? 0;
  const lower = point === AFTER_SURROGATES ? BEFORE_SURROGATES : point - 1;
  return `${letters.join('')}${String.fromCodePoint(lower)}${LAST}`;
}

/**
 * First and last word of each chunk, as the engine compares them with what is looked for: without gaps, in which it would load nothing and
 * find nothing that begins alike.
 */
function bordersOf(chunks: readonly Entry[][]): { from: string; to: string }[] {
  const starts = chunks.map((chunk, index) => {
    const first = chunk[0]?.word ?? '';
    const before = chunks[index - 1]?.at(-1)?.word;
    return before === undefined ? first : startBehind(first, before);
  });
  return chunks.map((chunk, index) => {
    const next = starts[index + 1];
    return { from: starts[index] ?? '', to: next === undefined ? (chunk.at(-1)?.word ?? '') : endBefore(next) };
  });
}

/** What a file is called by: as much of its digest as Pagefind takes. */
const nameOf = (language: string, bytes: Buffer): string => `${language}_${digestOf(bytes).slice(0, 10)}`;

/**
 * A search index in smaller chunks: a search loads the chunk of each of its words, and Pagefind makes chunks as large as all else that a
 * search loads. What is in them stays as it is. @param files of one index, the entry with the list of languages among them.
 */
export function inSmallChunks(files: readonly IndexFile[]): IndexFile[] {
  const contents = new Map(files.map(({ path, content }) => [path, content]));
  const contentOf = (path: string): Uint8Array => {
    const found = contents.get(path);
    if (!found) throw new Error(`The search index has no ${path}.`);
    return found;
  };
  const made = new Map(contents);
  const entry = JSON.parse(Buffer.from(contentOf(ENTRY)).toString()) as { languages: Record<string, { hash: string }> };
  for (const [language, known] of Object.entries(entry.languages)) {
    const path = metaPath(known.hash);
    // Version, pages and chunks; the rest is not touched.
    const [version, pages, chunks, ...rest] = itemsOf(unpacked(contentOf(path)));
    if (!version || !pages || !chunks) throw new Error('The search index does not say where its words are.');
    const paths = itemsOf(chunks).map((chunk) => indexPath(textOf(itemsOf(chunk)[2] ?? NOTHING)));
    const whole = paths.map((chunk) => entriesOf(contentOf(chunk)));
    const together = new Map(
      whole.flatMap((entries) => {
        const byWord = new Map(entries.map((entry) => [entry.word, entry]));
        return entries.map((entry) => [entry, byWord] as const);
      }),
    );
    for (const old of [path, ...paths]) made.delete(old);
    const small = chunksOf(whole.flat());
    const borders = bordersOf(small);
    const lines = small.map((chunk, index) => {
      const { from, to } = borders[index] ?? { from: '', to: '' };
      const bytes = array([array([...shortWordsOf(chunk, together), ...chunk].map(({ item }) => item))]);
      const name = nameOf(language, bytes);
      made.set(indexPath(name), packed(bytes));
      return array([text(from), text(to), text(name)]);
    });
    const meta = array([version, pages, array(lines), ...rest]);
    known.hash = nameOf(language, meta);
    made.set(metaPath(known.hash), packed(meta));
  }
  made.set(ENTRY, Buffer.from(JSON.stringify(entry)));
  return [...made].map(([path, content]) => ({ path, content }));
}
