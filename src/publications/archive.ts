import { type Zippable, zipSync } from 'fflate';
import type { Files } from './publication.ts';

/** The first day that a ZIP can name: archives of the same files are the same. */
const NO_DAY = new Date(1980, 0, 1);
const UNIX = 3;
/** A file that everybody may read (PKWARE APPNOTE 4.4.15). */
const READ = 0o100644 << 16;

/**
 * Packs files, in the order of their paths: the same files give the same bytes.
 * @param first files that have to stand before all others and uncompressed, as `mimetype` in EPUB (OCF 3.3, 4.3)
 */
export function zip(files: Files, first: readonly string[] = []): Uint8Array<ArrayBuffer> {
  const others = [...files.keys()].filter((path) => !first.includes(path)).sort();
  const parts: Zippable = {};
  for (const path of [...first, ...others]) {
    const level = first.includes(path) ? 0 : 9;
    parts[path] = [bytesOfFile(files.get(path) ?? ''), { mtime: NO_DAY, level, os: UNIX, attrs: READ }];
  }
  return zipSync(parts);
}

/** The bytes of a file. */
export function bytesOfFile(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}
