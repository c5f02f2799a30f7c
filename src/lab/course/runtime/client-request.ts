import { type Asked, ask } from './ask.ts';
import { Buffer, chunkOf } from './buffer.ts';
import { EventEmitter } from './events.ts';
import { type Back, bodyText, type Headers, type HeaderValue, headerText } from './http-values.ts';
import type { Loop } from './loop.ts';
import { IncomingMessage, Socket } from './message.ts';
import { STATUS_CODES } from './statuses.ts';

/** @see https://nodejs.org/api/http.html#class-httpclientrequest */
export class ClientRequest extends EventEmitter {
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
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), headerText(value)]),
    );
    if (timeout !== undefined) this.setTimeout(timeout);
  }

  setHeader(name: string, value: HeaderValue): void {
    this.#headers[name.toLowerCase()] = headerText(value);
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
    const body = bodyText(Buffer.concat(this.#chunks));
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
