import { array, text } from './search-cbor.ts';
import {
  ENTRY,
  type Entry,
  type IndexFile,
  indexPath,
  metaPath,
  nameOf,
  packed,
  readIndex,
  type WordIndex,
  weightOf,
} from './search-words.ts';

/** Bytes from which on a chunk is not filled further, unpacked: packed it is somewhat more than half. */
const CHUNK = 10_000;
/** Words with the same letters at their beginning stay together: whoever types a word finds its beginning in one chunk. */
const BEGINNING = 3;
/** What Pagefind fills a chunk up to (pagefind 1.6, index_chunk_size). */
const LARGE_CHUNK = 20_000;

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

/** For each entry, those that Pagefind has put into one chunk with it, by their words. */
function togetherOf(entries: readonly Entry[]): Map<Entry, ReadonlyMap<string, Entry>> {
  const together = new Map<Entry, ReadonlyMap<string, Entry>>();
  let group = new Map<string, Entry>();
  let weight = 0;
  for (const entry of entries) {
    group.set(entry.word, entry);
    together.set(entry, group);
    weight += weightOf(entry.item);
    if (weight < LARGE_CHUNK) continue;
    group = new Map();
    weight = 0;
  }
  return together;
}

/** An index in small chunks. */
export interface SmallIndex {
  /** What it is called by. */
  hash: string;
  /** What its files say by their paths, before they are packed. */
  files: Map<string, Buffer>;
}

/** An index in smaller chunks than those of Pagefind, and the file that names them. */
export function inSmallChunks(language: string, { version, pages, entries, rest }: WordIndex): SmallIndex {
  const together = togetherOf(entries);
  const chunks = chunksOf(entries);
  const borders = bordersOf(chunks);
  const files = new Map<string, Buffer>();
  const lines = chunks.map((chunk, index) => {
    const { from, to } = borders[index] ?? { from: '', to: '' };
    const bytes = array([array([...shortWordsOf(chunk, together), ...chunk].map(({ item }) => item))]);
    const name = nameOf(language, bytes);
    files.set(indexPath(name), bytes);
    return array([text(from), text(to), text(name)]);
  });
  const meta = array([version, array(pages), array(lines), ...rest]);
  const hash = nameOf(language, meta);
  return { hash, files: files.set(metaPath(hash), meta) };
}

/** What says of each language of an index what its index is called by. */
export interface IndexEntry {
  languages: Record<string, { hash: string }>;
}

/**
 * A search index in smaller chunks: a search loads the chunk of each of its words, and Pagefind makes chunks as large as all else that a
 * search loads. What is in them stays as it is. @param files of one index, the entry with the list of languages among them.
 */
export function cutIndex(files: readonly IndexFile[]): IndexFile[] {
  const contents = new Map(files.map(({ path, content }) => [path, content]));
  const contentOf = (path: string): Uint8Array => {
    const found = contents.get(path);
    if (!found) throw new Error(`The search index has no ${path}.`);
    return found;
  };
  const entry = JSON.parse(Buffer.from(contentOf(ENTRY)).toString()) as IndexEntry;
  const made = new Map([...contents].filter(([path]) => !/^index\/|\.pf_meta$/.test(path)));
  for (const [language, known] of Object.entries(entry.languages)) {
    const small = inSmallChunks(language, readIndex(contentOf, known.hash));
    known.hash = small.hash;
    for (const [path, bytes] of small.files) made.set(path, packed(bytes));
  }
  made.set(ENTRY, Buffer.from(JSON.stringify(entry)));
  return [...made].map(([path, content]) => ({ path, content }));
}
