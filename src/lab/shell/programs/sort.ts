import { byBytes } from '../../../kubernetes/structs/encode.ts';
import { absolutePath } from '../files.ts';
import type { Program } from '../program.ts';
import { inputs, linesOf, readOptions } from './options.ts';

/** One key: from a field and letter to a field and letter, with its own order. */
interface Key {
  from: number;
  fromLetter: number;
  to: number | undefined;
  toLetter: number;
  letters: string;
}

const KEY = /^(\d+)(?:\.(\d+))?([bdfhgiMnrRV]*)(?:,(\d+)(?:\.(\d+))?([bdfhgiMnrRV]*))?$/;

function readKey(text: string): Key | undefined {
  const [, from, fromLetter, first = '', to, toLetter, second = ''] = KEY.exec(text) ?? [];
  if (from === undefined) return undefined;
  return {
    from: Number(from),
    fromLetter: Number(fromLetter ?? 1),
    to: to === undefined ? undefined : Number(to),
    toLetter: Number(toLetter ?? 0),
    letters: first + second,
  };
}

/** Where the fields of a line begin and end; without a separator, blanks before a field belong to it. */
function fieldsOf(line: string, separator: string | undefined): string[] {
  return separator === undefined ? (line.match(/[ \t]*[^ \t]+|[ \t]+$/g) ?? []) : line.split(separator);
}

function keyText(
  line: string,
  { from, fromLetter, to, toLetter, letters }: Key,
  separator: string | undefined,
): string {
  const fields = fieldsOf(line, separator);
  const mark = separator ?? '';
  const first = fields[from - 1] ?? '';
  const skip = letters.includes('b') ? (/^[ \t]*/.exec(first)?.[0].length ?? 0) : 0;
  if (to === undefined) return [first.slice(fromLetter - 1 + skip), ...fields.slice(from)].join(mark);
  if (to < from) return '';
  const inner = fields.slice(from - 1, to);
  const last = inner.at(-1) ?? '';
  if (toLetter > 0) inner[inner.length - 1] = last.slice(0, toLetter);
  if (inner.length > 0) inner[0] = (inner[0] as string).slice(fromLetter - 1 + skip);
  return inner.join(mark);
}

const number = (text: string): number => Number(/^\s*(-?\d*\.?\d+)/.exec(text)?.[1] ?? 0);

function humanNumber(text: string): number {
  const [, value = '0', unit = ''] = /^\s*(-?\d*\.?\d+)\s*([KkMGTPE]?)/.exec(text) ?? [];
  return Number(value) * 1024 ** ' KMGTPE'.indexOf(unit.toUpperCase() || ' ');
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

function byVersion(first: string, second: string): number {
  const parts = (text: string): string[] => text.match(/\d+|\D+/g) ?? [];
  const [a, b] = [parts(first), parts(second)];
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const [x = '', y = ''] = [a[index], b[index]];
    const order = /^\d/.test(x) && /^\d/.test(y) ? Number(x) - Number(y) : byBytes(x, y);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function ordered(first: string, second: string, letters: string): number {
  const has = (letter: string): boolean => letters.includes(letter);
  if (has('n') || has('g')) return number(first) - number(second);
  if (has('h')) return humanNumber(first) - humanNumber(second);
  if (has('V')) return byVersion(first, second);
  const clean = (text: string): string => (has('b') ? text.trimStart() : text);
  if (has('M'))
    return (
      MONTHS.indexOf(clean(first).trim().slice(0, 3).toUpperCase()) -
      MONTHS.indexOf(clean(second).trim().slice(0, 3).toUpperCase())
    );
  const folded = (text: string): string => {
    let made = has('f') ? clean(text).toUpperCase() : clean(text);
    if (has('d')) made = made.replace(/[^\w\s]/g, '');
    return made;
  };
  return byBytes(folded(first), folded(second));
}

const OPTIONS =
  'n|numeric-sort,r|reverse,u|unique,k:|key:,t:|field-separator:,f|ignore-case,b|ignore-leading-blanks,h|human-numeric-sort,V|version-sort,s|stable,c|check,C,o:|output:,M|month-sort,g|general-numeric-sort,d|dictionary-order,R|random-sort,z,m';

/** `sort` */
export const sort: Program = async (context) => {
  const { flags, values, lists, words } = readOptions(context.arguments, OPTIONS);
  const keys: Key[] = [];
  for (const text of lists.k ?? []) {
    const key = readKey(text);
    if (!key || key.from === 0) {
      const why = key
        ? `-: invalid field specification ‘${text}’`
        : `invalid number at field start: invalid count at start of ‘${text}’`;
      context.errors.write(`sort: ${why}\n`);
      return 2;
    }
    keys.push(key);
  }
  const separator = values.t === '\\t' ? '\t' : values.t;
  if (separator !== undefined && separator.length !== 1) {
    context.errors.write(separator === '' ? 'sort: empty tab\n' : `sort: multi-character tab ‘${separator}’\n`);
    return 2;
  }
  const all = await inputs(context, words);
  if (all.some(({ text }) => text === undefined)) return 2;
  const general = [...flags].filter((flag) => 'nfbhVMgd'.includes(flag)).join('');
  const compare = (a: string, b: string): number => {
    for (const key of keys) {
      const letters =
        key.letters.replace('b', '') === '' && key.letters === ''
          ? `${general}${flags.has('r') ? 'r' : ''}`
          : key.letters;
      const order = ordered(keyText(a, key, separator), keyText(b, key, separator), letters);
      if (order !== 0) return letters.includes('r') ? -order : order;
    }
    if (keys.length > 0) return 0;
    const order = ordered(a, b, general);
    return flags.has('r') ? -order : order;
  };
  const last = (a: string, b: string): number =>
    flags.has('s') || flags.has('u') ? 0 : flags.has('r') ? -byBytes(a, b) : byBytes(a, b);
  const lines = linesOf(all.map(({ text }) => (text === '' || text?.endsWith('\n') ? text : `${text}\n`)).join(''));
  if (flags.has('c') || flags.has('C')) {
    const at = lines.findIndex(
      (line, index) => index > 0 && compare(lines[index - 1] as string, line) > (flags.has('u') ? -1 : 0),
    );
    const order = lines.findIndex(
      (line, index) =>
        index > 0 && (compare(lines[index - 1] as string, line) || last(lines[index - 1] as string, line)) > 0,
    );
    const place = flags.has('u') ? at : order;
    if (place < 0) return 0;
    if (!flags.has('C')) context.errors.write(`sort: ${words[0] ?? '-'}:${place + 1}: disorder: ${lines[place]}\n`);
    return 1;
  }
  const sorted = lines.sort((a, b) => compare(a, b) || last(a, b));
  const kept = flags.has('u')
    ? sorted.filter((line, index) => index === 0 || compare(line, sorted[index - 1] as string) !== 0)
    : sorted;
  const text = kept.map((line) => `${line}\n`).join('');
  if (values.o === undefined) context.output.write(text);
  else context.files.write(absolutePath(values.o, context.folder), text);
  return 0;
};
