import { escaped } from './escapes.ts';
import { readBraced } from './parameters.ts';
import { balanced, until } from './quotes.ts';
import type { Parse } from './reader.ts';
import { Reader, ShellSyntaxError } from './reader.ts';
import type { Part, Word } from './tree.ts';

/** The text of a word without what has to be computed. */
export function plainText(word: Word): string {
  return word.map((part) => (part.kind === 'text' ? part.text : '')).join('');
}

/** Letters that end a word. */
const END = /[\s;&|()<>]/;

/**
 * Reads one word.
 * @param ends what ends it, if that is not what ends words of commands
 */
export function readWord(reader: Reader, ends: RegExp = END): Word {
  const parts: Part[] = [];
  const add = (text: string, isQuoted: boolean): void => {
    const last = parts.at(-1);
    if (last?.kind === 'text' && last.isQuoted === isQuoted) last.text += text;
    else parts.push({ kind: 'text', text, isQuoted });
  };
  while (!reader.isAtEnd()) {
    const { letter } = reader;
    const isProcess = (letter === '<' || letter === '>') && reader.text[reader.at + 1] === '(';
    if (ends.test(letter) && !(isProcess && ends === END)) break;
    if (isProcess && ends === END) {
      const line = reader.line;
      reader.at += 2;
      parts.push({ kind: 'process', list: reader.parse(balanced(reader), line) });
    } else if (letter === '\\') {
      const next = reader.text[reader.at + 1];
      if (next !== '\n') add(next ?? '\\', true);
      reader.at += 2;
    } else if (letter === "'") add(until(reader, "'"), true);
    else if (letter === '"') parts.push(...readDouble(reader));
    else if (reader.startsWith("$'")) {
      reader.at++;
      add(escaped(untilEscaped(reader)), true);
    } else if (reader.startsWith('$"')) {
      reader.at++;
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

/** Reads what stands in double quotes, quotes included. */
function readDouble(reader: Reader): Part[] {
  const line = reader.line;
  reader.at++;
  const quoted = readQuoted(reader, '"');
  if (reader.letter !== '"') throw reader.unmatched('"', line);
  reader.at++;
  return quoted.length === 0 ? [{ kind: 'text', text: '', isQuoted: true }] : quoted;
}

/** Reads what stands in double quotes, up to `end` or the end of the text. */
export function readQuoted(reader: Reader, end: string): Part[] {
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
      if (next !== '\n') text += /[$`"\\]/.test(next) && !(end === '' && next === '"') ? next : `\\${next}`;
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

Reader.readQuoted = (text: string, parse: Parse, line: number): Part[] =>
  readQuoted(new Reader(text, parse, undefined, line), '');

const PARAMETER = /\$([A-Za-z_]\w*|[0-9@*#?$!-])/y;

/** Reads `$name`, `${…}`, `$(…)`, `$((…))` or backticks; undefined if a dollar stands for itself. */
function readSubstitution(reader: Reader, isQuoted: boolean): Part | undefined {
  const { line } = reader;
  if (reader.letter === '`')
    return { kind: 'command', list: reader.parse(untilTick(reader, isQuoted), line), isQuoted };
  if (reader.startsWith('$((')) {
    const start = reader.at;
    reader.at += 2;
    const inner = balanced(reader);
    // `$( (a) (b) )` looks alike: only what ends with two brackets is arithmetic.
    if (inner.startsWith('(') && inner.endsWith(')')) {
      const text = readQuoted(new Reader(inner.slice(1, -1), reader.parse, undefined, line), '');
      return { kind: 'arithmetic', text, isQuoted };
    }
    reader.at = start;
  }
  if (reader.startsWith('$(')) {
    reader.at += 2;
    return { kind: 'command', list: reader.parse(balanced(reader), line), isQuoted };
  }
  if (reader.startsWith('$[')) {
    reader.at += 2;
    return { kind: 'arithmetic', text: readQuoted(new Reader(balanced(reader, '[', ']'), reader.parse), ''), isQuoted };
  }
  if (reader.startsWith('${')) {
    reader.at += 2;
    return readBraced(balanced(reader, '{', '}', line), isQuoted, (text, what) => {
      const inner = new Reader(text, reader.parse, undefined, line);
      return what === 'index' ? readQuoted(inner, '') : readArgument(inner, isQuoted && what === 'value');
    });
  }
  const found = reader.takeMatch(PARAMETER);
  return found && { kind: 'parameter', name: found[1] as string, isQuoted };
}

/** The word after an operator in `${…}`: spaces belong to it. In double quotes it is quoted as well. */
function readArgument(reader: Reader, isQuoted: boolean): Word {
  if (!isQuoted) return readWord(reader, /(?!)/);
  const parts: Part[] = [];
  while (!reader.isAtEnd()) {
    if (reader.letter === '"') parts.push(...readDouble(reader));
    else parts.push(...readUntilDouble(reader));
  }
  return parts;
}

const readUntilDouble = (reader: Reader): Part[] => readQuoted(reader, '"');

/** The text between backticks; a backslash before a backtick, a dollar or a backslash goes. */
function untilTick(reader: Reader, isQuoted: boolean): string {
  const { line } = reader;
  let text = '';
  for (reader.at++; reader.letter !== '`'; reader.at++) {
    if (reader.isAtEnd()) throw reader.unmatched('`', line);
    if (reader.letter === '\\') {
      const next = reader.text[++reader.at] ?? '';
      text += /[`\\$]/.test(next) || (isQuoted && next === '"') ? next : `\\${next}`;
    } else text += reader.letter;
  }
  reader.at++;
  return text;
}

const ESCAPED = /'((?:[^'\\]|\\[\s\S])*)'/y;

function untilEscaped(reader: Reader): string {
  const found = reader.takeMatch(ESCAPED);
  if (!found) throw reader.unmatched("'", reader.line);
  return found[1] as string;
}

export { ShellSyntaxError };
