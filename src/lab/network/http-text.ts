import { REASON_PHRASES } from '../api/protocol-reasons.ts';
import type { HttpRequest, HttpResponse, TcpSession } from '../node/process.ts';

/** A response as it goes over a connection. */
export function responseText({ status, headers, body }: HttpResponse): string {
  const head = Object.entries(headers).map(([name, value]) => `${properName(name)}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${REASON_PHRASES[status] ?? ''}\r\n${head.join('')}\r\n${body}`;
}

/** `content-type` as servers write it: `Content-Type`. */
export function properName(name: string): string {
  return name.replace(/(^|-)([a-z])/g, (_, before: string, letter: string) => `${before}${letter.toUpperCase()}`);
}

/** A connection over which somebody speaks HTTP by hand. */
export function spoken(serve: (request: HttpRequest) => Promise<HttpResponse>): TcpSession {
  let said = '';
  return {
    async say(text) {
      said += text;
      const [head, ...rest] = said.split(/\r?\n\r?\n/);
      if (rest.length === 0) return '';
      said = '';
      const [first = '', ...lines] = (head ?? '').split(/\r?\n/);
      const [, method, path] = /^([A-Z]+) (\S+)(?: HTTP\/1\.[01])?$/.exec(first) ?? [];
      if (method === undefined || path === undefined)
        return responseText({ status: 400, headers: { connection: 'close' }, body: '' });
      const headers = Object.fromEntries(
        lines.map((line) => [
          line.slice(0, line.indexOf(':')).trim().toLowerCase(),
          line.slice(line.indexOf(':') + 1).trim(),
        ]),
      );
      return responseText(await serve({ method, path, headers, body: rest.join('\n\n') }));
    },
    close() {},
  };
}
