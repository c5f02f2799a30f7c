import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { isAlive } from './is-alive.ts';

let drafts = 0;

/** The permissions of a file that is there already; unless there is one, those that new files get. */
function modeOf(path: string): { mode?: number } {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? {} : { mode: found.mode };
}

/**
 * Writes a file so that it is there as a whole or not at all, whatever ends the process or fills the disk meanwhile: into a
 * draft beside it, which then takes its name. Who writes the same file at the same time does not disturb. Folders are made.
 * @throws what the file system says; then the file is as it was.
 */
export function writeAtomically(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}-${threadId}-${++drafts}.tmp`;
  try {
    writeFileSync(draft, content, modeOf(path));
    renameSync(draft, path);
  } catch (problem) {
    rmSync(draft, { force: true });
    // A disk that is full does not say which file it was full for.
    throw problem instanceof Error ? Object.assign(problem, { path }) : problem;
  }
}

/** Removes drafts of a file that killed processes have left. */
export function removeDrafts(path: string): void {
  if (!existsSync(dirname(path))) return;
  for (const name of readdirSync(dirname(path))) {
    const [, own, pid] = /^(.+)\.(\d+)-\d+-\d+\.tmp$/.exec(name) ?? [];
    if (own === basename(path) && !isAlive(Number(pid))) rmSync(join(dirname(path), name), { force: true });
  }
}
