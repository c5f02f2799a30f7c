import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';
import { headersFor, parseHeaders } from './headers.ts';

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
    request.url = `/${url.slice(base.length)}`;
    files(request, response, () => {
      const headers = headersFor(rules, '/404.html');
      response.writeHead(404, { ...headers, 'content-type': 'text/html; charset=utf-8' });
      response.end(readFileSync(join(folder, '404.html')));
    });
  });
}
