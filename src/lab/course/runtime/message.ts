import { Buffer } from './buffer.ts';
import { EventEmitter } from './events.ts';

/** A connection, as far as programs look at it. */
export class Socket extends EventEmitter {
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly remoteFamily = 'IPv4';
  readonly encrypted = false;
  destroyed = false;

  constructor({ address, port }: { address: string; port: number }) {
    super();
    this.remoteAddress = address;
    this.remotePort = port;
  }

  destroy(): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    queueMicrotask(() => this.emit('close', false));
    return this;
  }

  end(): this {
    return this.destroy();
  }

  setTimeout(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  setNoDelay(): this {
    return this;
  }
}

/** A request as a server gets it, or a response as a client gets it: a body that is read in pieces. */
export class IncomingMessage extends EventEmitter {
  readonly headers: Record<string, string>;
  readonly rawHeaders: string[];
  readonly httpVersion = '1.1';
  readonly socket: Socket;
  readonly connection: Socket;
  method: string | undefined;
  url: string | undefined;
  statusCode: number | undefined;
  statusMessage: string | undefined;
  complete = false;
  #body: Buffer;
  #encoding: string | undefined;
  #isFlowing = false;

  constructor(socket: Socket, headers: Readonly<Record<string, string>>, body: string) {
    super();
    this.socket = socket;
    this.connection = socket;
    this.headers = { ...headers };
    this.rawHeaders = Object.entries(headers).flat();
    this.#body = Buffer.from(body);
  }

  setEncoding(encoding: string): this {
    this.#encoding = encoding;
    return this;
  }

  protected override added(name: string | symbol): void {
    if (name === 'data' || name === 'readable') this.resume();
  }

  resume(): this {
    if (this.#isFlowing) return this;
    this.#isFlowing = true;
    queueMicrotask(() => {
      const chunk = this.#chunk();
      if (chunk !== undefined) this.emit('data', chunk);
      this.complete = true;
      this.emit('end');
      this.emit('close');
    });
    return this;
  }

  pause(): this {
    return this;
  }

  destroy(): this {
    this.socket.destroy();
    return this;
  }

  pipe<Target extends { write(chunk: unknown): unknown; end(): unknown }>(target: Target): Target {
    this.on('data', (chunk: never) => target.write(chunk));
    this.on('end', () => target.end());
    return target;
  }

  #chunk(): Buffer | string | undefined {
    const body = this.#body;
    this.#body = Buffer.alloc(0);
    if (body.length === 0) return undefined;
    return this.#encoding === undefined ? body : body.toString(this.#encoding);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer | string> {
    this.#isFlowing = true;
    const chunk = this.#chunk();
    if (chunk !== undefined) yield chunk;
    this.complete = true;
    this.emit('end');
  }
}
