import { hash } from 'node:crypto';
import { join } from 'node:path';
import { cacheFolder } from '../cli/cache-folder.ts';
import { SealedCache } from '../cli/sealed-cache.ts';
import { sourceDigest } from '../cli/source-digest.ts';
import { sourcePaths } from '../cli/source-paths.ts';
import type { ColoredCode } from '../rendering/highlight.ts';

/** All of it lies in one file: a file for each of thousands of blocks would take longer than coloring them. */
const cache = new SealedCache(() => join(cacheFolder(), 'code'), '.json');
const LONGEST_MS = 7 * 24 * 3600 * 1000;
/** When more blocks than this would be kept, only those are that were asked for. */
const MOST_BLOCKS = 20_000;

const digestOf = (language: string, code: string): string => hash('sha256', `${language}\0${code}`, 'base64url');

/** The code that a build has colored, for the next one: read when it is first asked for. */
export class KeptCode implements ColoredCode {
  readonly #asked = new Map<string, string>();
  #known: ReadonlyMap<string, string> | undefined;
  #key = '';
  #isNew = false;

  #before(): ReadonlyMap<string, string> {
    if (this.#known) return this.#known;
    this.#key = sourceDigest(sourcePaths.coloring);
    const text = cache.read(this.#key)?.toString();
    this.#known = new Map(text === undefined ? [] : (JSON.parse(text) as [string, string][]));
    return this.#known;
  }

  linesOf(language: string, code: string): string[] | undefined {
    const key = digestOf(language, code);
    const html = this.#asked.get(key) ?? this.#before().get(key);
    if (html !== undefined) this.#asked.set(key, html);
    return html?.split('\n');
  }

  keep(language: string, code: string, lines: readonly string[]): void {
    this.#asked.set(digestOf(language, code), lines.join('\n'));
    this.#isNew = true;
  }

  /** Writes down what was colored, if anything was. @throws what the file system says. */
  write(): void {
    if (!this.#isNew) return;
    const all = new Map([...this.#before(), ...this.#asked]);
    cache.write(this.#key, JSON.stringify([...(all.size > MOST_BLOCKS ? this.#asked : all)]));
    cache.prune(new Set([this.#key]), LONGEST_MS);
  }
}
