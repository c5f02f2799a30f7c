import { type CodeProblem, problemAt } from './problem.ts';

/** Which texts are taken for JSON. */
export interface JsonOptions {
  /** Whether comments and a comma behind the last entry are allowed, as in JSON with comments. */
  comments: boolean;
  /** Whether the text is whole. A part may show members without their braces, or several values below each other. */
  whole: boolean;
}

/** Nesting beyond which nothing is looked at: no lesson has it, and the reader calls itself. */
const DEEPEST = 200;
const BLANK = /[ \t\r\n]*/y;
const COMMENT = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|#[^\n]*/y;
const STRING_START = /"(?:[^"\\\t\r\n]+|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y;
const WORD = /[\p{L}\p{N}_$.+-]+/uy;
const LITERALS: ReadonlySet<string> = new Set(['true', 'false', 'null']);

/** Ends reading at the first mistake; never leaves this module. */
class Mistake extends Error {
  readonly offset: number;
  readonly remedy: string;

  constructor(offset: number, message: string, remedy: string) {
    super(message);
    this.offset = offset;
    this.remedy = remedy;
  }
}

class TooDeep extends Error {}

/** What to write instead of a word that is no value. */
function valueRemedy(word: string): string {
  if (LITERALS.has(word.toLowerCase())) return `Write ${word.toLowerCase()}.`;
  if (/^[-+.]?\d/.test(word)) return 'Write a number without + and zeros before it, or text in double quotes.';
  return `Put text in double quotes: "${word}".`;
}

/** Reads JSON (RFC 8259) from one place to the next. */
function reader(text: string, comments: boolean) {
  let at = 0;
  let depth = 0;

  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  const skip = (): void => {
    for (;;) {
      take(BLANK);
      const start = at;
      const comment = take(COMMENT);
      if (comment === undefined) return;
      if (!comments || comment.startsWith('#')) {
        throw new Mistake(start, 'JSON has no comments.', 'Remove the comment, or name the language jsonc.');
      }
    }
  };
  const fail = (expected: string, remedy: string): never => {
    throw at >= text.length
      ? new Mistake(at, `The JSON ends where ${expected} should stand.`, remedy)
      : new Mistake(at, `Here should stand ${expected}.`, remedy);
  };
  const string = (): string => {
    const start = at;
    const found = take(STRING_START) ?? '';
    if (text[at] === '"') {
      at += 1;
      return `${found}"`;
    }
    if (text[at] === '\\') {
      throw new Mistake(at, 'JSON does not know this backslash.', 'Write \\\\ for one backslash.');
    }
    if (text[at] === '\t') throw new Mistake(at, 'A string of JSON cannot hold a tab.', 'Write \\t.');
    throw new Mistake(
      start,
      'The string is not closed on its line.',
      'Close it with ", and write \\n for a line break.',
    );
  };
  const quoteMistake = (): void => {
    if (text[at] === "'" || text[at] === '`') {
      throw new Mistake(at, 'JSON knows no single quotes.', 'Write double quotes: "…".');
    }
  };
  const dotsMistake = (): void => {
    if (!/^(?:…|\.\.)/.test(text.slice(at, at + 2))) return;
    throw new Mistake(at, 'Dots that stand for something left out are no JSON.', 'Write it out, or leave them away.');
  };
  const key = (): string => {
    if (text[at] === '"') return string();
    quoteMistake();
    dotsMistake();
    const word = take(WORD);
    if (word === undefined) return fail('a name in double quotes', 'Write "name": value.');
    throw new Mistake(at - word.length, `The name ${word} has no quotes.`, `Write "${word}".`);
  };
  /** Entries up to the closing bracket, which is taken, too. */
  const entries = (close: string, entry: () => void): void => {
    skip();
    while (text[at] !== close) {
      entry();
      skip();
      if (text[at] === close) break;
      if (text[at] !== ',')
        fail(`a comma or ${close}`, `Put a comma between two entries, and ${close} behind the last.`);
      const comma = at;
      at += 1;
      skip();
      if (text[at] === close && !comments) {
        throw new Mistake(comma, `JSON allows no comma before ${close}.`, 'Remove the comma.');
      }
    }
    at += 1;
  };
  const member = (names: Set<string>): void => {
    const start = at;
    const name = key();
    if (names.has(name)) throw new Mistake(start, `The name ${name} occurs twice.`, 'Keep one of the two.');
    names.add(name);
    skip();
    if (text[at] !== ':') fail('a colon', 'Write "name": value.');
    at += 1;
    skip();
    value();
  };
  const value = (): void => {
    if (++depth > DEEPEST) throw new TooDeep();
    const start = at;
    const first = text[at];
    if (first === '{') {
      const names = new Set<string>();
      at += 1;
      entries('}', () => member(names));
    } else if (first === '[') {
      at += 1;
      entries(']', value);
    } else if (first === '"') {
      string();
    } else if (take(NUMBER) === undefined) {
      quoteMistake();
      dotsMistake();
      const word = take(WORD);
      if (word === undefined)
        fail('a value', 'Write a string in double quotes, a number, true, false, null, {…} or […].');
      if (word !== undefined && !LITERALS.has(word)) {
        throw new Mistake(start, `${word} is no value of JSON.`, valueRemedy(word));
      }
    }
    depth -= 1;
  };

  return {
    /** One value, and nothing behind it unless `several`, in which case each value begins on a line of its own. */
    values(several: boolean): void {
      for (let count = 0; ; count++) {
        const before = at;
        skip();
        if (count > 0 && at >= text.length) return;
        if (count > 0 && !(several && text.slice(before, at).includes('\n'))) {
          throw new Mistake(
            at,
            'Something stands behind the end of the JSON.',
            'Remove it, or put both values in […].',
          );
        }
        value();
      }
    },
  };
}

function firstMistake(text: string, comments: boolean, several: boolean): Mistake | undefined {
  try {
    reader(text, comments).values(several);
  } catch (mistake) {
    if (mistake instanceof Mistake) return mistake;
    if (!(mistake instanceof TooDeep)) throw mistake;
  }
  return undefined;
}

/** The first mistake in a JSON text by RFC 8259, names that occur twice in one object included. */
export function jsonProblems(text: string, { comments, whole }: JsonOptions): CodeProblem[] {
  const mistake = firstMistake(text, comments, !whole);
  if (mistake === undefined) return [];
  const isMembers = !whole && /^\s*"[^"\n]*"\s*:/.test(text);
  const inBraces = isMembers ? firstMistake(`{${text}}`, true, false) : mistake;
  if (inBraces === undefined) return [];
  const [found, shift] = isMembers ? [inBraces, 1] : [mistake, 0];
  return [problemAt(text, Math.min(found.offset - shift, text.length), found.message, found.remedy)];
}
