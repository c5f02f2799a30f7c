import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isAlive } from './is-alive.ts';

/** Repositories that sites are published from lie in the folder itself, and stay. */
const KEPT = ['.git'];

/** What the system says of folders that cannot be moved: on another file system, mounted, or below one that is not ours. */
const IMMOVABLE = new Set(['EXDEV', 'EBUSY', 'EACCES', 'EPERM', 'EROFS']);

const isImmovable = (problem: unknown): boolean =>
  problem instanceof Error && 'code' in problem && IMMOVABLE.has(String(problem.code));

/** Where a folder really lies: what others link to keeps its links. */
const real = (path: string): string => (existsSync(path) ? realpathSync(path) : path);

/** Folders beside a target, named by the process that made them. */
const beside = (target: string, kind: 'new' | 'old', pid: number | string): string =>
  join(dirname(target), `.${basename(target)}.${kind}-${pid}`);

/** Where a target waits while another folder takes its place, on the file system of that folder. */
const waiting = (from: string, target: string): string =>
  join(dirname(from), `replaced-${createHash('sha256').update(target).digest('hex').slice(0, 12)}`);

/** Copies a file, or a folder with everything in it, over what is there. Unlike cpSync, it says so if the disk is full. */
export function copy(from: string, to: string): void {
  if (!statSync(from).isDirectory()) {
    copyFileSync(from, to);
    return;
  }
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) copy(join(from, name), join(to, name));
}

/** Two renames; between them nothing can fail but the second, and then the first is taken back. @param keep where the folder goes that was there; it is removed without. */
function swap(from: string, target: string, aside: string, keep?: string): void {
  rmSync(aside, { recursive: true, force: true });
  if (existsSync(target)) {
    for (const name of KEPT) if (existsSync(join(target, name))) copy(join(target, name), join(from, name));
    renameSync(target, aside);
  }
  try {
    renameSync(from, target);
  } catch (problem) {
    if (existsSync(aside)) renameSync(aside, target);
    throw problem;
  }
  if (keep !== undefined) moveAway(aside, keep);
  rmSync(aside, { recursive: true, force: true });
}

/** Moves a folder to another place, if that can be done; whoever has asked for it can do without. */
function moveAway(folder: string, to: string): void {
  try {
    rmSync(to, { recursive: true, force: true });
    renameSync(folder, to);
  } catch {
    // There is nothing to move, or it cannot be moved.
  }
}

/** For folders that can be moved nowhere, such as those that containers mount: their entries are swapped. */
function swapEntries(from: string, target: string): void {
  const incoming = join(target, `.incoming-${process.pid}`);
  const outgoing = join(target, `.outgoing-${process.pid}`);
  try {
    mkdirSync(target, { recursive: true });
    copy(from, incoming);
    mkdirSync(outgoing);
    for (const name of readdirSync(target)) {
      const path = join(target, name);
      if (path !== incoming && path !== outgoing && !KEPT.includes(name)) renameSync(path, join(outgoing, name));
    }
    for (const name of readdirSync(incoming)) renameSync(join(incoming, name), join(target, name));
  } finally {
    rmSync(incoming, { recursive: true, force: true });
    rmSync(outgoing, { recursive: true, force: true });
  }
}

/**
 * Puts a folder in the place of another one, which stays as it is until the new one is there as a whole; a `.git` in it is
 * kept. On another file system a copy is made beside the target first.
 * @param keep path on the file system of the new folder to which the folder goes that was there, if it can; it is removed without.
 * @throws what the file system says; then the target is as it was.
 */
export function replaceFolder(from: string, path: string, keep?: string): void {
  const target = real(path);
  mkdirSync(dirname(target), { recursive: true });
  try {
    swap(from, target, waiting(from, target), keep);
    return;
  } catch (problem) {
    if (!isImmovable(problem)) throw problem;
  }
  const copied = beside(target, 'new', process.pid);
  try {
    copy(from, copied);
    swap(copied, target, beside(target, 'old', process.pid));
  } catch (problem) {
    if (!isImmovable(problem)) throw problem;
    swapEntries(from, target);
  } finally {
    rmSync(copied, { recursive: true, force: true });
  }
}

/**
 * Mends what a process left that was killed while it replaced a folder: what waits elsewhere comes back if nothing has
 * taken its place, and copies of processes that are gone are removed.
 * @param from the folder that would have taken its place.
 */
export function mendFolder(from: string, path: string): void {
  const target = real(path);
  const restore = (aside: string): void => {
    if (!existsSync(target)) renameSync(aside, target);
    else rmSync(aside, { recursive: true, force: true });
  };
  const parent = dirname(target);
  if (existsSync(waiting(from, target))) restore(waiting(from, target));
  if (!existsSync(parent)) return;
  for (const name of readdirSync(parent)) {
    const [, own, kind, pid] = /^\.(.+)\.(new|old)-(\d+)$/.exec(name) ?? [];
    if (own !== basename(target) || isAlive(Number(pid))) continue;
    if (kind === 'old') restore(join(parent, name));
    else rmSync(join(parent, name), { recursive: true, force: true });
  }
}
