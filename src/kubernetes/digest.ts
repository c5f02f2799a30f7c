/** Digests and forms of bytes that names in Kubernetes rest on. Small and synchronous, because browsers' own work only with promises. */

const K = Array.from({ length: 64 }, (_, index) => fraction(prime(index), 1 / 3));
const H = Array.from({ length: 8 }, (_, index) => fraction(prime(index), 1 / 2));

/** The n-th prime number, from 0. */
function prime(index: number): number {
  let count = -1;
  for (let candidate = 2; ; candidate++) {
    let isPrime = true;
    for (let divisor = 2; divisor * divisor <= candidate; divisor++) if (candidate % divisor === 0) isPrime = false;
    if (isPrime && ++count === index) return candidate;
  }
}

/** The first 32 bits of the fraction of a root. */
function fraction(value: number, power: number): number {
  const root = value ** power;
  return ((root - Math.floor(root)) * 2 ** 32) | 0;
}

const rotate = (value: number, by: number): number => (value >>> by) | (value << (32 - by));

/** SHA-256 of bytes. @see https://csrc.nist.gov/pubs/fips/180-4/upd1/final */
export function sha256(bytes: Uint8Array): Uint8Array {
  const length = (((bytes.length + 8) >> 6) << 6) + 64;
  const padded = new Uint8Array(length);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(length - 8, Math.floor((bytes.length * 8) / 2 ** 32));
  view.setUint32(length - 4, (bytes.length * 8) >>> 0);
  const hash = [...H];
  const words = new Int32Array(64);
  for (let block = 0; block < length; block += 64) {
    for (let index = 0; index < 64; index++) {
      if (index < 16) {
        words[index] = view.getInt32(block + index * 4);
        continue;
      }
      const before = words[index - 15] as number;
      const recent = words[index - 2] as number;
      const small0 = rotate(before, 7) ^ rotate(before, 18) ^ (before >>> 3);
      const small1 = rotate(recent, 17) ^ rotate(recent, 19) ^ (recent >>> 10);
      words[index] = ((words[index - 16] as number) + small0 + (words[index - 7] as number) + small1) | 0;
    }
    let [a, b, c, d, e, f, g, h] = hash as [number, number, number, number, number, number, number, number];
    for (let index = 0; index < 64; index++) {
      const big1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
      const first = (h + big1 + ((e & f) ^ (~e & g)) + (K[index] as number) + (words[index] as number)) | 0;
      const big0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
      const second = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
    }
    for (const [index, value] of [a, b, c, d, e, f, g, h].entries())
      hash[index] = ((hash[index] as number) + value) | 0;
  }
  const result = new DataView(new ArrayBuffer(32));
  for (const [index, value] of hash.entries()) result.setInt32(index * 4, value);
  return new Uint8Array(result.buffer);
}

/** Bytes as hexadecimal digits. */
export function hexOfBytes(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Bytes in base64. */
export function base64OfBytes(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += 8192)
    text += String.fromCharCode(...bytes.subarray(start, start + 8192));
  return btoa(text);
}

/** The bytes of a base64 text; undefined if it is none. */
export function bytesOfBase64(text: string): Uint8Array | undefined {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) return undefined;
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** FNV-1a with 32 bits, over the UTF-8 of a text: what hashes of templates rest on. */
export function fnv32a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

const SAFE = 'bcdfghjklmnpqrstvwxz2456789';

/** A text with only those letters and digits that names may have: each byte becomes one of 27. @see https://pkg.go.dev/k8s.io/apimachinery/pkg/util/rand#SafeEncodeString */
export function safeEncoded(text: string): string {
  return [...text].map((letter) => SAFE[letter.charCodeAt(0) % SAFE.length]).join('');
}
