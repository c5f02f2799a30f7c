import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
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

/** Bits of who else may write. */
const OTHERS_WRITE = 0o022;

/**
 * A folder of root's own that everybody can read, for programs that had to be brought within reach: it stays, since they are
 * large. @throws Error if somebody else has made one of that name.
 */
function shelfFolder(): string {
  const folder = join(tmpdir(), 'programs-within-reach');
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const { uid, mode } = lstatSync(folder);
  if (!lstatSync(folder).isDirectory() || uid !== 0 || (mode & OTHERS_WRITE) !== 0) {
    throw new Error(`${folder} belongs to somebody else`);
  }
  chmodSync(folder, 0o755);
  return folder;
}

/** Puts a program there, as a link where the file system allows that. Others see all of it or nothing. */
function bring(path: string, target: string): void {
  const draft = `${target}.${process.pid}`;
  rmSync(draft, { force: true });
  try {
    if ((statSync(path).mode & READ_AND_RUN) !== READ_AND_RUN) throw new Error('its rights are those of root');
    linkSync(path, draft);
  } catch {
    copyFileSync(path, draft);
    chmodSync(draft, 0o755);
  }
  renameSync(draft, target);
}

/**
 * A path of a program under which another user can run it: its own, or that of a link or copy if it lies in a folder of
 * root's own, such as /root.
 */
export function withinReach(program: string): string {
  const path = realpathSync(program);
  if (isForEverybody(path)) return path;
  const { dev, ino, size, mtimeNs } = statSync(path, { bigint: true });
  const target = join(shelfFolder(), `${dev}-${ino}-${size}-${mtimeNs}-${basename(path)}`);
  if (!existsSync(target)) bring(path, target);
  return target;
}
