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

/** What lies below `content` and, in a fork, below `provider`. */
interface Entries {
  files: string[];
  /** Links: what they lead to may be any file of this machine, so that they are not followed. */
  links: string[];
}

/** Paths below a root, in an order that does not depend on the file system. */
function entriesOf(root: string): Entries {
  const found: Entries = { files: [], links: [] };
  const walk = (folder: string): void => {
    const entries = readdirSync(join(root, folder), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (IGNORED.has(entry.name)) continue;
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else if (entry.isSymbolicLink()) found.links.push(path);
      else if (entry.isFile()) found.files.push(path);
    }
  };
  walk('content');
  if (existsSync(join(root, 'provider'))) walk('provider');
  return found;
}

/** Reads everything below `<root>/content`, and below `<root>/provider` in a fork; links are passed over. */
export function readContent(root: string): ContentFiles {
  return new Map(
    entriesOf(root).files.map((path) => {
      const file = join(root, path);
      return [path, isBinary(path) ? readFileSync(file, 'base64') : normalizeText(readFileSync(file, 'utf8'))];
    }),
  );
}

/** Paths of the links that readContent passes over. */
export function linksIn(root: string): readonly string[] {
  return entriesOf(root).links;
}
