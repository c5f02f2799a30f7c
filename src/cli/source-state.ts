import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sourceDigest, withPackages } from './source-digest.ts';

/** For how long a clock of files may stand still: two changes of a file within it may leave the same time. */
const TICK_MS = 2000;

/** Files and folders as they were when they were first looked at. */
export class SourceState {
  /** What {@link sourceDigest} gives for them. */
  readonly digest: string;
  readonly #paths: readonly string[];
  readonly #state: string;
  readonly #isSettled: boolean;

  constructor(paths: readonly string[]) {
    this.#paths = paths;
    const before = Date.now();
    const { state, newest } = stateOf(paths);
    this.#state = state;
    this.#isSettled = newest < before - TICK_MS;
    this.digest = sourceDigest(paths);
  }

  /** Whether it is of these files and folders. */
  isOf(paths: readonly string[]): boolean {
    return paths.join('\n') === this.#paths.join('\n');
  }

  /** Whether they are still the same. The kernel notes each change of a file; only where one was changed just before they are read again. */
  isStill(): boolean {
    return this.#isSettled ? stateOf(this.#paths).state === this.#state : sourceDigest(this.#paths) === this.digest;
  }
}

/** What the kernel says of all files and folders, and when the newest was changed, in milliseconds. */
function stateOf(paths: readonly string[]): { state: string; newest: number } {
  const lines: string[] = [];
  let newest = 0;
  const look = (path: string): void => {
    const found = statSync(path);
    const { dev, ino, size, mtimeMs, ctimeMs } = found;
    newest = Math.max(newest, ctimeMs);
    lines.push(`${path} ${dev} ${ino} ${size} ${mtimeMs} ${ctimeMs}`);
    if (found.isDirectory()) for (const name of readdirSync(path)) look(join(path, name));
  };
  for (const path of withPackages(paths)) look(path);
  return { state: lines.sort().join('\n'), newest };
}
