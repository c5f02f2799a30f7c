import { hexOfBytes, sha256 } from '../../../../kubernetes/digest.ts';
import { absolutePath, bytesOfText, FileError } from '../../files.ts';
import { type Context, type Program, readAll } from '../../program.ts';
import { readOptions, sentence } from '../options.ts';

const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

/** MD5 (RFC 1321), in hexadecimal. */
export function md5(bytes: Uint8Array): string {
  const size = ((bytes.length + 8) >> 6) * 64 + 64;
  const data = new Uint8Array(size);
  data.set(bytes);
  data[bytes.length] = 0x80;
  const view = new DataView(data.buffer);
  view.setUint32(size - 8, (bytes.length * 8) >>> 0, true);
  view.setUint32(size - 4, Math.floor(bytes.length / 0x20000000), true);
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let start = 0; start < size; start += 64) {
    let [a, b, c, d] = state as [number, number, number, number];
    for (let step = 0; step < 64; step++) {
      const round = step >> 4;
      const mixed =
        round === 0 ? (b & c) | (~b & d) : round === 1 ? (d & b) | (~d & c) : round === 2 ? b ^ c ^ d : c ^ (b | ~d);
      const place = [step, 5 * step + 1, 3 * step + 5, 7 * step][round] as number;
      const sum =
        (a +
          mixed +
          Math.floor(Math.abs(Math.sin(step + 1)) * 2 ** 32) +
          view.getUint32(start + (place % 16) * 4, true)) |
        0;
      const shift = SHIFTS[round * 4 + (step % 4)] as number;
      [a, d, c, b] = [d, c, b, (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0];
    }
    for (const [index, value] of [a, b, c, d].entries()) state[index] = ((state[index] as number) + value) | 0;
  }
  const out = new DataView(new ArrayBuffer(16));
  state.forEach((value, index) => void out.setUint32(index * 4, value, true));
  return hexOfBytes(new Uint8Array(out.buffer));
}

/** `md5sum`, `sha256sum`: a digest for each file. */
const digests =
  (digest: (bytes: Uint8Array) => string): Program =>
  async (context: Context) => {
    const { words } = readOptions(context.arguments, 'b|binary,t|text,z');
    let code = 0;
    for (const name of words.length === 0 ? ['-'] : words) {
      try {
        const bytes =
          name === '-'
            ? bytesOfText(await readAll(context.input))
            : context.files.readBytes(absolutePath(name, context.folder));
        context.output.write(`${digest(bytes)}  ${name}\n`);
      } catch (problem) {
        if (!(problem instanceof FileError)) throw problem;
        context.errors.write(`${context.name}: ${name}: ${sentence(problem)}\n`);
        code = 1;
      }
    }
    return code;
  };

export const md5sum = digests(md5);
export const sha256sum = digests((bytes) => hexOfBytes(sha256(bytes)));
