import { LONGEST } from './open-badges.ts';

/** Keyword of the chunk in which an image carries a credential (OB 3.0, 5.3.1). */
const KEYWORD = 'openbadgecredential';
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Length, type and check sum of a chunk of a PNG (ISO/IEC 15948, 5.3), in bytes. */
const AROUND = 12;
/** Length and chunk IHDR, which is always the first and always as long. */
const AFTER_HEADER = SIGNATURE.length + AROUND + 13;

/** Whether bytes begin as a PNG image does. */
export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, index) => bytes[index] === byte);
}

/** CRC-32 (ISO/IEC 15948, annex D), bit by bit: a credential is short. */
function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const made = new Uint8Array(AROUND + data.length);
  const view = new DataView(made.buffer);
  view.setUint32(0, data.length);
  made.set(new TextEncoder().encode(type), 4);
  made.set(data, 8);
  view.setUint32(8 + data.length, crc32(made.subarray(4, 8 + data.length)));
  return made;
}

/** A PNG image that carries a credential. @throws if the bytes are no PNG. */
export function baked(png: Uint8Array, jwt: string): Uint8Array {
  if (!isPng(png)) throw new Error('Only PNG images can be baked.');
  // Keyword, no compression, no language, no translated keyword.
  const data = new TextEncoder().encode(`${KEYWORD}\0\0\0\0\0${jwt}`);
  const text = chunk('iTXt', data);
  const made = new Uint8Array(png.length + text.length);
  made.set(png.subarray(0, AFTER_HEADER));
  made.set(text, AFTER_HEADER);
  made.set(png.subarray(AFTER_HEADER), AFTER_HEADER + text.length);
  return made;
}

/** The text after a number of zeros. */
function afterZeros(data: Uint8Array, zeros: number, from: number): Uint8Array {
  let at = from;
  for (let left = zeros; left > 0 && at < data.length; at++) if (data[at] === 0) left--;
  return data.subarray(at);
}

/** What a PNG image carries: a credential as text. Undefined if there is none, if it is compressed, or if the image ends too early. */
function bakedInPng(bytes: Uint8Array): string | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = SIGNATURE.length;
  while (at + AROUND <= bytes.length) {
    const length = view.getUint32(at);
    const type = new TextDecoder('latin1').decode(bytes.subarray(at + 4, at + 8));
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (type === 'iTXt' && data.length === length && length <= LONGEST) {
      const isOurs = new TextDecoder('latin1').decode(data.subarray(0, KEYWORD.length + 2)) === `${KEYWORD}\0\0`;
      // After the keyword and the two bytes on compression come language and translated keyword, each up to a zero.
      if (isOurs) return new TextDecoder().decode(afterZeros(data, 2, KEYWORD.length + 3));
    }
    at += AROUND + length;
  }
  return undefined;
}

/** What an SVG image carries (OB 3.0, 5.3.2). Nothing of the image is drawn or run. */
function bakedInSvg(text: string): string | undefined {
  return /<openbadges:(?:credential|assertion)\b[^<>]*?\bverify\s*=\s*["']([^"'<]+)["']/.exec(text)?.[1];
}

/** The credential that a file carries, as text: that of an image, or all of any other file. */
export function carried(bytes: Uint8Array): string | undefined {
  if (isPng(bytes)) return bakedInPng(bytes);
  const text = new TextDecoder().decode(bytes);
  return /<svg[\s>]/.test(text.slice(0, 2000)) ? bakedInSvg(text) : text;
}
