import { END, isBlank, isBreak, isBreakOrEnd, isSpace, type Reader } from './characters.ts';

/** Ends of lines between two words: one is a space, further ones stay. */
function folded(first: string, further: string): string {
  return first === '\n' ? further || ' ' : first + further;
}

/** What stands between two words of a text that is not in block form. */
interface Space {
  /** Blanks on the line of the first word; none if the line ends. */
  blanks: string;
  /** The first line break, and those that follow it. */
  first: string;
  further: string;
  isLined: boolean;
}

/**
 * Reads blanks and line breaks.
 * @param isLined whether a line break came before them. @param indent within which no tab may stand. @throws YamlError
 */
function takeBlanks(reader: Reader, isLined: boolean, indent?: number): Space {
  const space: Space = { blanks: '', first: '', further: '', isLined };
  for (let character = reader.peek(); isBlank(character) || isBreak(character); character = reader.peek()) {
    if (isBlank(character)) {
      if (space.isLined && indent !== undefined && reader.column <= indent && character === '\t')
        throw reader.fail('found a tab character that violates indentation');
      if (space.isLined) reader.skip();
      else space.blanks += reader.take();
    } else if (space.isLined) space.further += reader.takeBreak();
    else {
      space.blanks = '';
      space.first = reader.takeBreak();
      space.isLined = true;
    }
  }
  return space;
}

/** A text that ends with the line or at an indicator. `isLined` says whether it ran over the end of a line. @throws YamlError */
export function scanPlain(reader: Reader, indent: number, isFlow: boolean): { value: string; isLined: boolean } {
  let value = '';
  let first = '';
  let further = '';
  let blanks = '';
  let isLined = false;
  while (!reader.isDocumentMark() && reader.peek() !== '#') {
    for (let character = reader.peek(); !isSpace(character); character = reader.peek()) {
      if ((character === ':' && isSpace(reader.peek(1))) || (isFlow && ',?[]{}'.includes(character))) break;
      value += isLined ? folded(first, further) : blanks;
      first = further = blanks = '';
      isLined = false;
      value += reader.take();
    }
    if (!isBlank(reader.peek()) && !isBreak(reader.peek())) break;
    ({ first, further, blanks, isLined } = takeBlanks(reader, false, indent));
    if (!isFlow && reader.column <= indent) break;
  }
  return { value, isLined };
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
};
const DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** What a backslash and what follows it mean. @throws YamlError */
function escaped(reader: Reader): string {
  const letter = reader.peek(1);
  const plain = ESCAPES[letter];
  const count = DIGITS[letter] ?? 0;
  if (plain === undefined && count === 0) throw reader.fail('found unknown escape character');
  reader.skip(2);
  if (plain !== undefined) return plain;
  const digits = reader.text.slice(reader.at, reader.at + count);
  if (digits.length < count || /[^\da-f]/i.test(digits)) throw reader.fail('did not find expected hexdecimal number');
  const code = Number.parseInt(digits, 16);
  if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff)
    throw reader.fail('found invalid Unicode character escape code');
  reader.skip(count);
  return String.fromCodePoint(code);
}

/** A text in quotes; the reader stands at the first one. @throws YamlError */
export function scanQuoted(reader: Reader): string {
  const quote = reader.take();
  let value = '';
  for (;;) {
    if (reader.isDocumentMark()) throw reader.fail('found unexpected document indicator');
    if (reader.peek() === END) throw reader.fail('found unexpected end of stream');
    let isLined = false;
    for (let character = reader.peek(); !isSpace(character); character = reader.peek()) {
      if (character === quote) {
        if (quote === '"' || reader.peek(1) !== quote) break;
        value += quote;
        reader.skip(2);
      } else if (quote === '"' && character === '\\') {
        if (isBreak(reader.peek(1))) {
          reader.skip();
          reader.takeBreak();
          isLined = true;
          break;
        }
        value += escaped(reader);
      } else value += reader.take();
    }
    if (reader.peek() === quote) break;
    const space = takeBlanks(reader, isLined);
    value += space.isLined ? folded(space.first, space.further) : space.blanks;
  }
  reader.skip();
  return value;
}

/** A number of blanks that an indicator of a text in block form names; 0 for none. @throws YamlError */
function increment(reader: Reader): number {
  if (!/\d/.test(reader.peek())) return 0;
  if (reader.peek() === '0') throw reader.fail('found an indentation indicator equal to 0');
  return Number(reader.take());
}

/** A text in block form; the reader stands at `|` or `>`. @throws YamlError */
export function scanBlock(reader: Reader, parentIndent: number): string {
  const isLiteral = reader.take() === '|';
  const sign = (): string => (/[-+]/.test(reader.peek()) ? reader.take() : '');
  let chomping = sign();
  const more = increment(reader);
  if (more > 0 && chomping === '') chomping = sign();
  reader.skipComment();
  if (!isBreakOrEnd(reader.peek())) throw reader.fail('did not find expected comment or line break');
  reader.takeBreak();
  let indent = more > 0 ? Math.max(parentIndent, 0) + more : 0;
  /** Empty lines; the first text says how far all are moved to the right. */
  const breaks = (): string => {
    let found = '';
    let widest = 0;
    for (;;) {
      while ((indent === 0 || reader.column < indent) && reader.peek() === ' ') reader.skip();
      widest = Math.max(widest, reader.column);
      if ((indent === 0 || reader.column < indent) && reader.peek() === '\t')
        throw reader.fail('found a tab character where an indentation space is expected');
      if (!isBreak(reader.peek())) break;
      found += reader.takeBreak();
    }
    if (indent === 0) indent = Math.max(widest, parentIndent + 1, 1);
    return found;
  };
  let value = '';
  let first = '';
  let further = breaks();
  let wasBlank = false;
  while (reader.column === indent && reader.peek() !== END) {
    const startsBlank = isBlank(reader.peek());
    if (!isLiteral && !wasBlank && !startsBlank && first === '\n') value += further === '' ? ' ' : '';
    else value += first;
    value += further;
    wasBlank = startsBlank;
    value += reader.takeWhile((character) => !isBreakOrEnd(character));
    first = reader.takeBreak();
    further = breaks();
  }
  if (chomping !== '-') value += first;
  return chomping === '+' ? value + further : value;
}
