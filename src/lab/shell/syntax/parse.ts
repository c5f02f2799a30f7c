import { Reader, ShellSyntaxError } from './reader.ts';
import type { Assignment, Command, Item, List, Pipeline, Redirection, Word } from './tree.ts';
import { plainText, readWord } from './words.ts';

export { ShellSyntaxError };

const RESERVED = new Set(['then', 'elif', 'else', 'fi', 'do', 'done', 'esac', '}', ')', ';;']);
const ASSIGNMENT = /^([A-Za-z_][A-Za-z0-9_]*)(\+?)=/;

/** Reads commands of the shell. @throws ShellSyntaxError */
export function parseShell(text: string, aliases?: ReadonlyMap<string, string>, line = 1): List {
  const reader = new Reader(text, (inner, at) => parseShell(inner, aliases, at), aliases, line);
  const list = readList(reader, new Set());
  reader.skipSpace(true);
  if (!reader.isAtEnd()) throw reader.unexpected();
  return list;
}

/** Whether a text is no whole command yet, and more lines could make it one. */
export function isUnfinished(text: string, aliases?: ReadonlyMap<string, string>): boolean {
  if (/(?:^|[^\\])(?:\\\\)*\\\n?$/.test(text)) return true;
  const reader = new Reader(text, (inner, at) => parseShell(inner, aliases, at), aliases);
  try {
    readList(reader, new Set());
    reader.skipSpace(true);
    return reader.isUnfinished || reader.isWaitingForDocument;
  } catch (problem) {
    if (!(problem instanceof ShellSyntaxError)) throw problem;
    return problem.isUnfinished;
  }
}

/** Reads commands up to one of the words that end them. */
function readList(reader: Reader, ends: ReadonlySet<string>): List {
  const items: Item[] = [];
  for (;;) {
    reader.skipSpace(true);
    if (reader.isAtEnd() || ends.has(reader.peekWord())) return items;
    if (RESERVED.has(reader.peekWord())) throw reader.unexpected();
    const start = reader.at;
    const pipeline = readPipeline(reader);
    const text = reader.text.slice(start, reader.at).trim();
    reader.skipSpace(false);
    const operator = reader.takeOperator(['&&', '||', ';', '&', '\n']);
    if (operator === '&&' || operator === '||') {
      items.push({ pipeline, next: operator, isBackground: false, text });
      reader.skipSpace(true);
      if (reader.isAtEnd()) throw reader.unexpected();
      continue;
    }
    items.push({ pipeline, next: ';', isBackground: operator === '&', text });
    if (operator === '&') markBackground(items);
    if (operator === undefined) {
      reader.skipSpace(true);
      if (reader.isAtEnd() || ends.has(reader.peekWord())) return items;
      throw reader.unexpected();
    }
  }
}

/** `a && b &` sends both to the background. */
function markBackground(items: Item[]): void {
  for (let index = items.length - 2; index >= 0 && items[index]?.next !== ';'; index--)
    (items[index] as Item).isBackground = true;
}

function readPipeline(reader: Reader): Pipeline {
  let isNegated = false;
  while (reader.peekWord() === '!') {
    reader.takeWord();
    reader.skipSpace(false);
    isNegated = !isNegated;
  }
  const commands = [readCommand(reader)];
  for (;;) {
    reader.skipSpace(false);
    const operator = reader.takeOperator(['|&', '|']);
    if (operator === undefined) return { commands, isNegated };
    if (operator === '|&')
      commands
        .at(-1)
        ?.redirections.push({ stream: 2, operator: '>&', target: [{ kind: 'text', text: '1', isQuoted: false }] });
    reader.skipSpace(true);
    commands.push(readCommand(reader));
  }
}

function readCommand(reader: Reader): Command {
  const compound = readCompound(reader);
  if (!compound) return readSimple(reader);
  for (;;) {
    reader.skipSpace(false);
    const redirection = readRedirection(reader);
    if (!redirection) return compound;
    compound.redirections.push(redirection);
  }
}

function expect(reader: Reader, word: string): void {
  reader.skipSpace(true);
  if (reader.peekWord() !== word) throw reader.unexpected();
  reader.takeWord();
}

function body(reader: Reader, start: string, ...ends: readonly string[]): List {
  expect(reader, start);
  return readList(reader, new Set(ends));
}

