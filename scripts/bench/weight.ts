import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { Element, Root } from 'hast';
import { elementsIn, parseHtml } from '../../src/strings/parse-html.ts';

/** Bytes as they are and as brotli sends them. */
export interface Bytes {
  raw: number;
  brotli: number;
}

/** What a page makes a browser load, without fonts, images and the service worker. */
export interface PageWeight {
  html: Bytes;
  css: Bytes;
  js: Bytes;
  /** All that comes while nobody does anything. */
  total: Bytes;
  /** What the reader's first move brings besides: scripts, the styles of what they make, definitions of terms. */
  later: Bytes;
}

const cache = new Map<string, Bytes>();

/** Size of a file, raw and brotli (quality 11, as static hosts send it). */
export function fileBytes(path: string): Bytes {
  const known = cache.get(path);
  if (known) return known;
  const data = readFileSync(path);
  const bytes = { raw: data.length, brotli: brotliCompressSync(data).length };
  cache.set(path, bytes);
  return bytes;
}

/** Adds up sizes. */
export function addBytes(parts: readonly Bytes[]): Bytes {
  return parts.reduce((sum, part) => ({ raw: sum.raw + part.raw, brotli: sum.brotli + part.brotli }), {
    raw: 0,
    brotli: 0,
  });
}

/** A script with all that it imports statically. */
function withImports(path: string, found = new Set<string>()): Set<string> {
  if (found.has(path) || !existsSync(path)) return found;
  found.add(path);
  for (const match of readFileSync(path, 'utf8').matchAll(/(?:from|import)\s*"(\.[^"]+)"/g))
    withImports(join(dirname(path), match[1] ?? ''), found);
  return found;
}

/** What scripts of a page load once its reader does something, by the names that stand in them. */
function loadedLater(scripts: Iterable<string>): Set<string> {
  const found = new Set<string>();
  for (const script of scripts) {
    const text = readFileSync(script, 'utf8');
    for (const match of text.matchAll(/import\([`"](\.[^`"]+)[`"]\)/g))
      withImports(join(dirname(script), match[1] ?? ''), found);
    for (const match of text.matchAll(/[`"][^`"]*\/_astro\/([^`"]+\.css)[`"]/g))
      found.add(join(dirname(script), basename(match[1] ?? '')));
  }
  return found;
}

/** Weight of a built page: its HTML and every stylesheet and script it loads. */
export function pageWeight(folder: string, base: string, page: string): PageWeight {
  const html = readFileSync(page, 'utf8');
  const local = (url: string): string => join(folder, url.slice(base.length));
  const styles = [...html.matchAll(/<link[^>]*rel="stylesheet"[^>]*href="([^"]+)"/g)].map((match) =>
    local(match[1] ?? ''),
  );
  const scripts = new Set<string>();
  for (const match of html.matchAll(/<script[^>]*src="([^"]+)"/g)) withImports(local(match[1] ?? ''), scripts);
  const parts = {
    html: fileBytes(page),
    css: addBytes(styles.map(fileBytes)),
    js: addBytes([...scripts].map(fileBytes)),
  };
  const definitions = join(dirname(page), 'definitions.json');
  const later = [...loadedLater(scripts), ...(existsSync(definitions) ? [definitions] : [])];
  return {
    ...parts,
    total: addBytes(Object.values(parts)),
    later: addBytes(later.filter((path) => !scripts.has(path)).map(fileBytes)),
  };
}

/** What readers see of a page's own: text of its main part. Scripts, and what is hidden whatever readers do, are none. */
function wordsIn(node: Root | Element): string {
  return node.children
    .map((child) => {
      if (child.type === 'text') return child.value;
      if (child.type !== 'element' || /^(script|style|template)$/.test(child.tagName)) return '';
      return child.properties.hidden === undefined ? ` ${wordsIn(child)} ` : '';
    })
    .join('');
}

/** A page's own words as brotli sends them: the limit below which no page of theirs can be. @throws if it has no main part. */
export function ownWords(page: string): number {
  const main = [...elementsIn(parseHtml(readFileSync(page, 'utf8')))].find(({ tagName }) => tagName === 'main');
  if (!main) throw new Error(`${page} has no main part.`);
  return brotliCompressSync(wordsIn(main).replace(/\s+/g, ' ').trim()).length;
}

/** Size of everything in a folder, raw, in bytes. */
export function folderBytes(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
