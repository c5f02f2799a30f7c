import type { ActorEvent } from '../protocol.ts';
import { type Asked, ask } from './ask.ts';
import { Buffer, chunkOf } from './buffer.ts';
import { EventEmitter } from './events.ts';
import type { Loop } from './loop.ts';
import { IncomingMessage, Socket } from './message.ts';
import { STATUS_CODES } from './statuses.ts';

type HeaderValue = string | number | readonly string[];
type Headers = Record<string, HeaderValue>;
type Back = (...values: never[]) => void;

const textOf = (value: HeaderValue): string => (Array.isArray(value) ? value.join(', ') : String(value));
const lastFunction = (values: readonly unknown[]): Back | undefined =>
  values.find((value): value is Back => typeof value === 'function');
const textsOf = (bytes: Buffer): string => bytes.toString('utf8');

/** What a server answers with. @see https://nodejs.org/api/http.html#class-httpserverresponse */
class ServerResponse extends EventEmitter {
  statusCode = 200;
  statusMessage: string | undefined;
  headersSent = false;
  writableEnded = false;
  writableFinished = false;
  sendDate = true;
  readonly req: IncomingMessage;
  readonly socket: Socket;
  #headers = new Map<string, HeaderValue>();
  #chunks: Buffer[] = [];
  #send: (status: number, headers: Record<string, string>, body: string) => void;
  #now: () => number;

  constructor(
    request: IncomingMessage,
    now: () => number,
    send: (status: number, headers: Record<string, string>, body: string) => void,
  ) {
    super();
    this.req = request;
    this.socket = request.socket;
    this.#now = now;
    this.#send = send;
    request.socket.once('close', () => this.emit('close'));
  }

  get finished(): boolean {
    return this.writableEnded;
  }

  get destroyed(): boolean {
    return this.socket.destroyed;
  }

  setHeader(name: string, value: HeaderValue): this {
    if (this.headersSent)
      throw Object.assign(new Error('Cannot set headers after they are sent to the client'), {
        code: 'ERR_HTTP_HEADERS_SENT',
      });
    this.#headers.set(name.toLowerCase(), value);
    return this;
  }

  getHeader(name: string): HeaderValue | undefined {
    return this.#headers.get(name.toLowerCase());
  }

  hasHeader(name: string): boolean {
    return this.#headers.has(name.toLowerCase());
  }

  removeHeader(name: string): void {
    this.#headers.delete(name.toLowerCase());
  }

