import type { Program } from '../program.ts';
import { escapedForShell } from '../quote.ts';
import { escaped } from '../syntax/escapes.ts';
import { formatDate } from './date.ts';
import { fixed } from './numbers.ts';

/** A text as a byte that is no letter of UTF-8 travels: see `bytesOfText`. */
const asBytes = (format: string): string =>
  format.replace(/\\x([89a-fA-F][0-9a-fA-F])/g, (_, hex: string) =>
    String.fromCharCode(0xdc00 + Number.parseInt(hex, 16)),
  );

/** How wide a field may be. */
const WIDEST = 1_000_000;

class Arguments {
  readonly queue: string[];
  /** What was no number. */
  readonly wrong: string[] = [];

  constructor(words: readonly string[]) {
    this.queue = [...words];
  }

  text(): string | undefined {
    return this.queue.shift();
  }

  number(): number {
    const text = this.text();
    if (text === undefined || text === '') return 0;
    if (/^["']/.test(text)) return text.codePointAt(1) ?? 0;
    const [found = ''] = /^\s*[-+]?(?:0[xX][0-9a-fA-F]+|\d*\.?\d+(?:[eE][-+]?\d+)?)/.exec(text) ?? [];
    if (found !== text) this.wrong.push(text);
    if (/^\s*[-+]?0\d+$/.test(found)) return Number.parseInt(found, 8);
    return Number(found) || 0;
  }
}

function made(kind: string, precision: number | undefined, marks: string, words: Arguments): string {
  switch (kind) {
    case 'd':
    case 'i':
    case 'u': {
      const digits = String(Math.abs(Math.trunc(words.number())));
      return digits.padStart(precision ?? 0, '0');
    }
    case 'f':
    case 'F':
      return fixed(Math.abs(words.number()), precision ?? 6);
    case 'e':
    case 'E': {
      const text = Math.abs(words.number())
        .toExponential(Math.min(100, precision ?? 6))
        .replace(/e([-+])(\d)$/, 'e$10$2');
      return kind === 'E' ? text.toUpperCase() : text;
    }
    case 'g':
    case 'G':
      return String(Number(Math.abs(words.number()).toPrecision(Math.max(1, Math.min(100, precision ?? 6)))));
    case 'x':
      return `${marks.includes('#') ? '0x' : ''}${BigInt.asUintN(64, BigInt(Math.trunc(words.number()))).toString(16)}`;
    case 'X':
      return BigInt.asUintN(64, BigInt(Math.trunc(words.number())))
        .toString(16)
        .toUpperCase();
    case 'o':
      return BigInt.asUintN(64, BigInt(Math.trunc(words.number()))).toString(8);
    case 'c':
      return [...(words.text() ?? '')][0] ?? '';
    case 'b':
      return escaped(words.text() ?? '');
    case 'q':
      return escapedForShell(words.text() ?? '');
    default: {
      const text = words.text() ?? '';
      return precision === undefined ? text : [...text].slice(0, precision).join('');
    }
  }
}

/** One round of `printf` over its arguments. */
function formatted(format: string, words: Arguments): { text: string; wrong?: string } {
  let wrong: string | undefined;
  const text = escaped(asBytes(format)).replace(
    /%(?:%|([-+ 0#']*)(\*|\d+)?(?:\.(\*|\d*))?([a-zA-Z]))/g,
    (whole, marks: string | undefined, width: string | undefined, precision: string | undefined, kind: string) => {
      if (whole === '%%') return '%';
      if (wrong !== undefined) return '';
      if (!/[diufFeEgGxXocbqs]/.test(kind)) {
        wrong = `\`${kind}': invalid format character`;
        return '';
      }
      const size = Math.min(WIDEST, Math.abs(width === '*' ? words.number() : Number(width ?? 0)));
      const digits = precision === undefined ? undefined : precision === '*' ? words.number() : Number(precision);
      const isNumber = /[diufFeEgG]/.test(kind);
      const isNegative = isNumber && /^\s*-/.test(words.queue[0] ?? '');
      const body = made(kind, digits, marks ?? '', words);
      const sign =
        isNegative && Number(body) !== 0
          ? '-'
          : isNumber && marks?.includes('+')
            ? '+'
            : isNumber && marks?.includes(' ')
              ? ' '
              : '';
      if (marks?.includes('-')) return (sign + body).padEnd(size);
      return marks?.includes('0') && isNumber
        ? sign + body.padStart(size - sign.length, '0')
        : (sign + body).padStart(size);
    },
  );
  return { text, ...(wrong === undefined ? {} : { wrong }) };
}

/** `printf` */
export const printf: Program = async ({ arguments: given, output, errors, clock, prefix = '' }) => {
  const [plain, ...rest] = given[0] === '--' ? given.slice(1) : given;
  const format = plain?.replace(/%\(([^)]*)\)T/g, (_, form: string) => {
    const moment = rest.shift() ?? '-1';
    return formatDate(form || '%T', Number(moment) < 0 ? clock.now() : Number(moment) * 1000).replaceAll('%', '%%');
  });
  if (format === undefined) {
    errors.write('printf: usage: printf [-v var] format [arguments]\n');
    return 2;
  }
  const words = new Arguments(rest);
  let text = '';
  do {
    const before = words.queue.length;
    const round = formatted(format, words);
    const stop = round.text.indexOf('\\c');
    text += stop < 0 ? round.text : round.text.slice(0, stop);
    if (round.wrong !== undefined) {
      output.write(text);
      errors.write(`${prefix}printf: ${round.wrong}\n`);
      return 1;
    }
    if (stop >= 0 || words.queue.length === before) break;
  } while (words.queue.length > 0);
  for (const word of words.wrong) errors.write(`${prefix}printf: ${word}: invalid number\n`);
  output.write(text);
  return words.wrong.length > 0 ? 1 : 0;
};
