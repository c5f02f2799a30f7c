import { sha256 } from '../../../kubernetes/digest.ts';
import { Buffer, chunkOf } from './buffer.ts';

const BLOCK = 64;

/** A digest in the making. */
class Hash {
  readonly #chunks: Buffer[] = [];
  readonly #digest: (bytes: Uint8Array) => Uint8Array;

  constructor(digest: (bytes: Uint8Array) => Uint8Array) {
    this.#digest = digest;
  }

  update(chunk: unknown, encoding?: unknown): this {
    this.#chunks.push(chunkOf(chunk, encoding));
    return this;
  }

  digest(encoding?: string): Buffer | string {
    const made = Buffer.from(this.#digest(Uint8Array.from(Buffer.concat(this.#chunks))));
    return encoding === undefined ? made : made.toString(encoding);
  }
}

function check(algorithm: string): void {
  if (algorithm.toLowerCase().replace('-', '') !== 'sha256')
    throw new Error(`The practice cluster has no ${algorithm} for programs of courses; use sha256.`);
}

const xor = (key: Uint8Array, byte: number): Uint8Array =>
  Uint8Array.from({ length: BLOCK }, (_, index) => (key[index] ?? 0) ^ byte);

/** The module `node:crypto` as far as programs of courses use it; what is random comes from the seed. @see https://nodejs.org/api/crypto.html */
export function cryptoModule(random: () => number): Record<string, unknown> {
  const byte = (): number => Math.floor(random() * 256);
  const randomBytes = (size: number): Buffer => Buffer.from(Array.from({ length: size }, byte));
  const getRandomValues = <Values extends Uint8Array>(values: Values): Values => {
    new Uint8Array(values.buffer, values.byteOffset, values.byteLength).set(randomBytes(values.byteLength));
    return values;
  };
  const randomUUID = (): string => {
    const bytes = randomBytes(16);
    bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
    bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
    return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  };
  const module = {
    randomUUID,
    randomBytes,
    getRandomValues,
    randomInt: (least: number, most?: number) => {
      const [from, to] = most === undefined ? [0, least] : [least, most];
      return from + Math.floor(random() * (to - from));
    },
    createHash: (algorithm: string) => {
      check(algorithm);
      return new Hash(sha256);
    },
    createHmac: (algorithm: string, key: unknown) => {
      check(algorithm);
      const given = Uint8Array.from(chunkOf(key));
      const whole = given.length > BLOCK ? sha256(given) : given;
      return new Hash((bytes) =>
        sha256(Buffer.concat([xor(whole, 0x5c), sha256(Buffer.concat([xor(whole, 0x36), bytes]))])),
      );
    },
    timingSafeEqual: (one: Uint8Array, other: Uint8Array) => {
      if (one.length !== other.length) throw new RangeError('Input buffers must have the same byte length');
      return Buffer.compare(one, other) === 0;
    },
  };
  return { ...module, webcrypto: { randomUUID, getRandomValues } };
}
