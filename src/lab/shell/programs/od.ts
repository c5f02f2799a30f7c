import { bytesOfText } from '../files.ts';
import type { Program } from '../program.ts';
import { inputs, readOptions } from './options.ts';

/** How many bytes stand in a line. */
const WIDTH = 16;
const NAMES: Readonly<Record<number, string>> = {
  0: '\\0',
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
};

const octal = (byte: number): string => byte.toString(8).padStart(3, '0');
const letter = (byte: number): string =>
  NAMES[byte] ?? (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : octal(byte));

/** The bytes of a line, in one of the forms. */
function shown(bytes: Uint8Array, form: string): string {
  const each = (text: (byte: number) => string): string => [...bytes].map((byte) => ` ${text(byte)}`).join('');
  if (form === 'c') return each((byte) => letter(byte).padStart(3));
  if (form === 'x1') return each((byte) => byte.toString(16).padStart(2, '0'));
  if (form === 'o1') return each(octal);
  if (form === 'u1' || form === 'd1') return each((byte) => String(byte).padStart(3));
  const pairs = Array.from(
    { length: Math.ceil(bytes.length / 2) },
    (_, index) => (bytes[2 * index] ?? 0) + ((bytes[2 * index + 1] ?? 0) << 8),
  );
  return pairs
    .map((pair) => (form === 'x2' ? ` ${pair.toString(16).padStart(4, '0')}` : ` ${pair.toString(8).padStart(6, '0')}`))
    .join('');
}

/** `od`: bytes as letters or numbers. Knows -c, -b, -x, -o, -t with one form, -A n, -N and -v. */
export const od: Program = async (context) => {
  const { flags, values, words } = readOptions(context.arguments, 'c,b,x,o,v,t:,A:,N:,j:');
  const form = flags.has('c') ? 'c' : flags.has('b') ? 'o1' : flags.has('x') ? 'x2' : (values.t ?? 'o2');
  const all = await inputs(context, words);
  const text = all.map((one) => one.text ?? '').join('');
  const begin = Number(values.j ?? 0);
  const bytes = bytesOfText(text).slice(begin, values.N === undefined ? undefined : begin + Number(values.N));
  const address = (at: number): string => (values.A === 'n' ? '' : (begin + at).toString(8).padStart(7, '0'));
  let last: string | undefined;
  let isRepeated = false;
  for (let at = 0; at < bytes.length; at += WIDTH) {
    const line = shown(bytes.slice(at, at + WIDTH), form);
    // Lines that say the same again are one star.
    if (line === last && at + WIDTH < bytes.length && !flags.has('v')) {
      if (!isRepeated) context.output.write('*\n');
      isRepeated = true;
      continue;
    }
    isRepeated = false;
    last = line;
    context.output.write(`${address(at)}${line}\n`);
  }
  if (values.A !== 'n') context.output.write(`${address(bytes.length)}\n`);
  return all.some((one) => one.text === undefined) ? 1 : 0;
};
