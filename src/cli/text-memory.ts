import { createHash } from 'node:crypto';
import { SealedCache } from './sealed-cache.ts';
import { sourceDigest } from './source-digest.ts';

/** What nobody has written for a month is forgotten. */
const LONGEST_MS = 30 * 24 * 3600 * 1000;

/**
 * What was made of texts, from one command to the next, in one file below a folder. What is kept hangs on the text, on the code that
 * makes it and on the packages that are installed: with another one of them, nothing is known.
 */
export class TextMemory {
  readonly #cache: SealedCache;
  readonly #key: string;
  readonly #before: ReadonlyMap<string, string>;
  readonly #used = new Map<string, string>();
  #isNew = false;

  /** @param code what makes something of a text: files and folders. @param whose of whom the texts are: others have a file of their own */
  constructor(folder: () => string, code: readonly string[], whose: string) {
    this.#cache = new SealedCache(folder, '.json');
    this.#key = createHash('sha256')
      .update(`${sourceDigest(code)} ${whose}`)
      .digest('hex');
    const known = this.#cache.read(this.#key);
    this.#before = new Map(known ? (JSON.parse(known.toString()) as [string, string][]) : []);
  }

  /** What was made of a text; undefined if that is not known. */
  read(text: string): string | undefined {
    const digest = digestOf(text);
    const known = this.#used.get(digest) ?? this.#before.get(digest);
    if (known !== undefined) this.#used.set(digest, known);
    return known;
  }

  keep(text: string, made: string): void {
    this.#used.set(digestOf(text), made);
    this.#isNew = true;
  }

  /** Writes the file, if there is something to be written. @param all whether everything was asked for: what was not is forgotten then */
  write(all: boolean): void {
    if (!this.#isNew && !(all && this.#used.size < this.#before.size)) return;
    const kept = all ? this.#used : new Map([...this.#before, ...this.#used]);
    this.#cache.write(this.#key, JSON.stringify([...kept]));
    this.#cache.prune(new Set([this.#key]), LONGEST_MS);
    this.#isNew = false;
  }
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64');
