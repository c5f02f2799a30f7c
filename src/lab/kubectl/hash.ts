const ROUNDS = Array.from({ length: 64 }, (_, index) => fraction(Math.cbrt(prime(index))));
const START = Array.from({ length: 8 }, (_, index) => fraction(Math.sqrt(prime(index))));

function prime(index: number): number {
  const primes: number[] = [];
  for (let number = 2; primes.length <= index; number++) {
    if (primes.every((known) => number % known !== 0)) primes.push(number);
  }
  return primes[index] as number;
}

function fraction(number: number): number {
  return ((number - Math.floor(number)) * 2 ** 32) | 0;
}

/** SHA-256 of bytes, in hexadecimal. Browsers have one that takes its time; commands need it at once. */
export function sha256(bytes: Uint8Array): string {
  const length = (((bytes.length + 8) >> 6) + 1) << 6;
  const padded = new Uint8Array(length);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(length - 4, bytes.length << 3);
  view.setUint32(length - 8, Math.floor(bytes.length / 2 ** 29));
  const state = [...START];
  const words = new Int32Array(64);
  const rotate = (word: number, by: number): number => (word >>> by) | (word << (32 - by));
  for (let block = 0; block < length; block += 64) {
    for (let index = 0; index < 64; index++) {
      if (index < 16) words[index] = view.getInt32(block + index * 4);
      else {
        const a = words[index - 15] as number;
        const b = words[index - 2] as number;
        const s0 = rotate(a, 7) ^ rotate(a, 18) ^ (a >>> 3);
        const s1 = rotate(b, 17) ^ rotate(b, 19) ^ (b >>> 10);
        words[index] = ((words[index - 16] as number) + s0 + (words[index - 7] as number) + s1) | 0;
      }
    }
    let [a, b, c, d, e, f, g, h] = state as [number, number, number, number, number, number, number, number];
    for (let index = 0; index < 64; index++) {
      const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (ROUNDS[index] as number) + (words[index] as number)) | 0;
      const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
    }
    for (const [index, value] of [a, b, c, d, e, f, g, h].entries())
      state[index] = ((state[index] as number) + value) | 0;
  }
  return state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

const CONSONANTS: Readonly<Record<string, string>> = { 0: 'g', 1: 'h', 3: 'k', a: 'm', e: 't' };

/** The suffix that a name gets from a text: ten characters without vowels (k8s.io/kubectl/pkg/util/hash). */
export function nameSuffix(text: string): string {
  return [...sha256(new TextEncoder().encode(text)).slice(0, 10)].map((digit) => CONSONANTS[digit] ?? digit).join('');
}
