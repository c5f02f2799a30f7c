import { hash } from 'node:crypto';
import { SealedCache } from './sealed-cache.ts';
import { sourceDigest } from './source-digest.ts';

/** What nobody has written for a month is forgotten. */
const LONGEST_MS = 30 * 24 * 3600 * 1000;

/**
 * What was made of texts, from one command to the next, in one file below a folder, which is read when something is first asked for.
 * What is kept hangs on the text, on the code that makes it and on the packages that are installed: with another one of them, nothing
 * is known.
 */
export class TextMemory {
  readonly #cache: SealedCache;
  readonly #code: readonly string[];
  readonly #whose: string;
  readonly #most: number;
  readonly #used = new Map<string, string>();
  #known: { key: string; before: ReadonlyMap<string, string> } | undefined;
  #isNew = false;

  /**
   * @param code what makes something of a text: files and folders. @param whose of whom the texts are: others have a file of their own
   * @param most when more would be kept, only what was asked for is
   */
  constructor(folder: () => string, code: readonly string[], whose = '', most = Number.POSITIVE_INFINITY) {
    this.#cache = new SealedCache(folder, '.json');
    this.#code = code;
    this.#whose = whose;
    this.#most = most;
  }

  #file(): { key: string; before: ReadonlyMap<string, string> } {
    if (this.#known) return this.#known;
    const key = hash('sha256', `${sourceDigest(this.#code)} ${this.#whose}`);
    const text = this.#cache.read(key)?.toString();
    this.#known = { key, before: new Map(text === undefined ? [] : (JSON.parse(text) as [string, string][])) };
    return this.#known;
  }

  /** What was made of a text; undefined if that is not known. */
  read(text: string): string | undefined {
    const digest = digestOf(text);
    const known = this.#used.get(digest) ?? this.#file().before.get(digest);
    if (known !== undefined) this.#used.set(digest, known);
    return known;
  }

  keep(text: string, made: string): void {
    this.#used.set(digestOf(text), made);
    this.#isNew = true;
  }

  /**
   * Writes the file, if there is something to be written. @param all whether everything was asked for: what was not is forgotten then.
   * @throws what the file system says
   */
  write(all: boolean): void {
    if (!this.#isNew && !all) return;
    const { key, before } = this.#file();
    if (!this.#isNew && this.#used.size === before.size) return;
    const merged = new Map([...before, ...this.#used]);
    this.#cache.write(key, JSON.stringify([...(all || merged.size > this.#most ? this.#used : merged)]));
    this.#cache.prune(new Set([key]), LONGEST_MS);
    this.#isNew = false;
  }
}

const digestOf = (text: string): string => hash('sha256', text, 'base64url');
