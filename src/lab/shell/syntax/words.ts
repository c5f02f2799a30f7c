import { Reader, ShellSyntaxError } from './reader.ts';
import type { List, Part, Word } from './tree.ts';

/** The text of a word without what has to be computed. */
export function plainText(word: Word): string {
  return word.map((part) => (part.kind === 'text' ? part.text : '')).join('');
}

/** Reads one word. */
export function readWord(reader: Reader): Word {
  const parts: Part[] = [];
  const add = (text: string, isQuoted: boolean): void => {
    const last = parts.at(-1);
    if (last?.kind === 'text' && last.isQuoted === isQuoted) last.text += text;
    else parts.push({ kind: 'text', text, isQuoted });
  };
  while (reader.isAtWord()) {
    const { letter } = reader;
    if (reader.text.startsWith('<(', reader.at)) {
      reader.at += 2;
      parts.push({ kind: 'process', list: reader.parse(balanced(reader)) });
    } else if (letter === '\\') {
      add(reader.text[reader.at + 1] ?? '\\', true);
      reader.at += 2;
    } else if (letter === "'") {
      add(until(reader, "'"), true);
    } else if (letter === '"') {
      reader.at++;
      const quoted = readQuoted(reader, '"');
      if (reader.letter !== '"') throw new ShellSyntaxError('unexpected EOF while looking for matching `"\'', true);
      reader.at++;
      if (quoted.length === 0) add('', true);
      parts.push(...quoted);
    } else if (reader.text.startsWith("$'", reader.at)) {
      reader.at++;
      add(escaped(untilEscaped(reader)), true);
    } else if (letter === '$' || letter === '`') {
      const part = readSubstitution(reader, false);
      if (part) parts.push(part);
      else {
        add('$', false);
        reader.at++;
      }
    } else {
      add(letter, false);
      reader.at++;
    }
  }
  return parts;
}

