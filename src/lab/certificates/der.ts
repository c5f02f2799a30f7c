/** Writing of ASN.1 in DER, as far as certificates need it. @see https://www.rfc-editor.org/rfc/rfc5280 */

/** Bytes with their tag and length before them. */
export function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  const bytes = new Uint8Array(1 + size.length + length);
  bytes.set([tag, ...size]);
  let at = 1 + size.length;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

export const sequence = (...parts: readonly Uint8Array[]): Uint8Array => der(0x30, ...parts);
export const set = (...parts: readonly Uint8Array[]): Uint8Array => der(0x31, ...parts);
export const text = (value: string): Uint8Array => der(0x0c, new TextEncoder().encode(value));
export const bitString = (value: Uint8Array): Uint8Array => der(0x03, Uint8Array.of(0), value);
export const octetString = (value: Uint8Array): Uint8Array => der(0x04, value);
export const boolean = (value: boolean): Uint8Array => der(0x01, Uint8Array.of(value ? 0xff : 0));

/** A whole number that is not negative, big-endian. */
export function integer(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  const short = first < 0 ? Uint8Array.of(0) : bytes.slice(first);
  return der(0x02, (short[0] as number) > 0x7f ? Uint8Array.of(0, ...short) : short);
}

/** An object identifier such as `2.5.4.3`. */
export function identifier(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const number of rest) {
    const part = [number & 0x7f];
    for (let left = number >> 7; left > 0; left >>= 7) part.unshift((left & 0x7f) | 0x80);
    bytes.push(...part);
  }
  return der(0x06, Uint8Array.from(bytes));
}

/** A moment, in milliseconds since 1970. */
export function moment(milliseconds: number): Uint8Array {
  const iso = new Date(milliseconds).toISOString();
  const digits = `${iso.slice(2, 19).replace(/[-T:]/g, '')}Z`;
  return der(0x17, new TextEncoder().encode(digits));
}
