import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join, sep } from 'node:path';
import sirv from 'sirv';
import { headersFor, parseHeaders } from './headers.ts';

/** Where a server listens unless it is told otherwise: on this machine alone. */
export const LOOPBACK = '127.0.0.1';

const NOT_FOUND = 'There is no such page, and the site has no page that says so. Build it anew: npm run build\n';

/** Whether what a path leads to lies outside of the site, because a link stands in the way: it may be any file of the machine. */
function leadsOutside(folder: string, path: string): boolean {
  const root = realpathSync(folder);
  return [path, `${path}/index.html`, `${path}.html`, `${path}.htm`, `${path}/index.htm`].some((candidate) => {
    const file = join(folder, candidate);
    if (!existsSync(file)) return false;
    const real = realpathSync(file);
    return real !== root && !real.startsWith(root + sep);
  });
}

/** The path that a request asks for; undefined if it cannot be one. */
function pathOf(url: string): string | undefined {
  try {
    const path = decodeURIComponent(url.split(/[?#]/)[0] ?? '').replace(/\/$/, '');
    return path.includes('\0') ? undefined : path;
  } catch {
    return undefined;
  }
}

/**
 * Serves a built site as a static host would: with the headers of its `_headers` file and its own 404 page.
 * @param folder the built site. @param base path below which it is served, with slashes at both ends.
 */
export function siteServer(folder: string, base: string): Server {
  const file = join(folder, '_headers');
  const rules = existsSync(file) ? parseHeaders(readFileSync(file, 'utf8')) : [];
  const files = sirv(folder, {
    dev: true, // a rebuild while serving is seen at once
    dotfiles: true,
    etag: true,
    setHeaders: (response, path) => {
      for (const [name, value] of Object.entries(headersFor(rules, path))) response.setHeader(name, value);
    },
  });
  return createServer((request, response) => {
    const url = request.url ?? '/';
    if (!url.startsWith(base)) {
      response.writeHead(302, { location: base }).end();
      return;
    }
    const notFound = (): void => {
      const page = join(folder, '404.html');
      const headers = headersFor(rules, '/404.html');
      const type = existsSync(page) ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8';
      response.writeHead(404, { ...headers, 'content-type': type });
      response.end(existsSync(page) ? readFileSync(page) : NOT_FOUND);
    };
    request.url = `/${url.slice(base.length)}`;
    const path = pathOf(request.url);
    if (path === undefined || !existsSync(folder) || leadsOutside(folder, path)) notFound();
    else files(request, response, notFound);
  });
}
