import { chmodSync, copyFileSync, linkSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

const READ_AND_RUN = 0o5;
const PASS = 0o1;

/** Whether everybody may read and run a program: each folder on its way lets them pass. */
function isForEverybody(path: string): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & PASS) === 0) return false;
    if (folder === dirname(folder)) break;
  }
  return (statSync(path).mode & READ_AND_RUN) === READ_AND_RUN;
}

/** Programs that had to be brought within reach, and where they are now, as long as this process lives. */
const brought = new Map<string, string>();
let shelf: string | undefined;

function shelfFolder(): string {
  if (shelf !== undefined) return shelf;
  const folder = mkdtempSync(join(tmpdir(), 'programs-'));
  chmodSync(folder, 0o755);
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  shelf = folder;
  return folder;
}

/**
 * A path of a program under which another user can run it: its own, or that of a link or copy if it lies in a folder of
 * root's own, such as /root.
 */
export function withinReach(program: string): string {
  const path = realpathSync(program);
  const known = brought.get(path);
  if (known !== undefined) return known;
  if (isForEverybody(path)) return path;
  const target = join(shelfFolder(), `${brought.size}-${basename(path)}`);
  try {
    linkSync(path, target);
  } catch {
    // Another file system.
    copyFileSync(path, target);
  }
  if (!isForEverybody(target)) {
    rmSync(target);
    copyFileSync(path, target);
    chmodSync(target, 0o755);
  }
  brought.set(path, target);
  return target;
}