  getHeaders(): Headers {
    return Object.fromEntries(this.#headers);
  }

  getHeaderNames(): string[] {
    return [...this.#headers.keys()];
  }

  writeHead(status: number, message?: string | Headers, headers?: Headers): this {
    if (typeof message === 'string') this.statusMessage = message;
    this.statusCode = status;
    for (const [name, value] of Object.entries((typeof message === 'object' ? message : headers) ?? {}))
      this.setHeader(name, value);
    this.headersSent = true;
    return this;
  }

  flushHeaders(): void {
    this.headersSent = true;
  }

  writeContinue(): void {}

  write(chunk: unknown, ...further: unknown[]): boolean {
    if (this.writableEnded) throw Object.assign(new Error('write after end'), { code: 'ERR_STREAM_WRITE_AFTER_END' });
    this.headersSent = true;
    this.#chunks.push(chunkOf(chunk, further[0]));
    const back = lastFunction(further);
    if (back) queueMicrotask(() => back());
    return true;
  }

  end(...values: unknown[]): this {
    if (this.writableEnded) return this;
    const [chunk, encoding] = values;
    const isWhole = this.#chunks.length === 0;
    if (chunk !== undefined && chunk !== null && typeof chunk !== 'function')
      this.#chunks.push(chunkOf(chunk, encoding));
    this.headersSent = true;
    this.writableEnded = true;
    if (this.socket.destroyed) return this;
    const body = Buffer.concat(this.#chunks);
    const hasBody = this.req.method !== 'HEAD' && this.statusCode !== 204 && this.statusCode !== 304;
    const headers: Record<string, string> = {};
    for (const [name, value] of this.#headers) headers[name] = textOf(value);
    if (this.sendDate) headers.date ??= new Date(this.#now()).toUTCString();
    const closes =
      headers.connection?.toLowerCase() === 'close' || this.req.headers.connection?.toLowerCase() === 'close';
    headers.connection ??= closes ? 'close' : 'keep-alive';
    if (headers.connection === 'keep-alive') headers['keep-alive'] ??= 'timeout=5';
    if (this.statusCode !== 204 && this.statusCode !== 304 && headers['content-length'] === undefined) {
      if (isWhole) headers['content-length'] = String(body.length);
      else headers['transfer-encoding'] ??= 'chunked';
    }
    this.#send(this.statusCode, headers, hasBody ? textsOf(body) : '');
    const back = lastFunction(values);
    queueMicrotask(() => {
      this.writableFinished = true;
      this.emit('finish');
      back?.();
      this.socket.destroy();
    });
    return this;
  }

  destroy(): this {
    this.socket.destroy();
    return this;
  }
}

/** @see https://nodejs.org/api/http.html#class-httpserver */
class Server extends EventEmitter {
  listening = false;
  keepAliveTimeout = 5000;
  requestTimeout = 300_000;
  headersTimeout = 60_000;
  timeout = 0;
  maxHeadersCount = null;
  readonly #loop: Loop;
  readonly #id: number;
  readonly #open = new Set<Socket>();
  #port = 0;
  #host: string | undefined;
  #isClosing = false;

  constructor(loop: Loop, values: readonly unknown[]) {
    super();
    this.#loop = loop;
    this.#id = loop.id();
    const handler = lastFunction(values);
    if (handler) this.on('request', handler);
  }

  get id(): number {
    return this.#id;
  }

  listen(...values: unknown[]): this {
    const [first, second] = values;
    const options = (
      typeof first === 'object' && first !== null
        ? first
        : { port: first, host: typeof second === 'string' ? second : undefined }
    ) as { port?: unknown; host?: string };
    const port = options.port === undefined || typeof options.port === 'function' ? 0 : Number(options.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw Object.assign(
        new RangeError(`options.port should be >= 0 and < 65536. Received ${String(options.port)}.`),
        { code: 'ERR_SOCKET_BAD_PORT' },
      );
    this.#port = port || 30_000 + Math.floor(this.#loop.random() * 20_000);
    this.#host = options.host;
    const back = lastFunction(values);
    if (back) this.once('listening', back);
    this.#loop.hold(`server ${this.#id}`);
    this.#loop.emit({ kind: 'listen', id: this.#id, port: this.#port, host: options.host });
    return this;
  }

  /** Whether it listens is known. */
  listened(isInUse: boolean): void {
    if (!isInUse) {
      this.listening = true;
      this.emit('listening');
      return;
    }
    this.#loop.release(`server ${this.#id}`);
    const address = this.#host ?? '::';
    const message = `listen EADDRINUSE: address already in use ${address === '::' ? ':::' : `${address}:`}${this.#port}`;
    this.emit(
      'error',
      Object.assign(new Error(message), {
        code: 'EADDRINUSE',
        errno: -98,
        syscall: 'listen',
        address,
        port: this.#port,
      }),
    );
  }

  address(): { address: string; family: string; port: number } | null {
    return this.listening
      ? { address: this.#host ?? '::', family: this.#host ? 'IPv4' : 'IPv6', port: this.#port }
      : null;
  }

  /** Somebody asks. */
  requested({ id, request, peer }: Extract<ActorEvent, { kind: 'request' }>): void {
    const socket = new Socket(peer);
    this.#open.add(socket);
    const incoming = new IncomingMessage(socket, request.headers, request.body);
    incoming.method = request.method;
    incoming.url = request.path;
    let isAnswered = false;
    const response = new ServerResponse(
      incoming,
      () => this.#loop.now,
      (status, headers, body) => {
        isAnswered = true;
        this.#loop.emit({ kind: 'respond', id, response: { status, headers, body } });
      },
    );
    socket.once('close', () => {
      this.#open.delete(socket);
      if (!isAnswered) this.#loop.emit({ kind: 'reset', id });
      incoming.emit('close');
      this.#closeIfDone();
    });
    this.emit('connection', socket);
    if (this.listenerCount('request') > 0) this.emit('request', incoming, response);
  }

  close(back?: Back): this {
    if (back) this.once('close', back);
    if (this.listening) this.#loop.emit({ kind: 'close', id: this.#id });
    this.listening = false;
    this.#isClosing = true;
    queueMicrotask(() => this.#closeIfDone());
    return this;
  }

  closeAllConnections(): void {
    for (const socket of this.#open) socket.destroy();
  }

  closeIdleConnections(): void {}

  setTimeout(): this {
    return this;
  }

  ref(): this {
    this.#loop.hold(`server ${this.#id}`);
    return this;
  }

  unref(): this {
    this.#loop.release(`server ${this.#id}`);
    return this;
  }

  #closeIfDone(): void {
    if (!this.#isClosing || this.#open.size > 0) return;
    this.#isClosing = false;
    this.#loop.release(`server ${this.#id}`);
    this.emit('close');
  }
}

/** @see https://nodejs.org/api/http.html#class-httpclientrequest */
class ClientRequest extends EventEmitter {
  readonly #loop: Loop;
  readonly #url: URL;
  readonly #method: string;
  readonly #headers: Record<string, string>;
  readonly #chunks: Buffer[] = [];
  #asked: Asked | undefined;
  #isOver = false;

  constructor(
    loop: Loop,
    url: URL,
    { method = 'GET', headers = {}, timeout }: { method?: string; headers?: Headers; timeout?: number },
  ) {
    super();
    this.#loop = loop;
    this.#url = url;
    this.#method = method.toUpperCase();
    this.#headers = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), textOf(value)]),
    );
    if (timeout !== undefined) this.setTimeout(timeout);
  }

  setHeader(name: string, value: HeaderValue): void {
    this.#headers[name.toLowerCase()] = textOf(value);
  }

  setTimeout(milliseconds: number, back?: Back): this {
    if (back) this.once('timeout', back);
    this.#loop.setTimer(() => this.#isOver || this.emit('timeout'), milliseconds, false).unref();
    return this;
  }

  write(chunk: unknown, encoding?: unknown): boolean {
    this.#chunks.push(chunkOf(chunk, encoding));
    return true;
  }

  end(...values: unknown[]): this {
    const [chunk, encoding] = values;
    if (chunk !== undefined && typeof chunk !== 'function') this.write(chunk, encoding);
    const body = textsOf(Buffer.concat(this.#chunks));
    if (body !== '') this.#headers['content-length'] ??= String(Buffer.byteLength(body));
    this.#asked = ask(this.#loop, this.#url, { method: this.#method, headers: this.#headers, body });
    this.#asked.answer.then(
      ({ status, headers, body: answered }) => {
        if (this.#isOver) return;
        this.#isOver = true;
        const response = new IncomingMessage(
          new Socket({ address: this.#url.hostname, port: Number(this.#url.port || 80) }),
          headers,
          answered,
        );
        response.statusCode = status;
        response.statusMessage = STATUS_CODES[status] ?? '';
        this.emit('response', response);
        this.emit('close');
      },
      (problem: unknown) => this.#fail(problem),
    );
    return this;
  }

  #fail(problem: unknown): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.emit('error', problem);
    this.emit('close');
  }

  destroy(problem?: Error): this {
    this.#asked?.abort();
    queueMicrotask(() => this.#fail(problem ?? Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })));
    return this;
  }

  abort(): void {
    this.destroy();
  }
}

/** The module `node:http`; `told` is called with each server, so that events find it. @see https://nodejs.org/api/http.html */
export function httpModule(loop: Loop, told: (server: Server) => void): object {
  const createServer = (...values: unknown[]): Server => {
    const server = new Server(loop, values);
    told(server);
    return server;
  };
  const request = (...values: unknown[]): ClientRequest => {
    const [first] = values;
    const options = values.find((value) => typeof value === 'object' && value !== null && !(value instanceof URL)) as
      | {
          hostname?: string;
          host?: string;
          port?: number | string;
          path?: string;
          method?: string;
          headers?: Headers;
          timeout?: number;
          signal?: AbortSignal;
        }
      | undefined;
    const url =
      typeof first === 'string' || first instanceof URL
        ? new URL(first)
        : new URL(
            `http://${options?.hostname ?? options?.host ?? 'localhost'}:${options?.port ?? 80}${options?.path ?? '/'}`,
          );
    const made = new ClientRequest(loop, url, options ?? {});
    options?.signal?.addEventListener('abort', () => made.destroy(options.signal?.reason as Error));
    const back = lastFunction(values);
    if (back) made.once('response', back);
    return made;
  };
  class Agent {}
  const made = {
    createServer,
    request,
    get: (...values: unknown[]) => request(...values).end(),
    Server,
    IncomingMessage,
    ServerResponse,
    ClientRequest,
    Agent,
    globalAgent: new Agent(),
    STATUS_CODES,
    METHODS: ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'],
  };
  return made;
}

export type { Server };
