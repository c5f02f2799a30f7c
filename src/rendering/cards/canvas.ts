import { constants, crc32, deflateRawSync } from 'node:zlib';

/** Red, green and blue, 0 to 255, and how much they cover, which is all (255) unless it is said. */
export type Color = readonly [red: number, green: number, blue: number, alpha?: number];

/** A picture of at most 256 colors: one palette index per pixel, row by row. */
export interface IndexedImage {
  width: number;
  height: number;
  pixels: Uint8Array;
  palette: readonly Color[];
}

/** The color that #rrggbb names. */
export function colorOf(hex: string): Color {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** Pixels of a letter, three numbers each: column and row from the letter's own place, and how dark it is, 0 for the faintest shade. */
export type Dots = Int16Array;

/** Where dots are drawn, and the palette index of their faintest shade. */
export interface Place {
  x: number;
  y: number;
  first: number;
}

function chunk(type: string, parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), ...parts]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length - 4);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const BIT_DEPTH = 8;
const INDEXED_COLOR = 3;
/** First bytes of a zlib stream (RFC 1950, 2.2). */
const ZLIB_HEAD = Buffer.from([0x78, 0x01]);
/** An empty last block of deflate (RFC 1951, 3.2.3), which ends what full flushes have left open. */
const LAST_BLOCK = Buffer.from([0x03, 0x00]);
/** Rows that are compressed together. */
const STRIP_ROWS = 18;
/** Largest prime below 2^16 (RFC 1950, Adler-32). */
const PRIME = 65521;

const compress = (rows: Uint8Array, level: number): Buffer =>
  deflateRawSync(rows, { level, finishFlush: constants.Z_FULL_FLUSH });

/**
 * A ground on which many pictures are drawn, as PNG (ISO/IEC 15948; indexed color, no row filter: flat pictures compress best so).
 * What is not drawn upon was compressed once for all of them, and the check sum follows from what was changed.
 */
export class Ground {
  readonly #width: number;
  readonly #height: number;
  readonly #head: Buffer;
  /** Each row begins with the number of its filter. */
  readonly #rows: Uint8Array;
  readonly #drawn: Uint8Array;
  readonly #strips: readonly Buffer[];
  readonly #sums: readonly [a: number, b: number];
  readonly #touched: boolean[];
  /** Change of the two sums of Adler-32, not reduced yet. */
  #changeA = 0;
  #changeB = 0;

  constructor({ width, height, pixels, palette }: IndexedImage) {
    const header = Buffer.alloc(13);
    header.writeUInt32BE(width, 0);
    header.writeUInt32BE(height, 4);
    header[8] = BIT_DEPTH;
    header[9] = INDEXED_COLOR;
    this.#width = width;
    this.#height = height;
    const colors = palette.flatMap((color) => color.slice(0, 3));
    const covers = palette.map(([, , , alpha = 255]) => alpha);
    const isOpaque = covers.every((cover) => cover === 255);
    this.#head = Buffer.concat([
      SIGNATURE,
      chunk('IHDR', [header]),
      chunk('PLTE', [Uint8Array.from(colors)]),
      ...(isOpaque ? [] : [chunk('tRNS', [Uint8Array.from(covers)])]),
    ]);
    const rows = new Uint8Array((width + 1) * height);
    for (let y = 0; y < height; y++) rows.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
    this.#rows = rows;
    this.#drawn = rows.slice();
    this.#strips = Array.from({ length: Math.ceil(height / STRIP_ROWS) }, (_, strip) =>
      compress(this.#rowsOf(rows, strip, strip + 1), 9),
    );
    this.#touched = this.#strips.map(() => false);
    let a = 1;
    let b = 0;
    for (const byte of rows) {
      a = (a + byte) % PRIME;
      b = (b + a) % PRIME;
    }
    this.#sums = [a, b];
  }

  #rowsOf(rows: Uint8Array, first: number, end: number): Uint8Array {
    const bytes = STRIP_ROWS * (this.#width + 1);
    return rows.subarray(first * bytes, end * bytes);
  }

  /** Draws a letter. What lies outside of the picture is not drawn. */
  draw(dots: Dots, { x, y, first }: Place): void {
    const width = this.#width;
    const height = this.#height;
    const drawn = this.#drawn;
    const length = drawn.length;
    let a = 0;
    let b = 0;
    for (let index = 0; index < dots.length; index += 3) {
      const column = x + (dots[index] ?? 0);
      const row = y + (dots[index + 1] ?? 0);
      if (column < 0 || column >= width || row < 0 || row >= height) continue;
      const place = row * (width + 1) + column + 1;
      const color = first + (dots[index + 2] ?? 0);
      const change = color - (drawn[place] ?? 0);
      drawn[place] = color;
      a += change;
      b += change * (length - place);
      this.#touched[(row / STRIP_ROWS) | 0] = true;
    }
    this.#changeA += a;
    this.#changeB += b;
  }

  #checksum(): Buffer {
    const reduced = (sum: number): number => ((sum % PRIME) + PRIME) % PRIME;
    const bytes = Buffer.alloc(4);
    bytes.writeUInt16BE(reduced(this.#sums[1] + this.#changeB), 0);
    bytes.writeUInt16BE(reduced(this.#sums[0] + this.#changeA), 2);
    return bytes;
  }

  /** The picture as PNG. What was drawn is wiped off again. */
  picture(): Uint8Array {
    const parts: Uint8Array[] = [ZLIB_HEAD];
    for (let strip = 0; strip < this.#strips.length; ) {
      let end = strip;
      while (this.#touched[end]) end++;
      if (end === strip) {
        parts.push(this.#strips[strip] ?? new Uint8Array());
        strip++;
        continue;
      }
      const rows = this.#rowsOf(this.#drawn, strip, end);
      parts.push(compress(rows, 1));
      rows.set(this.#rowsOf(this.#rows, strip, end));
      this.#touched.fill(false, strip, end);
      strip = end;
    }
    parts.push(LAST_BLOCK, this.#checksum());
    this.#changeA = 0;
    this.#changeB = 0;
    return Buffer.concat([this.#head, chunk('IDAT', parts), chunk('IEND', [])]);
  }
}

/** Palette index of the color nearest to a given one: of what shines through, and what covers it. */
export function nearest(palette: readonly Color[], [red, green, blue, alpha = 255]: Color): number {
  let best = 0;
  let smallest = Number.POSITIVE_INFINITY;
  palette.forEach(([r, g, b, a = 255], index) => {
    const distance = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2 + (a - alpha) ** 2;
    if (distance < smallest) {
      smallest = distance;
      best = index;
    }
  });
  return best;
}
