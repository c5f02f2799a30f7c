import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The files of a curriculum: path below its root (forward slashes) to text with LF line ends; files that are not text
 * (see isBinary) come as base64.
 */
export type ContentFiles = ReadonlyMap<string, string>;

const BINARY = /\.(png|jpe?g|webp|avif|gif|ico|woff2?)$/i;
const IGNORED = new Set(['node_modules', '.git', '.DS_Store']);

/** Whether a file is no text, so that it is kept as base64. */
export function isBinary(path: string): boolean {
  return BINARY.test(path);
}

/** Text as it is hashed and parsed everywhere: LF line ends and no byte-order mark, whatever the platform wrote. */
export function normalizeText(text: string): string {
  return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}

/** Reads everything below `<root>/content`, and below `<root>/provider` in a fork, in an order that does not depend on the file system. */
export function readContent(root: string): ContentFiles {
  const files = new Map<string, string>();
  const walk = (folder: string): void => {
    const entries = readdirSync(join(root, folder), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (IGNORED.has(entry.name)) continue;
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else if (isBinary(path)) files.set(path, readFileSync(join(root, path), 'base64'));
      else files.set(path, normalizeText(readFileSync(join(root, path), 'utf8')));
    }
  };
  walk('content');
  if (existsSync(join(root, 'provider'))) walk('provider');
  return files;
}
