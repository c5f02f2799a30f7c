import { type Zippable, zipSync } from 'fflate';
import type { Files } from './publication.ts';

/** The first day that a ZIP can name: archives of the same files are the same. */
const NO_DAY = new Date(1980, 0, 1);
const UNIX = 3;
/** Rights of a file that everybody may read, and of one that is run, as ZIP holds those of Unix (PKWARE APPNOTE 4.4.15). */
const READ = 0o100644 << 16;
const RUN = 0o100755 << 16;

/**
 * Packs files, in the order of their paths: the same files give the same bytes.
 * @param first files that have to stand before all others and uncompressed, as `mimetype` in EPUB (OCF 3.3, 4.3)
 * @param programs files that are run
 */
export function zip(
  files: Files,
  { first = [], programs = new Set() }: { first?: readonly string[]; programs?: ReadonlySet<string> } = {},
): Uint8Array<ArrayBuffer> {
  const others = [...files.keys()].filter((path) => !first.includes(path)).sort();
  const parts: Zippable = {};
  for (const path of [...first, ...others]) {
    const level = first.includes(path) ? 0 : 9;
    const attrs = programs.has(path) ? RUN : READ;
    parts[path] = [bytesOfFile(files.get(path) ?? ''), { mtime: NO_DAY, level, os: UNIX, attrs }];
  }
  return zipSync(parts);
}

/** The bytes of a file. */
export function bytesOfFile(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}
