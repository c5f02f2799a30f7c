import type { Program } from '../program.ts';
import { escaped } from '../syntax/words.ts';

/** A text as a byte that is no letter of UTF-8 travels: see `bytesOfText`. */
const asBytes = (format: string): string =>
  format.replace(/\\x([89a-fA-F][0-9a-fA-F])/g, (_, hex: string) =>
    String.fromCharCode(0xdc00 + Number.parseInt(hex, 16)),
  );

/** One round of `printf` over its arguments. */
function formatted(format: string, take: () => string | undefined): { text: string; isStopped: boolean } {
  let isStopped = false;
  const text = escaped(asBytes(format.replaceAll('%%', '\u0000'))).replace(
    /%([-+ 0#]*)(\*|\d+)?(?:\.(\d+))?([a-zA-Z])/g,
    (_, marks: string, width: string | undefined, precision: string | undefined, kind: string) => {
      const size = width === '*' ? Number(take() ?? 0) : Number(width ?? 0);
      const value = take();
      let made: string;
      switch (kind) {
        case 'd':
        case 'i':
          made = String(Math.trunc(Number(value ?? 0)) || 0);
          break;
        case 'f':
          made = Number(value ?? 0).toFixed(Number(precision ?? 6));
          break;
        case 'x':
          made = Number(value ?? 0).toString(16);
          break;
        case 'o':
          made = Number(value ?? 0).toString(8);
          break;
        case 'c':
          made = (value ?? '')[0] ?? '';
          break;
        case 'b':
          made = escaped(value ?? '');
          break;
        case 'q':
          made = /^[\w./:@%+-]+$/.test(value ?? '') ? (value ?? '') : `'${(value ?? '').replaceAll("'", "'\\''")}'`;
          break;
        default:
          made = precision === undefined ? (value ?? '') : (value ?? '').slice(0, Number(precision));
      }
      if (marks.includes('+') && /[di f]/.test(kind) && !made.startsWith('-')) made = `+${made}`;
      if (marks.includes('-')) return made.padEnd(size);
      return marks.includes('0') && kind !== 's' ? made.padStart(size, '0') : made.padStart(size);
    },
  );
  if (/\\c/.test(format)) isStopped = true;
  return { text: text.replaceAll('\u0000', '%'), isStopped };
}

/** `printf` */
export const printf: Program = async ({ arguments: words, output, errors }) => {
  const [format, ...rest] = words[0] === '--' ? words.slice(1) : words;
  if (format === undefined) {
    errors.write('printf: usage: printf [-v var] format [arguments]\n');
    return 2;
  }
  const queue = [...rest];
  do {
    const before = queue.length;
    const { text, isStopped } = formatted(format, () => queue.shift());
    output.write(text);
    if (isStopped || queue.length === before) break;
  } while (queue.length > 0);
  return 0;
};
