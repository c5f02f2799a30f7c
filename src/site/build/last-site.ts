import { hash } from 'node:crypto';
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../../cli/cache-folder.ts';
import { SealedCache } from '../../cli/sealed-cache.ts';

/** What is known of a file of a site: what it was made from, and its bytes. */
export interface Known {
  /** Digest of everything that the file depends on. */
  key: string;
  /** SHA-256 of its bytes. */
  digest: string;
  bytes: number;
  /** What its bytes name, if somebody has asked. */
  names?: readonly string[];
  /** SHA-256 of each file of the site that it was made from, if its maker has said. */
  from?: Readonly<Record<string, string>>;
}

/** What is known of a site that was published. */
export interface Manifest {
  /** Digest of everything that any of its files depends on. */
  key: string;
  /** What its publisher was warned of. */
  warnings: readonly string[];
  /** All files, by their paths; what was made without a key has an empty one. */
  files: Readonly<Record<string, Known>>;
}

/** Type and permissions of a file that this process writes into a folder. */
export function modeOfNew(folder: string): number {
  const probe = join(folder, `.mode-${process.pid}`);
  writeFileSync(probe, '');
  const { mode } = lstatSync(probe);
  rmSync(probe);
  return mode;
}

/** SHA-256 of a file or a text. */
export const digestOf = (bytes: Uint8Array | string): string => hash('sha256', bytes);

/** What was published last, by the folder that it was put into. */
const manifests = new SealedCache(() => join(cacheFolder(), 'sites'), '.json');
/** How long is known what was put into a folder that nothing is put into any more. */
const LONGEST_MS = 90 * 24 * 3600 * 1000;
/** What is noted, and how; what was noted otherwise is not known. */
const FORM = 'key, warnings, files with names and what they were made from';
const manifestKey = (target: string): string => digestOf(`${FORM}\n${target}`).slice(0, 16);

/** What is known of the site that a folder has. */
export function readManifest(target: string): Manifest {
  const text = manifests.read(manifestKey(target))?.toString();
  return text === undefined ? { key: '', warnings: [], files: {} } : (JSON.parse(text) as Manifest);
}

/** Notes what a folder has from now on. */
export function writeManifest(target: string, manifest: Manifest): void {
  const name = manifestKey(target);
  manifests.write(name, JSON.stringify(manifest));
  manifests.prune(new Set([name]), LONGEST_MS);
}

/** A repository that a site is published from lies beside its files. */
const REPOSITORY = '.git';

/** Paths of the files of a site below a folder of it, with forward slashes. @param isLeftOut whether nothing in a folder is looked at */
export function* filesBelow(
  site: string,
  folder = '',
  isLeftOut: (folder: string) => boolean = () => false,
): Generator<string> {
  for (const entry of readdirSync(join(site, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (path === REPOSITORY || isLeftOut(path)) continue;
    if (entry.isDirectory()) yield* filesBelow(site, path, isLeftOut);
    else yield path;
  }
}

/** Opens nothing but the file itself: what a symbolic link leads to may be gone, or changed, tomorrow. Windows has no such flags. */
const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;

let buffer = Buffer.alloc(0);

/** A file of a site with its bytes, if it is what is known of it. The bytes are there until the next one is looked at. */
export function wholeFile(source: string, { bytes: size, digest }: Known): { found: Stats; bytes: Buffer } | undefined {
  if (O_NOFOLLOW === 0 && !lstatSync(source, { throwIfNoEntry: false })?.isFile()) return undefined;
  let file: number | undefined;
  try {
    file = openSync(source, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    const found = fstatSync(file);
    if (!found.isFile() || found.size !== size) return undefined;
    // Most files of a site are small: one buffer for all of them is less work than one for each.
    if (buffer.length < size) buffer = Buffer.allocUnsafeSlow(2 * size);
    const bytes = buffer.subarray(0, size);
    for (let at = 0; at < size; ) {
      const read = readSync(file, bytes, at, size - at, at);
      if (read === 0) return undefined;
      at += read;
    }
    return digestOf(bytes) === digest ? { found, bytes } : undefined;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/**
 * What the publisher of the site was warned of that a folder has, if it was made from the same, and has the files that it had then and no others; undefined if
 * it has to be made again. @param work folder for files of this process
 */
export function unchangedSite(target: string, key: string, work: string): readonly string[] | undefined {
  const { key: before, warnings, files } = readManifest(target);
  if (before !== key || !existsSync(target)) return undefined;
  const mode = modeOfNew(work);
  let left = Object.keys(files).length;
  for (const path of filesBelow(target)) {
    const known = Object.hasOwn(files, path) ? files[path] : undefined;
    if (!known || wholeFile(join(target, path), known)?.found.mode !== mode) return undefined;
    left--;
  }
  return left === 0 ? warnings : undefined;
}
