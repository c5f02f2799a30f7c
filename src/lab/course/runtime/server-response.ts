import { Buffer, chunkOf } from './buffer.ts';
import { EventEmitter } from './events.ts';
import { bodyText, functionAmong, type Headers, type HeaderValue, headerText } from './http-values.ts';
import type { IncomingMessage, Socket } from './message.ts';

/** What a server answers with. @see https://nodejs.org/api/http.html#class-httpserverresponse */
export class ServerResponse extends EventEmitter {
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
    const back = functionAmong(further);
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
    for (const [name, value] of this.#headers) headers[name] = headerText(value);
    if (this.sendDate) headers.date ??= new Date(this.#now()).toUTCString();
    const closes =
      headers.connection?.toLowerCase() === 'close' || this.req.headers.connection?.toLowerCase() === 'close';
    headers.connection ??= closes ? 'close' : 'keep-alive';
    if (headers.connection === 'keep-alive') headers['keep-alive'] ??= 'timeout=5';
    if (this.statusCode !== 204 && this.statusCode !== 304 && headers['content-length'] === undefined) {
      if (isWhole) headers['content-length'] = String(body.length);
      else headers['transfer-encoding'] ??= 'chunked';
    }
    this.#send(this.statusCode, headers, hasBody ? bodyText(body) : '');
    const back = functionAmong(values);
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
