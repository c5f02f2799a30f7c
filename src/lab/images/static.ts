import type { HttpResponse } from '../node/process.ts';
import { FileError, type Files } from '../shell/files.ts';

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css',
  gif: 'image/gif',
  htm: 'text/html',
  html: 'text/html',
  ico: 'image/x-icon',
  jpg: 'image/jpeg',
  js: 'application/javascript',
  json: 'application/json',
  mjs: 'application/javascript',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  xml: 'text/xml',
};

/** The type of a file by its name. */
export function typeOf(path: string, usual = 'application/octet-stream'): string {
  return TYPES[/\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? ''] ?? usual;
}

/** What stands at a path of a folder: a file, a folder without a file that stands for it, or nothing. */
export function lookUp(
  files: Files,
  root: string,
  path: string,
  indexes: readonly string[],
): { path: string; body: string } | 'folder' | 'forbidden' | undefined {
  const whole = `${root.replace(/\/$/, '')}${path}`.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');
  const kind = files.kind(whole);
  if (kind === undefined) return undefined;
  try {
    if (kind === 'file') return path.endsWith('/') ? undefined : { path: whole, body: files.read(whole) };
    if (!path.endsWith('/')) return 'folder';
    for (const index of indexes) {
      const inner = `${whole === '/' ? '' : whole}/${index}`;
      if (files.kind(inner) === 'file') return { path: inner, body: files.read(inner) };
    }
    return 'forbidden';
  } catch (problem) {
    if (!(problem instanceof FileError)) throw problem;
    return 'forbidden';
  }
}

/** The moment as HTTP writes it. */
export const httpDate = (milliseconds: number): string => new Date(milliseconds).toUTCString();

/** An answer without what `HEAD` does not want. */
export const forMethod = (method: string, response: HttpResponse): HttpResponse =>
  method === 'HEAD' ? { ...response, body: '' } : response;
