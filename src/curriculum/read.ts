import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { layBrand } from './brands.ts';

/**
 * The files of a curriculum: path below its root (forward slashes) to text with LF line ends. What is no text is kept byte by
 * byte; see isBinary.
 */
export type ContentFiles = ReadonlyMap<string, string>;

/** Stands before the base64 of what is no text. No text holds it: a file with it is none. */
const BINARY = '\0';

const IGNORED = new Set(['node_modules', '.git', '.DS_Store']);

/** Whether a file is read: what tools leave behind is no part of a curriculum. */
export function isContent(path: string): boolean {
  return !path.split('/').some((name) => IGNORED.has(name));
}

/** Whether the content of a file is no text, whatever its name says. */
export function isBinary(content: string): boolean {
  return content.startsWith(BINARY);
}

/** The content of a file as it is kept: text, if its bytes are UTF-8 without zeros. */
export function contentOf(bytes: Uint8Array): string {
  if (bytes.includes(0)) return BINARY + Buffer.from(bytes).toString('base64');
  try {
    return normalizeText(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return BINARY + Buffer.from(bytes).toString('base64');
  }
}

/** The bytes of a file, as it was if it is no text, else with LF line ends. */
export function bytesOf(content: string): Buffer {
  return isBinary(content) ? Buffer.from(content.slice(BINARY.length), 'base64') : Buffer.from(content);
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

/**
 * Reads everything below `<root>/content`, and below `<root>/provider` in a fork; links are passed over.
 * @param brand which of several brands of a fork is laid over its layer: the one that BRAND in the environment names, so that
 * all processes of a command see the same one; none if that is not set.
 * @throws ContentError if there is no such brand.
 */
export function readContent(root: string, brand = process.env.BRAND): ContentFiles {
  const files = new Map(
    entriesOf(root).files.map((path) => {
      return [path, contentOf(readFileSync(join(root, path)))] as const;
    }),
  );
  return layBrand(files, brand);
}

/** Paths of the links that readContent passes over. */
export function linksIn(root: string): readonly string[] {
  return entriesOf(root).links;
}
