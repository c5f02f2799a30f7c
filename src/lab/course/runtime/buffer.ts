import { bytesOfText, textOfBytes } from '../../shell/files.ts';

/** From this size on a buffer counts as memory that a program holds. */
const LARGE = 2 ** 16;
const HEX = /^(?:[0-9a-f]{2})*/i;

let told: (bytes: number) => void = () => {};
/** Has somebody told of large buffers. */
export function countBuffers(count: (bytes: number) => void): void {
  told = count;
}

function bytesOf(text: string, encoding = 'utf8'): Uint8Array {
  switch (encoding.toLowerCase().replace('-', '')) {
    case 'hex':
      return Uint8Array.from(HEX.exec(text)?.[0].match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    case 'base64':
    case 'base64url': {
      const clean = text
        .replaceAll('-', '+')
        .replaceAll('_', '/')
        .replace(/[^A-Za-z0-9+/]/g, '');
      return Uint8Array.from(atob(clean.slice(0, clean.length - (clean.length % 4 === 1 ? 1 : 0))), (letter) =>
        letter.charCodeAt(0),
      );
    }
    case 'latin1':
    case 'binary':
    case 'ascii':
      return Uint8Array.from(text, (letter) => letter.charCodeAt(0) & 0xff);
    case 'utf16le':
    case 'ucs2':
      return Uint8Array.from(
        [...Array(text.length * 2).keys()],
        (index) => (text.charCodeAt(index >> 1) >> (8 * (index & 1))) & 0xff,
      );
    case 'utf8':
      return bytesOfText(text);
    default:
      throw new TypeError(`Unknown encoding: ${encoding}`);
  }
}

/** `Buffer` of Node, as far as programs of courses use it. @see https://nodejs.org/api/buffer.html */
export class Buffer extends Uint8Array {
  static override from(source: unknown, encoding?: unknown, length?: unknown): Buffer {
    if (typeof source === 'string')
      return Buffer.of_(bytesOf(source, typeof encoding === 'string' ? encoding : undefined));
    if (source instanceof ArrayBuffer)
      return new Buffer(source, Number(encoding ?? 0), length === undefined ? undefined : Number(length));
    if (source instanceof Uint8Array || Array.isArray(source))
      return Buffer.of_(Uint8Array.from(source as Iterable<number>));
    throw new TypeError('The first argument must be of type string or an instance of Buffer, ArrayBuffer, or Array.');
  }

  /** Bytes as a buffer, without a copy. */
  static of_(bytes: Uint8Array): Buffer {
    return new Buffer(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.length);
  }

  static alloc(size: number, fill?: string | number | Uint8Array, encoding?: string): Buffer {
    const made = new Buffer(size);
    if (size >= LARGE) told(size);
    return fill === undefined || fill === 0 ? made : (made.fill(fill as never, encoding as never) as Buffer);
  }

  static allocUnsafe(size: number): Buffer {
    return Buffer.alloc(size);
  }

  static isBuffer(value: unknown): value is Buffer {
    return value instanceof Buffer;
  }

  static isEncoding(name: string): boolean {
    return /^(?:utf-?8|hex|base64(?:url)?|latin1|binary|ascii|utf-?16le|ucs-?2)$/i.test(name);
  }

  static byteLength(value: string | Uint8Array, encoding?: string): number {
    return typeof value === 'string' ? bytesOf(value, encoding).length : value.byteLength;
  }

  static concat(list: readonly Uint8Array[], length = list.reduce((sum, one) => sum + one.length, 0)): Buffer {
    const whole = new Buffer(length);
    let at = 0;
    for (const one of list) {
      whole.set(one.subarray(0, Math.max(0, length - at)), at);
      at += one.length;
    }
    return whole;
  }

  static compare(one: Uint8Array, other: Uint8Array): number {
    for (let index = 0; index < Math.min(one.length, other.length); index++)
      if (one[index] !== other[index]) return (one[index] as number) < (other[index] as number) ? -1 : 1;
    return Math.sign(one.length - other.length);
  }

  override toString(encoding = 'utf8', start = 0, end = this.length): string {
    const part = Uint8Array.prototype.slice.call(this, start, end);
    switch (encoding.toLowerCase().replace('-', '')) {
      case 'hex':
        return [...part].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      case 'base64':
        return btoa([...part].map((byte) => String.fromCharCode(byte)).join(''));
      case 'base64url':
        return btoa([...part].map((byte) => String.fromCharCode(byte)).join(''))
          .replaceAll('+', '-')
          .replaceAll('/', '_')
          .replace(/=+$/, '');
      case 'latin1':
      case 'binary':
        return [...part].map((byte) => String.fromCharCode(byte)).join('');
      case 'ascii':
        return [...part].map((byte) => String.fromCharCode(byte & 0x7f)).join('');
      case 'utf8':
        return textOfBytes(Uint8Array.from(part));
      default:
        throw new TypeError(`Unknown encoding: ${encoding}`);
    }
  }

  toJSON(): { type: 'Buffer'; data: number[] } {
    return { type: 'Buffer', data: [...this] };
  }

  equals(other: Uint8Array): boolean {
    return Buffer.compare(this, other) === 0;
  }

  compare(other: Uint8Array): number {
    return Buffer.compare(this, other);
  }

  override subarray(start?: number, end?: number): Buffer {
    return Buffer.of_(new Uint8Array(this.buffer, this.byteOffset, this.length).subarray(start, end));
  }

  override slice(start?: number, end?: number): Buffer {
    return this.subarray(start, end);
  }

  override fill(value: never, encoding?: never): this {
    const filler: unknown = value;
    if (typeof filler !== 'string' && !(filler instanceof Uint8Array)) return super.fill(Number(filler)) as this;
    const bytes = typeof filler === 'string' ? bytesOf(filler, encoding) : filler;
    for (let index = 0; index < this.length && bytes.length > 0; index++)
      this[index] = bytes[index % bytes.length] as number;
    return this;
  }

  write(text: string, offset = 0): number {
    const bytes = bytesOf(text).subarray(0, this.length - offset);
    this.set(bytes, offset);
    return bytes.length;
  }

  override indexOf(value: never, from = 0): number {
    const bytes = needle(value);
    for (let at = Math.max(0, from); at <= this.length - bytes.length; at++) if (this.#holds(bytes, at)) return at;
    return -1;
  }

  override lastIndexOf(value: never, from = this.length): number {
    const bytes = needle(value);
    for (let at = Math.min(from, this.length - bytes.length); at >= 0; at--) if (this.#holds(bytes, at)) return at;
    return -1;
  }

  override includes(value: never, from?: number): boolean {
    return this.indexOf(value, from) >= 0;
  }

  #holds(bytes: Uint8Array, at: number): boolean {
    return bytes.every((byte, index) => this[at + index] === byte);
  }
}

function needle(value: unknown): Uint8Array {
  if (typeof value === 'string') return bytesOf(value);
  return value instanceof Uint8Array ? value : Uint8Array.of(Number(value));
}

/** The bytes of what is written: a text, or bytes. */
export function chunkOf(chunk: unknown, encoding?: unknown): Buffer {
  if (typeof chunk === 'string') return Buffer.from(chunk, typeof encoding === 'string' ? encoding : 'utf8');
  if (chunk instanceof Uint8Array) return Buffer.of_(chunk);
  throw new TypeError('The "chunk" argument must be of type string or an instance of Buffer or Uint8Array.');
}
