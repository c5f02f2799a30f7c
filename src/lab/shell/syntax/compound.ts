import { readCondition } from './conditions.ts';
import { balanced } from './quotes.ts';
import { Reader, ShellSyntaxError } from './reader.ts';
import type { Command, List, Redirection, Word } from './tree.ts';
import { readQuoted, readWord } from './words.ts';

/** What reads the parts of commands that hold others. */
export interface Grammar {
  list(reader: Reader, ends: ReadonlySet<string>): List;
  command(reader: Reader): Command;
}

function expect(reader: Reader, word: string): void {
  reader.skipSpace(true);
  if (reader.isAtEnd()) throw reader.unfinished();
  if (reader.peekWord() !== word) throw reader.unexpected();
  reader.takeWord();
}

const FUNCTION = /([^\s;&|()<>"'`$\\={}]+)[ \t]*\([ \t]*\)/y;

/** Reads a loop, a condition, a group or a function, if one stands here. */
export function readCompound(reader: Reader, grammar: Grammar): Command | undefined {
  /** The commands after a word; there must be some. */
  const body = (start: string, ...ends: readonly string[]): List => {
    expect(reader, start);
    const list = grammar.list(reader, new Set(ends));
    if (list.length === 0) throw reader.unexpected();
    return list;
  };
  const word = reader.peekWord();
  const redirections: Redirection[] = [];
  switch (word) {
    case '(':
      if (reader.startsWith('((')) {
        const computed = readComputed(reader);
        if (computed) return computed;
      }
      return { kind: 'group', list: closed(body('(', ')'), ')'), isSubshell: true, redirections };
    case '{':
      return { kind: 'group', list: closed(body('{', '}'), '}'), isSubshell: false, redirections };
    case '[[':
      return readCondition(reader);
    case 'if': {
      const branches: { condition: List; body: List }[] = [];
      let start = 'if';
      do {
        const condition = body(start, 'then');
        branches.push({ condition, body: body('then', 'elif', 'else', 'fi') });
        start = reader.peekWord();
      } while (start === 'elif');
      const otherwise = start === 'else' ? body('else', 'fi') : undefined;
      expect(reader, 'fi');
      return { kind: 'if', branches, ...(otherwise ? { otherwise } : {}), redirections };
    }
    case 'while':
    case 'until': {
      const condition = body(word, 'do');
      return {
        kind: 'loop',
        condition,
        isUntil: word === 'until',
        body: closed(body('do', 'done'), 'done'),
        redirections,
      };
    }
    case 'for':
    case 'select':
      return readFor(reader, word === 'select', () => closed(body('do', 'done'), 'done'));
    case 'case':
      return readCase(reader, grammar);
    case 'function': {
      reader.takeWord();
      reader.skipSpace(false);
      const name = reader.takeMatch(/[^\s;&|()<>"'`$\\]+/y)?.[0];
      if (name === undefined) throw reader.unexpected();
      reader.skipSpace(false);
      reader.takeMatch(/\([ \t]*\)/y);
      return readFunction(name);
    }
    default: {
      const name = reader.takeMatch(FUNCTION)?.[1];
      return name === undefined ? undefined : readFunction(name);
    }
  }
  function closed(list: List, end: string): List {
    expect(reader, end);
    return list;
  }
  function readFunction(name: string): Command {
    reader.skipSpace(true);
    if (reader.isAtEnd()) throw reader.unfinished();
    return { kind: 'function', name, body: grammar.command(reader), redirections };
  }
}

/** `(( … ))`; undefined if these are two groups in each other. */
function readComputed(reader: Reader): Command | undefined {
  const start = reader.at;
  const { line } = reader;
  reader.at++;
  const inner = balancedInner(reader);
  if (inner === undefined || reader.letter !== ')') {
    reader.at = start;
    return undefined;
  }
  reader.at++;
  return { kind: 'compute', line, text: computedWord(inner, reader), redirections: [] };
}

function balancedInner(reader: Reader): string | undefined {
  reader.at++;
  return balanced(reader);
}

const computedWord = (text: string, reader: Reader): Word => readQuoted(new Reader(text, reader.parse), '');

function readFor(reader: Reader, isSelect: boolean, body: () => List): Command {
  reader.takeWord();
  reader.skipSpace(false);
  if (reader.startsWith('((')) {
    reader.at++;
    const inner = balancedInner(reader) ?? '';
    if (reader.letter !== ')') throw reader.unexpected();
    reader.at++;
    const [start = '', condition = '', step, ...rest] = inner.split(';');
    if (step === undefined || rest.length > 0)
      throw new ShellSyntaxError('syntax error: arithmetic expression required', { line: reader.line });
    reader.skipSpace(false);
    reader.takeOperator([';']);
    const [first, second, third] = [start, condition, step].map((text) => computedWord(text, reader)) as [
      Word,
      Word,
      Word,
    ];
    return { kind: 'count', start: first, condition: second, step: third, body: body(), redirections: [] };
  }
  if (reader.isAtEnd() || reader.letter === '\n') throw reader.unexpected();
  const name = reader.takeMatch(/[^\s;&|()<>]+/y)?.[0];
  if (name === undefined) throw reader.unexpected();
  reader.skipSpace(true);
  let words: Word[] | undefined;
  if (reader.peekWord() === 'in') {
    reader.takeWord();
    words = [];
    for (reader.skipSpace(false); reader.isAtWord(); reader.skipSpace(false)) words.push(readWord(reader));
    if (!reader.isAtEnd() && reader.takeOperator([';', '\n']) === undefined) throw reader.unexpected();
  } else reader.takeOperator([';']);
  const list = body();
  if (!/^[A-Za-z_]\w*$/.test(name))
    throw new ShellSyntaxError(`\`${name}': not a valid identifier`, { line: reader.line });
  return {
    kind: 'for',
    name,
    ...(words ? { words } : {}),
    body: list,
    ...(isSelect ? { isSelect } : {}),
    redirections: [],
  };
}

function readCase(reader: Reader, grammar: Grammar): Command {
  reader.takeWord();
  reader.skipSpace(false);
  if (!reader.isAtWord()) throw reader.unexpected();
  const word = readWord(reader);
  expect(reader, 'in');
  const branches: { patterns: Word[]; body: List; end: string }[] = [];
  for (reader.skipSpace(true); reader.peekWord() !== 'esac'; reader.skipSpace(true)) {
    if (reader.isAtEnd()) throw reader.unfinished();
    if (reader.letter === '(') reader.at++;
    const patterns: Word[] = [];
    do {
      reader.skipSpace(false);
      if (!reader.isAtWord()) throw reader.unexpected();
      patterns.push(readWord(reader));
      reader.skipSpace(false);
    } while (reader.takeOperator(['|']) !== undefined);
    if (reader.letter !== ')') throw reader.unexpected();
    reader.at++;
    const body = grammar.list(reader, new Set([';;', ';&', ';;&', 'esac']));
    const end = reader.peekWord();
    branches.push({ patterns, body, end });
    if (end.startsWith(';')) reader.takeWord();
  }
  expect(reader, 'esac');
  return { kind: 'case', word, branches, redirections: [] };
}
