import type { Scalar } from 'yaml';

/** A character that a text of YAML stands for, and where it stands. */
interface Unit {
  character: string;
  at: number;
}

/** Escapes in double quotes (YAML 1.2, section 5.7); line ends, and those of codes, are read apart. */
const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  '\t': '\t',
  v: '\v',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};
const CODES: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

const isQuoted = (type: Scalar['type']): boolean => type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE';

function unitsOf(source: string, type: Scalar['type'], from: number): Unit[] {
  const units: Unit[] = [];
  const block = type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED';
  const quoted = isQuoted(type);
  // Block texts begin with a line that is no text, such as ">-".
  let at = block ? source.indexOf('\n') + 1 : quoted ? 1 : 0;
  const end = quoted ? source.length - 1 : source.length;
  while (at < end) {
    const character = source[at] ?? '';
    const next = source[at + 1] ?? '';
    if (type === 'QUOTE_SINGLE' && character === "'") at++;
    if (type !== 'QUOTE_DOUBLE' || character !== '\\') {
      units.push({ character, at: from + at });
      at++;
      continue;
    }
    const digits = CODES[next];
    if (next === '\n') {
      at += 2;
      while (/[ \t]/.test(source[at] ?? '')) at++;
    } else if (digits !== undefined) {
      const code = String.fromCodePoint(Number.parseInt(source.slice(at + 2, at + 2 + digits), 16) || 0);
      for (const half of code.split('')) units.push({ character: half, at: from + at });
      at += 2 + digits;
    } else {
      units.push({ character: ESCAPES[next] ?? next, at: from + at + 1 });
      at += 2;
    }
  }
  return units;
}

const isSpace = (character: string | undefined): boolean =>
  character === ' ' || character === '\n' || character === '\t';

/** Offsets of a run of white space in a value, of which the source may have more (indentation) or other (folded lines). */
function alignSpace(value: readonly string[], source: readonly Unit[], behind: number): number[] {
  const ends = source.filter(({ character }) => character === '\n');
  const last = value.lastIndexOf('\n');
  const lastEnd = source.findLastIndex(({ character }) => character === '\n');
  // Without a line end in the value, the first blank is what a line end in the source was folded to.
  if (last < 0 && ends.length > 0) return value.map(() => ends[0]?.at ?? behind);
  let seen = 0;
  return value.map((character, index) => {
    if (character === '\n') return ends[Math.min(seen++, ends.length - 1)]?.at ?? source[0]?.at ?? behind;
    if (index < last) return seen === 0 ? (source[index]?.at ?? behind) : (ends[seen - 1]?.at ?? behind);
    // Blanks at the beginning of a line: the indentation before them is YAML's.
    const fromEnd = source.length - (value.length - index);
    return source[Math.max(fromEnd, lastEnd + 1, 0)]?.at ?? behind;
  });
}

/**
 * Where each character of a text in YAML stands in the file: blocks are indented there, lines folded, quotes escaped.
 * @param value as YAML reads it. @param source as it is written, with its quotes or the line that begins a block.
 * @param from offset at which it is written.
 */
export function mapScalar(
  value: string,
  type: Scalar['type'],
  source: string,
  from: number,
): (offset: number) => number {
  const end = from + source.length;
  // Most are written as they are.
  if (source === value) return (offset) => Math.min(from + offset, end);
  if (isQuoted(type) && source.slice(1, -1) === value) return (offset) => Math.min(from + 1 + offset, end);
  const units = unitsOf(source, type, from);
  const offsets: number[] = [];
  const add = (offset: number): void => void offsets.push(Math.max(offset, offsets.at(-1) ?? from));
  let unit = 0;
  for (let at = 0; at < value.length; ) {
    const spaces = at;
    while (isSpace(value[at])) at++;
    const firstSpace = unit;
    while (isSpace(units[unit]?.character)) unit++;
    if (at > spaces) {
      const behind = units[unit]?.at ?? end;
      alignSpace(value.slice(spaces, at).split(''), units.slice(firstSpace, unit), behind).forEach(add);
    }
    while (at < value.length && !isSpace(value[at])) {
      add(units[unit]?.at ?? end - 1);
      unit++;
      at++;
    }
  }
  return (offset) => offsets[offset] ?? end;
}
