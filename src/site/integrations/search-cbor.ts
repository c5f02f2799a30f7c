/** Kinds of items in CBOR (RFC 8949, 3.1). */
const NEGATIVE = 1;
const BYTES = 2;
const TEXT = 3;
const ARRAY = 4;
const MAP = 5;
const TAG = 6;

interface Head {
  major: number;
  /** Number of what follows: bytes, items, or a number itself. */
  value: number;
  /** Where the content begins. */
  start: number;
}

/** Beginning of an item in CBOR (RFC 8949, 3). @throws if its length is not said, which Pagefind does not leave open */
export function headAt(bytes: Buffer, at: number): Head {
  const first = bytes.readUInt8(at);
  const [major, short] = [first >> 5, first & 31];
  if (short < 24) return { major, value: short, start: at + 1 };
  if (short > 27) throw new Error('The search index has an item of unknown length.');
  const size = 2 ** (short - 24);
  const value = size === 8 ? Number(bytes.readBigUInt64BE(at + 1)) : bytes.readUIntBE(at + 1, size);
  return { major, value, start: at + 1 + size };
}

/** Where an item ends. */
export function endOf(bytes: Buffer, at: number): number {
  const { major, value, start } = headAt(bytes, at);
  if (major === TEXT || major === BYTES) return start + value;
  const items = major === ARRAY ? value : major === MAP ? 2 * value : major === TAG ? 1 : 0;
  let end = start;
  for (let item = 0; item < items; item++) {
    const first = bytes[end];
    // Most items are small numbers, which are a byte.
    const isSmall = first !== undefined && (first & 31) < 24 && first >> 5 <= NEGATIVE;
    end = isSmall ? end + 1 : endOf(bytes, end);
  }
  return end;
}

/** The items of an array. */
export function itemsOf(bytes: Buffer, at = 0): Buffer[] {
  const { value, start } = headAt(bytes, at);
  let place = start;
  return Array.from({ length: value }, () => {
    const from = place;
    place = endOf(bytes, from);
    return bytes.subarray(from, place);
  });
}

/** What a text says. */
export function textOf(item: Buffer): string {
  const { value, start } = headAt(item, 0);
  return item.toString('utf8', start, start + value);
}

/** The head of an item as short as it can be. */
function head(major: number, value: number): Buffer {
  if (value < 24) return Buffer.from([(major << 5) | value]);
  if (value < 0x100) return Buffer.from([(major << 5) | 24, value]);
  const bytes = Buffer.alloc(value < 0x10000 ? 3 : 5);
  bytes.writeUInt8((major << 5) | (value < 0x10000 ? 25 : 26));
  bytes.writeUIntBE(value, 1, bytes.length - 1);
  return bytes;
}

/** An array of items. */
export const array = (items: readonly Buffer[]): Buffer => Buffer.concat([head(ARRAY, items.length), ...items]);
/** A text. */
export const text = (value: string): Buffer =>
  Buffer.concat([head(TEXT, Buffer.byteLength(value)), Buffer.from(value)]);
/** A number from 0. */
export const number = (value: number): Buffer => head(0, value);
/** An array without items. */
export const NOTHING = array([]);
