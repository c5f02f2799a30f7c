import type { Export, Hop } from '../run.ts';
import { type Frame, frame, ROOT, settle, within } from './flow.ts';
import type { Loop } from './loop.ts';
import { ShopResponse } from './response.ts';

/** A request as the handler of a service gets it; names of headers are in small letters, as in Node. */
export interface ShopRequest {
  method: string;
  path: string;
  query: Record<string, string>;
  params: Record<string, string>;
  headers: Record<string, string>;
  /** Parsed, if it is JSON; otherwise the text. */
  body: unknown;
}

/** What a service answers. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  text: string;
}

/** A service that listens. */
export type Listener = (request: ShopRequest) => Promise<Answer>;

/** How long a message is under way, in milliseconds: so long at least, and so much longer at most. */
const WAY_MS = { least: 0.4, more: 0.8 };

/** Where OTLP over HTTP is listened to. @see https://opentelemetry.io/docs/specs/otlp/#otlphttp-request */
const COLLECTORS = new Set(['collector', 'otel-collector', 'localhost', '127.0.0.1', 'jaeger', 'tempo']);
const OTLP_PORT = '4318';

/** In which request of the scenario something happens: travels with it, and is no header. */
const REQUEST = {};
export const requestOf = (inner: Frame = frame()): number => Number(inner.get(REQUEST) ?? 0);

interface Init {
  method?: string;
  headers?: unknown;
  body?: unknown;
}

/** What `fetch` breaks with in Node: a TypeError with its cause. */
const refused = (code: string, text: string): TypeError =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(text), { code }) });

function headersOf(given: unknown): Record<string, string> {
  const entries = given instanceof Headers || Array.isArray(given) ? [...given] : Object.entries(given ?? {});
  return Object.fromEntries(entries.map(([name, value]) => [String(name).toLowerCase(), String(value)]));
}

function textOf(body: unknown): string {
  if (body === undefined || body === null) return '';
  if (body instanceof Uint8Array) return new TextDecoder().decode(body);
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

interface NetworkOptions {
  loop: Loop;
  random: () => number;
  hasCollector: boolean;
  onHop: (hop: Hop) => void;
  onExport: (sent: Export) => void;
}

/** How the services reach each other: by name, with a short way there and back. */
export class Network {
  readonly #options: NetworkOptions;
  readonly listeners = new Map<string, Listener | undefined>();

  constructor(options: NetworkOptions) {
    this.#options = options;
  }

  get #way(): number {
    return WAY_MS.least + this.#options.random() * WAY_MS.more;
  }

  /** Asks a service, and records the way there. @param request number of the request of the scenario, from 1 */
  async ask(from: string, url: URL, init: Init, request = requestOf()): Promise<ShopResponse> {
    const { loop, onHop } = this.#options;
    const text = textOf(init.body);
    const headers = headersOf(init.headers);
    const method = (init.method ?? (text === '' ? 'GET' : 'POST')).toUpperCase();
    const isOtlp = COLLECTORS.has(url.hostname) && !this.listeners.has(url.hostname);
    const hop = { from, to: url.hostname, method, path: url.pathname + url.search, headers, request };
    const at = loop.now;
    const answer = (status: number): void => {
      if (!isOtlp) onHop({ ...hop, at, until: loop.now, status });
    };
    await loop.sleep(this.#way);
    if (isOtlp) return this.#receive(from, url, text);
    try {
      const listener = this.#listener(url.hostname);
      const asked: ShopRequest = {
        method,
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        params: {},
        headers: { host: url.host, ...headers },
        body: parsed(text),
      };
      const { status, headers: given, text: body } = await served(listener, asked, request);
      await loop.sleep(this.#way);
      answer(status);
      return new ShopResponse(status === 204 || status === 304 ? null : body, { status, headers: given });
    } catch (problem) {
      answer(0);
      throw problem;
    }
  }

  #listener(name: string): Listener {
    const listener = this.listeners.get(name);
    if (listener) return listener;
    if (this.listeners.has(name)) throw refused('ECONNREFUSED', `connect ECONNREFUSED ${name}:80`);
    const known = [...this.listeners.keys()].join(', ');
    throw refused('ENOTFOUND', `getaddrinfo ENOTFOUND ${name} (the shop has ${known})`);
  }

  /** Takes what is sent by OTLP. */
  #receive(from: string, { port, hostname, pathname }: URL, body: string): ShopResponse {
    const { loop, onExport, hasCollector } = this.#options;
    if (!hasCollector || port !== OTLP_PORT)
      throw refused('ECONNREFUSED', `connect ECONNREFUSED ${hostname}:${port || '80'}`);
    const signal = /^\/v1\/(traces|metrics|logs)$/.exec(pathname)?.[1];
    if (!signal) return new ShopResponse('404 page not found', { status: 404 });
    onExport({ at: loop.now, from, signal: signal as Export['signal'], body });
    return new ShopResponse('{}', { status: 200, headers: { 'content-type': 'application/json' } });
  }
}

/** What a service answers: its code begins as a process of its own, with nothing stored. */
const served = (listener: Listener, asked: ShopRequest, request: number): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const answer = within(new Map(ROOT).set(REQUEST, request), () => listener(asked));
    settle(answer, (kept) => resolve(kept as Answer), reject);
  });
