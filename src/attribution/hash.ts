import { createHash } from 'node:crypto';
import { bytesOf, isBinary, normalizeText } from '../curriculum/read.ts';

/**
 * SHA-256 of a lesson: of the names and contents of all files in its folder, in the order of their names.
 * Line ends, byte-order marks, the order of the file system and the folder's own place make no difference.
 * @param files path within the lesson's folder (forward slashes) to content, as read.ts keeps it.
 */
export function lessonHash(files: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256');
  for (const path of [...files.keys()].sort()) {
    const content = files.get(path) ?? '';
    const bytes = bytesOf(isBinary(content) ? content : normalizeText(content));
    hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}
