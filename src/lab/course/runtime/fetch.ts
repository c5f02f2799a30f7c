import type { HttpResponse } from '../../node/process.ts';
import { ask } from './ask.ts';
import { Buffer } from './buffer.ts';
import type { Loop } from './loop.ts';
import { STATUS_CODES } from './statuses.ts';

/** What `fetch` gives. Its body is read without any task of the machine, so that what follows from it happens at once. */
class PracticeResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  readonly url: string;
  readonly redirected: boolean;
  readonly type = 'basic';
  bodyUsed = false;
  readonly #body: string;

  constructor(
    body: unknown = '',
    {
      status = 200,
      headers = {},
      url = '',
      redirected = false,
    }: { status?: number; headers?: Record<string, string>; url?: string; redirected?: boolean } = {},
  ) {
    this.status = status;
    this.statusText = STATUS_CODES[status] ?? '';
    this.headers = new Headers(headers);
    this.url = url;
    this.redirected = redirected;
    this.#body = String(body ?? '');
  }

  static json(value: unknown, options: { status?: number; headers?: Record<string, string> } = {}): PracticeResponse {
    return new PracticeResponse(JSON.stringify(value), {
      ...options,
      headers: { 'content-type': 'application/json', ...options.headers },
    });
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  #read(): string {
    if (this.bodyUsed) throw new TypeError('Body is unusable: Body has already been read');
    this.bodyUsed = true;
    return this.#body;
  }

  async text(): Promise<string> {
    return this.#read();
  }

  async json(): Promise<unknown> {
    return JSON.parse(this.#read());
  }

  async bytes(): Promise<Uint8Array> {
    return Uint8Array.from(Buffer.from(this.#read()));
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return Uint8Array.from(Buffer.from(this.#read())).buffer;
  }

  clone(): PracticeResponse {
    return new PracticeResponse(this.#body, {
      status: this.status,
      headers: Object.fromEntries(this.headers),
      url: this.url,
    });
  }
}

interface Options {
  method?: string;
  headers?: HeadersInit;
  body?: unknown;
  signal?: AbortSignal | null;
  redirect?: 'follow' | 'error' | 'manual';
}

const MOST_REDIRECTS = 20;

function bodyOf(body: unknown): { text: string; type?: string } {
  if (body === undefined || body === null) return { text: '' };
  if (typeof body === 'string') return { text: body, type: 'text/plain;charset=UTF-8' };
  if (body instanceof URLSearchParams)
    return { text: String(body), type: 'application/x-www-form-urlencoded;charset=UTF-8' };
  if (body instanceof Uint8Array) return { text: Buffer.of_(body).toString() };
  return { text: String(body), type: 'text/plain;charset=UTF-8' };
}

/** `fetch` through the practice network. @see https://nodejs.org/api/globals.html#fetch */
export function fetchOf(loop: Loop): {
  fetch: (target: unknown, options?: Options) => Promise<PracticeResponse>;
  Response: typeof PracticeResponse;
} {
  const fetch = async (
    target: unknown,
    { method = 'GET', headers, body, signal, redirect = 'follow' }: Options = {},
  ): Promise<PracticeResponse> => {
    signal?.throwIfAborted();
    let url: URL;
    try {
      url = new URL(String(target));
    } catch (cause) {
      throw new TypeError(`Failed to parse URL from ${String(target)}`, { cause });
    }
    const { text, type } = bodyOf(body);
    const sent: Record<string, string> = {
      accept: '*/*',
      'accept-language': '*',
      'sec-fetch-mode': 'cors',
      'user-agent': 'node',
      ...(type ? { 'content-type': type } : {}),
      ...Object.fromEntries(new Headers(headers)),
    };
    if (text !== '') sent['content-length'] = String(Buffer.byteLength(text));
    for (let count = 0; ; count++) {
      if (url.protocol !== 'http:')
        throw new TypeError('fetch failed', {
          cause: new Error(`the practice cluster has no ${url.protocol.slice(0, -1)} between programs of courses`),
        });
      const response = await answered(url, { method: method.toUpperCase(), headers: sent, body: text }, signal);
      const next = response.headers.location;
      if (
        redirect === 'manual' ||
        next === undefined ||
        response.status < 301 ||
        response.status > 308 ||
        response.status === 304
      )
        return new PracticeResponse(response.body, { ...response, url: String(url), redirected: count > 0 });
      if (redirect === 'error' || count >= MOST_REDIRECTS)
        throw new TypeError('fetch failed', {
          cause: new Error(redirect === 'error' ? 'unexpected redirect' : 'redirect count exceeded'),
        });
      url = new URL(next, url);
    }
  };
  const answered = async (
    url: URL,
    request: { method: string; headers: Record<string, string>; body: string },
    signal: AbortSignal | null | undefined,
  ): Promise<HttpResponse> => {
    const { answer, abort } = ask(loop, url, request);
    const given = answer.catch((cause: unknown) => {
      throw new TypeError('fetch failed', { cause });
    });
    if (!signal) return given;
    given.catch(() => {});
    let give = (): void => {};
    const aborted = new Promise<never>((_, reject) => {
      give = () => {
        abort();
        reject(signal.reason);
      };
      signal.addEventListener('abort', give, { once: true });
    });
    try {
      return await Promise.race([given, aborted]);
    } finally {
      signal.removeEventListener('abort', give);
    }
  };
  return { fetch, Response: PracticeResponse };
}
