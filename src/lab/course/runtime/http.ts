import type { ActorEvent } from '../protocol.ts';
import { ClientRequest } from './client-request.ts';
import { EventEmitter } from './events.ts';
import { type Back, functionAmong, type Headers } from './http-values.ts';
import type { Loop } from './loop.ts';
import { IncomingMessage, Socket } from './message.ts';
import { ServerResponse } from './server-response.ts';
import { STATUS_CODES } from './statuses.ts';

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
    const handler = functionAmong(values);
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
    const back = functionAmong(values);
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
    const back = functionAmong(values);
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
