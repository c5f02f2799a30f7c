import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isAlive } from './is-alive.ts';
import { removeDrafts } from './write-atomically.ts';

/** A process, told apart from later ones with the same number. */
interface Owner {
  pid: number;
  /** When it began, as the system counts; empty where the system does not say. */
  began: string;
}

/** When a process began: field 22 of /proc/<pid>/stat (proc(5)), which counts from the start of the machine. */
function beginOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program, in brackets, may hold spaces and brackets.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

const isOwner = (value: unknown): value is Owner =>
  typeof value === 'object' && value !== null && 'pid' in value && 'began' in value && Number.isInteger(value.pid);

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** The living owner that a lock names. What cannot be read, because the disk was full, has none. */
function livingOwner(text: string): number | undefined {
  let owner: unknown;
  try {
    owner = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isOwner(owner) || !isAlive(owner.pid)) return undefined;
  return owner.began === beginOf(owner.pid) ? owner.pid : undefined;
}

/** Takes a lock's place unless there is one: a link is made as a whole, and only where nothing is. */
function place(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (problem) {
    if (problem instanceof Error && 'code' in problem && problem.code === 'EEXIST') return false;
    throw problem;
  }
}

/**
 * Takes a lock for this process, from a process that is gone as well.
 * @param path file of the lock; its folder is made.
 * @returns what releases it, or the number of the living process that has it.
 * @throws what the file system says.
 */
export function takeLock(path: string): (() => void) | number {
  mkdirSync(dirname(path), { recursive: true });
  const own = JSON.stringify({ pid: process.pid, began: beginOf(process.pid) } satisfies Owner);
  removeDrafts(path);
  const draft = `${path}.${process.pid}-0-0.tmp`;
  const release = (): void => {
    if (read(path) === own) rmSync(path, { force: true });
  };
  try {
    writeFileSync(draft, own);
    while (!place(draft, path)) {
      const seen = read(path);
      if (seen === undefined) continue;
      const owner = seen === own ? undefined : livingOwner(seen);
      if (owner !== undefined) return owner;
      // Between look and move somebody else may have taken it: what was moved is looked at, and put back.
      const moved = `${path}.${process.pid}-0-1.tmp`;
      try {
        renameSync(path, moved);
      } catch {
        continue;
      }
      const taken = livingOwner(read(moved) ?? '');
      if (taken !== undefined && read(moved) !== own) place(moved, path);
      rmSync(moved, { force: true });
    }
    return release;
  } finally {
    rmSync(draft, { force: true });
  }
}
