import { type Reader, ShellSyntaxError } from './reader.ts';
import type { Command, Condition, Word } from './tree.ts';
import { plainText, readWord } from './words.ts';

const UNARY = /-[a-zA-Z](?=[\s])/y;
const BINARY = /(?:==|=~|!=|=|<|>|-(?:eq|ne|lt|le|gt|ge|nt|ot|ef))(?=\s)/y;
const END = /\]\](?=$|[\s;&|)<>])/y;

/** Reads `[[ … ]]`. */
export function readCondition(reader: Reader): Command {
  const { line } = reader;
  reader.at += 2;
  const condition = readOr(reader);
  reader.skipSpace(true);
  if (!reader.takeMatch(END)) throw problem(reader, line);
  return { kind: 'condition', line, condition, redirections: [] };
}

function problem(reader: Reader, line = reader.line): ShellSyntaxError {
  if (reader.isAtEnd()) return reader.unfinished();
  const near = reader.match(/(?:&&|\|\||[();&|<>]|[^\s;&|()<>]+)/y)?.[0] ?? reader.letter;
  const shown = reader.unexpected().shown;
  void line;
  return new ShellSyntaxError(`syntax error in conditional expression: unexpected token \`${near}'`, {
    line: reader.line,
    ...(shown === undefined ? {} : { shown }),
  });
}

function readOr(reader: Reader): Condition {
  let left = readAnd(reader);
  for (;;) {
    reader.skipSpace(true);
    if (!reader.takeMatch(/\|\|/y)) return left;
    left = { kind: 'or', left, right: readAnd(reader) };
  }
}

function readAnd(reader: Reader): Condition {
  let left = readOne(reader);
  for (;;) {
    reader.skipSpace(true);
    if (!reader.takeMatch(/&&/y)) return left;
    left = { kind: 'and', left, right: readOne(reader) };
  }
}

function readOne(reader: Reader): Condition {
  reader.skipSpace(true);
  if (reader.takeMatch(/!(?=\s)/y)) return { kind: 'not', inner: readOne(reader) };
  if (reader.takeMatch(/\(/y)) {
    const inner = readOr(reader);
    reader.skipSpace(true);
    if (!reader.takeMatch(/\)/y)) throw problem(reader);
    return inner;
  }
  const unary = reader.takeMatch(UNARY)?.[0];
  if (unary !== undefined) {
    reader.skipSpace(true);
    return { kind: 'one', operator: unary, word: operand(reader) };
  }
  const left = operand(reader);
  reader.skipSpace(true);
  const operator = reader.takeMatch(BINARY)?.[0];
  if (operator === undefined) return { kind: 'one', operator: '-n', word: left };
  reader.skipSpace(true);
  // Brackets belong to a regular expression.
  const right = operator === '=~' ? readRegex(reader) : operand(reader);
  return { kind: 'two', operator, left, right };
}

function operand(reader: Reader): Word {
  if (!reader.isAtWord() || reader.match(END)) throw problem(reader);
  return readWord(reader);
}

/** A regular expression ends at a space that stands in no brackets. */
function readRegex(reader: Reader): Word {
  const parts: Word[number][] = [];
  let depth = 0;
  while (!reader.isAtEnd()) {
    if (reader.letter === '(') depth++;
    else if (reader.letter === ')') depth--;
    else if (/\s/.test(reader.letter) && depth <= 0) break;
    if (depth < 0) break;
    if (/[\s()<>|&;]/.test(reader.letter)) {
      parts.push({ kind: 'text', text: reader.letter, isQuoted: false });
      reader.at++;
    } else if (reader.letter === '\\' && reader.text[reader.at + 1] !== '\n') {
      // A backslash has its meaning for the expression.
      parts.push({ kind: 'text', text: reader.text.slice(reader.at, reader.at + 2), isQuoted: false });
      reader.at += 2;
    } else parts.push(...readWord(reader, /[\s()<>|&;\\]/));
  }
  if (parts.length === 0) throw problem(reader);
  void plainText;
  return parts;
}
