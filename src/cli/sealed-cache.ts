import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from './write-atomically.ts';

/** A line break and a SHA-256 of 64 digits stand behind the content of each file. */
const SEAL_LENGTH = 1 + 64;

/** The key belongs to what is sealed: one entry cannot stand in for another. */
function sealOf(key: string, content: Uint8Array): string {
  return createHash('sha256').update(`${key}\0`).update(content).digest('hex');
}

/**
 * What was made once and need not be made again, in files named by what it was made from. Each file ends with a digest of
 * itself: what is truncated, empty or was changed by others counts as absent, so that it is made anew instead of published.
 */
export class SealedCache {
  readonly #folder: () => string;
  readonly #extension: string;

  /** @param folder where the files lie, asked for each time: the environment says it. @param extension their ending, such as `.html`. */
  constructor(folder: () => string, extension: string) {
    this.#folder = folder;
    this.#extension = extension;
  }

  #path(key: string): string {
    return join(this.#folder(), key + this.#extension);
  }

  /** What was kept under a key; undefined if there is nothing, or something else than what was kept, which is removed. */
  read(key: string): Buffer | undefined {
    const path = this.#path(key);
    let file: Buffer;
    try {
      file = readFileSync(path);
    } catch {
      return undefined;
    }
    const content = file.subarray(0, Math.max(0, file.length - SEAL_LENGTH));
    if (file.subarray(content.length).toString('latin1') === `\n${sealOf(key, content)}`) return content;
    rmSync(path, { force: true });
    return undefined;
  }

  /** Whether a file is there under a key; only {@link read} says whether it is what was kept. */
  has(key: string): boolean {
    return existsSync(this.#path(key));
  }

  /** Keeps something. @param key letters and digits. @throws what the file system says; then nothing is kept. */
  write(key: string, content: string | Uint8Array): void {
    const bytes = Buffer.from(content);
    writeAtomically(this.#path(key), Buffer.concat([bytes, Buffer.from(`\n${sealOf(key, bytes)}`)]));
  }

  /** Removes what has another key than these, drafts of killed processes included. @param youngestMs what is younger stays. */
  prune(used: ReadonlySet<string>, youngestMs = 0): void {
    const folder = this.#folder();
    if (!existsSync(folder)) return;
    for (const name of readdirSync(folder)) {
      if (name.endsWith(this.#extension) && used.has(name.slice(0, -this.#extension.length))) continue;
      const path = join(folder, name);
      const found = statSync(path, { throwIfNoEntry: false });
      // A file that was written just now may bear a time that the clock reaches only then.
      if (found && (youngestMs === 0 || Date.now() - found.mtimeMs >= youngestMs))
        rmSync(path, { recursive: true, force: true });
    }
  }
}