function readCompound(reader: Reader): Command | undefined {
  const word = reader.peekWord();
  const redirections: Redirection[] = [];
  switch (word) {
    case '(':
    case '{': {
      reader.takeWord();
      const list = readList(reader, new Set([word === '(' ? ')' : '}']));
      expect(reader, word === '(' ? ')' : '}');
      return { kind: 'group', list, isSubshell: word === '(', redirections };
    }
    case 'if': {
      const branches: { condition: List; body: List }[] = [];
      let start = 'if';
      do {
        const condition = body(reader, start, 'then');
        branches.push({ condition, body: body(reader, 'then', 'elif', 'else', 'fi') });
        start = reader.peekWord();
      } while (start === 'elif');
      const otherwise = start === 'else' ? body(reader, 'else', 'fi') : undefined;
      expect(reader, 'fi');
      return { kind: 'if', branches, ...(otherwise ? { otherwise } : {}), redirections };
    }
    case 'while':
    case 'until': {
      const condition = body(reader, word, 'do');
      const inner = body(reader, 'do', 'done');
      expect(reader, 'done');
      return { kind: 'loop', condition, isUntil: word === 'until', body: inner, redirections };
    }
    case 'for':
      return readFor(reader);
    case 'case':
      return readCase(reader);
    default: {
      const name = reader.takeFunctionName();
      if (name === undefined) return undefined;
      reader.skipSpace(true);
      return { kind: 'function', name, body: readCommand(reader), redirections };
    }
  }
}

function readFor(reader: Reader): Command {
  expect(reader, 'for');
  reader.skipSpace(false);
  const name = reader.takeWord();
  if (!/^[A-Za-z_]\w*$/.test(name)) throw new ShellSyntaxError(`\`${name}': not a valid identifier`);
  reader.skipSpace(false);
  let words: Word[] | undefined;
  if (reader.peekWord() === 'in') {
    reader.takeWord();
    words = [];
    for (reader.skipSpace(false); reader.isAtWord(); reader.skipSpace(false)) words.push(readWord(reader));
  }
  reader.takeOperator([';', '\n']);
  const inner = body(reader, 'do', 'done');
  expect(reader, 'done');
  return { kind: 'for', name, ...(words ? { words } : {}), body: inner, redirections: [] };
}

function readCase(reader: Reader): Command {
  expect(reader, 'case');
  reader.skipSpace(false);
  const word = readWord(reader);
  expect(reader, 'in');
  const branches: { patterns: Word[]; body: List }[] = [];
  for (reader.skipSpace(true); reader.peekWord() !== 'esac'; reader.skipSpace(true)) {
    if (reader.isAtEnd()) throw reader.unexpected();
    if (reader.peekWord() === '(') reader.takeWord();
    const patterns: Word[] = [];
    do {
      reader.skipSpace(true);
      patterns.push(readWord(reader));
      reader.skipSpace(false);
    } while (reader.takeOperator(['|']) !== undefined);
    expect(reader, ')');
    branches.push({ patterns, body: readList(reader, new Set([';;', 'esac'])) });
    if (reader.peekWord() === ';;') reader.takeWord();
  }
  expect(reader, 'esac');
  return { kind: 'case', word, branches, redirections: [] };
}

function readSimple(reader: Reader): Command {
  const assignments: Assignment[] = [];
  const words: Word[] = [];
  const redirections: Redirection[] = [];
  const { line } = reader;
  for (;;) {
    reader.skipSpace(false);
    if (words.length === 0) reader.expandAlias();
    const redirection = readRedirection(reader);
    if (redirection) {
      redirections.push(redirection);
      continue;
    }
    if (!reader.isAtWord()) break;
    const name = words.length === 0 ? reader.takeMatch(ASSIGNMENT) : undefined;
    if (name) {
      const value = reader.isAtWord() ? readWord(reader) : [];
      assignments.push({ name: name[1] as string, value });
    } else words.push(readWord(reader));
  }
  if (words.length === 0 && assignments.length === 0 && redirections.length === 0) throw reader.unexpected();
  return { kind: 'simple', line, assignments, words, redirections };
}

const REDIRECTION = /^(\d|&)?(<<<|<<-?|>>|>&|<&|>\||>|<(?!\())/;

function readRedirection(reader: Reader): Redirection | undefined {
  const found = reader.takeMatch(REDIRECTION);
  if (!found) return undefined;
  const [, number, mark = ''] = found;
  const stream =
    number === '&' ? '&' : number === undefined ? (mark.startsWith('<') ? 0 : 1) : (Number(number) as 0 | 1 | 2);
  reader.skipSpace(false);
  if (mark.startsWith('<<') && mark !== '<<<') {
    const target = readWord(reader);
    const isQuoted = target.some((part) => part.kind === 'text' && part.isQuoted);
    return { stream, operator: '<<', target: reader.hereDocument(plainText(target), mark === '<<-', isQuoted) };
  }
  if (!reader.isAtWord()) throw reader.unexpected();
  const operator = mark === '>|' ? '>' : mark === '<&' ? '<' : (mark as Redirection['operator']);
  return { stream, operator, target: readWord(reader) };
}