/** Reads what stands in double quotes, up to `end` or the end of the text. */
function readQuoted(reader: Reader, end: string): Part[] {
  const parts: Part[] = [];
  let text = '';
  const flush = (): void => {
    if (text !== '') parts.push({ kind: 'text', text, isQuoted: true });
    text = '';
  };
  while (!reader.isAtEnd() && reader.letter !== end) {
    const { letter } = reader;
    if (letter === '\\') {
      const next = reader.text[reader.at + 1] ?? '';
      text += /[$`"\\]/.test(next) && !(end === '' && next === '"') ? next : `\\${next}`;
      reader.at += 2;
    } else if (letter === '$' || letter === '`') {
      const part = readSubstitution(reader, true);
      if (part) {
        flush();
        parts.push(part);
      } else {
        text += '$';
        reader.at++;
      }
    } else {
      text += letter;
      reader.at++;
    }
  }
  flush();
  return parts;
}

Reader.readQuoted = (text: string, parse: (text: string) => List): Part[] => {
  const reader = new Reader('', parse);
  return readQuoted(Object.assign(reader, { text }), '');
};

const PARAMETER = /^\$([A-Za-z_]\w*|[0-9@*#?$!-])/;
const BRACED = /^(#?)([A-Za-z_]\w*|\d+|[@*#?$!-])(:?[-=+?]|%%?|##?|\/\/?|:(?=[\d ]))?/;

/** Reads `$name`, `${…}`, `$(…)`, `$((…))` or backticks; undefined if a dollar stands for itself. */
function readSubstitution(reader: Reader, isQuoted: boolean): Part | undefined {
  if (reader.letter === '`') {
    const inner = until(reader, '`').replace(/\\([`\\$])/g, '$1');
    return { kind: 'command', list: reader.parse(inner), isQuoted };
  }
  if (reader.text.startsWith('$((', reader.at)) {
    const start = reader.at;
    reader.at += 2;
    const inner = balanced(reader);
    // `$( (a) (b) )` looks alike: only what ends with two brackets is arithmetic.
    if (inner.startsWith('(') && inner.endsWith(')')) return { kind: 'arithmetic', text: inner.slice(1, -1), isQuoted };
    reader.at = start;
  }
  if (reader.text.startsWith('$(', reader.at)) {
    reader.at += 2;
    return { kind: 'command', list: reader.parse(balanced(reader)), isQuoted };
  }
  if (reader.text.startsWith('${', reader.at)) {
    reader.at += 2;
    const inner = balanced(reader, '{', '}');
    const found = BRACED.exec(inner);
    if (!found) throw new ShellSyntaxError(`\${${inner}}: bad substitution`);
    const [whole, length = '', name = '', operator] = found;
    const rest = inner.slice(whole.length);
    if (operator === undefined && rest !== '') throw new ShellSyntaxError(`\${${inner}}: bad substitution`);
    const argument = readArgument(rest, reader.parse);
    return {
      kind: 'parameter',
      name,
      isQuoted,
      ...(operator === undefined ? {} : { operator, argument }),
      ...(length === '' ? {} : { isLength: true }),
    };
  }
  const found = PARAMETER.exec(reader.text.slice(reader.at));
  if (!found) return undefined;
  reader.at += found[0].length;
  return { kind: 'parameter', name: found[1] as string, isQuoted };
}

/** The word after an operator in `${…}`: spaces belong to it. */
function readArgument(text: string, parse: (text: string) => List): Word {
  const reader = new Reader('', parse);
  Object.assign(reader, { text });
  const parts: Part[] = [];
  while (!reader.isAtEnd()) {
    if (reader.isAtWord()) parts.push(...readWord(reader));
    else {
      parts.push({ kind: 'text', text: reader.letter, isQuoted: false });
      reader.at++;
    }
  }
  return parts;
}

/** The text up to the bracket that closes; brackets and quotes inside belong together. */
function balanced(reader: Reader, open = '(', close = ')'): string {
  const start = reader.at;
  for (let depth = 1; !reader.isAtEnd(); reader.at++) {
    const { letter } = reader;
    if (letter === '\\') reader.at++;
    else if (letter === "'") {
      reader.at = reader.text.indexOf("'", reader.at + 1);
      if (reader.at < 0) break;
    } else if (letter === '"') {
      for (reader.at++; !reader.isAtEnd() && reader.letter !== '"'; reader.at++)
        if (reader.letter === '\\') reader.at++;
    } else if (letter === open) depth++;
    else if (letter === close && --depth === 0) return reader.text.slice(start, reader.at++);
  }
  throw new ShellSyntaxError(`unexpected EOF while looking for matching \`${close}'`, true);
}

/** The text between this mark and the next one like it. */
function until(reader: Reader, mark: string): string {
  const end = reader.text.indexOf(mark, reader.at + 1);
  if (end < 0) throw new ShellSyntaxError(`unexpected EOF while looking for matching \`${mark}'`, true);
  const text = reader.text.slice(reader.at + 1, end);
  reader.at = end + 1;
  return text;
}

function untilEscaped(reader: Reader): string {
  const found = /^'((?:[^'\\]|\\[\s\S])*)'/.exec(reader.text.slice(reader.at));
  if (!found) throw new ShellSyntaxError("unexpected EOF while looking for matching `''", true);
  reader.at += found[0].length;
  return found[1] as string;
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  e: '\x1b',
  E: '\x1b',
};

/** A text with the escapes of `$'…'` and `printf` resolved. */
export function escaped(text: string): string {
  return text.replace(
    /\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|([0-7]{1,3})|([\s\S]))/g,
    (whole, hex, unicode, octal, letter) => {
      if (hex !== undefined || unicode !== undefined) return String.fromCharCode(Number.parseInt(hex ?? unicode, 16));
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
      return ESCAPES[letter as string] ?? (/["'\\?]/.test(letter as string) ? (letter as string) : (whole as string));
    },
  );
}
