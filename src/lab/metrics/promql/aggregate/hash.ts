import type { Labels } from '../labels.ts';

const MASK = (1n << 64n) - 1n;
const [P1, P2, P3, P4, P5] = [
  0x9e3779b185ebca87n,
  0xc2b2ae3d27d4eb4fn,
  0x165667b19e3779f9n,
  0x85ebca77c2b2ae63n,
  0x27d4eb2f165667c5n,
] as const;

const rotate = (value: bigint, by: bigint): bigint => ((value << by) | (value >> (64n - by))) & MASK;
const round = (sum: bigint, input: bigint): bigint => (rotate((sum + input * P2) & MASK, 31n) * P1) & MASK;

/** The 64-bit hash of bytes, with seed 0. Source: https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md */
export function xxHash64(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { length } = bytes;
  let at = 0;
  let hash: bigint = P5;
  if (length >= 32) {
    const sums = [(P1 + P2) & MASK, P2, 0n, -P1 & MASK];
    for (; at + 32 <= length; at += 32)
      for (let lane = 0; lane < 4; lane++)
        sums[lane] = round(sums[lane] as bigint, view.getBigUint64(at + lane * 8, true));
    const [one, two, three, four] = sums as [bigint, bigint, bigint, bigint];
    hash = (rotate(one, 1n) + rotate(two, 7n) + rotate(three, 12n) + rotate(four, 18n)) & MASK;
    for (const sum of sums) hash = ((hash ^ round(0n, sum)) * P1 + P4) & MASK;
  }
  hash = (hash + BigInt(length)) & MASK;
  for (; at + 8 <= length; at += 8)
    hash = (rotate(hash ^ round(0n, view.getBigUint64(at, true)), 27n) * P1 + P4) & MASK;
  if (at + 4 <= length) {
    hash = (rotate(hash ^ ((BigInt(view.getUint32(at, true)) * P1) & MASK), 23n) * P2 + P3) & MASK;
    at += 4;
  }
  for (; at < length; at++) hash = (rotate(hash ^ ((BigInt(view.getUint8(at)) * P5) & MASK), 11n) * P1) & MASK;
  hash = ((hash ^ (hash >> 33n)) * P2) & MASK;
  hash = ((hash ^ (hash >> 29n)) * P3) & MASK;
  return hash ^ (hash >> 32n);
}

/** Where a series lies between 0 and 1, by its labels alone. Source: HashRatioSampler; labels are hashed as Prometheus keeps them. */
export function offsetOf(labels: Labels): number {
  const encoder = new TextEncoder();
  const parts = labels.pairs().flatMap((pair) =>
    pair.flatMap((text) => {
      const bytes = encoder.encode(text);
      const size = bytes.length;
      return size < 255 ? [size, ...bytes] : [255, size & 255, (size >> 8) & 255, (size >> 16) & 255, ...bytes];
    }),
  );
  return Number(xxHash64(Uint8Array.from(parts))) / 2 ** 64;
}
