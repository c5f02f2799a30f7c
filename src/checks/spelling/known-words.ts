import { resolve } from 'node:path';
import { SealedCache } from '../../cli/sealed-cache.ts';
import { sourceDigest } from '../../cli/source-digest.ts';
import { sourcePaths } from '../../cli/source-paths.ts';
import type { WordMemory } from './english.ts';

const cache = new SealedCache(() => resolve('.cache/words'), '.json');
const LONGEST_MS = 30 * 24 * 3600 * 1000;

/** What dictionaries said of the words of a curriculum, which are a small part of all, from one command to the next. */
export class KnownWords implements WordMemory {
  readonly #key = sourceDigest(sourcePaths.words);
  readonly #before: ReadonlyMap<string, boolean>;
  readonly #asked = new Map<string, boolean>();
  #isNew = false;

  constructor() {
    const text = cache.read(this.#key)?.toString();
    this.#before = new Map(text === undefined ? [] : (JSON.parse(text) as [string, boolean][]));
  }

  read(word: string): boolean | undefined {
    const isWord = this.#asked.get(word) ?? this.#before.get(word);
    if (isWord !== undefined) this.#asked.set(word, isWord);
    return isWord;
  }

  keep(word: string, isWord: boolean): void {
    this.#asked.set(word, isWord);
    this.#isNew = true;
  }

  /** Writes down what is new. @param all whether everything was judged: what was not asked for is forgotten then */
  write(all: boolean): void {
    if (!this.#isNew) return;
    cache.write(this.#key, JSON.stringify([...(all ? [] : this.#before), ...this.#asked]));
    cache.prune(new Set([this.#key]), LONGEST_MS);
    this.#isNew = false;
  }
}
