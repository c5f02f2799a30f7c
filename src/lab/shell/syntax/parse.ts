import { type Grammar, readCompound } from './compound.ts';
import { Reader, ShellSyntaxError } from './reader.ts';
import { readAssignment, readRedirection } from './simple.ts';
import type { Command, Item, List, Pipeline, Redirection } from './tree.ts';
import { readWord } from './words.ts';

export { ShellSyntaxError };

const RESERVED = new Set(['then', 'elif', 'else', 'fi', 'do', 'done', 'esac', '}', ')', ';;', ';&', ';;&']);
/** How deep commands may stand in each other. */
const DEEPEST = 200;

/** Commands that are read and run before the next ones are read, and what is to be said of them. */
export interface Line {
  list: List;
  warnings: readonly string[];
}

/**
 * Reads commands line by line, as the shell reads them: what stands before a mistake is run.
 * @throws ShellSyntaxError when the line that is asked for is none
 */
export function* parseLines(text: string, aliases?: ReadonlyMap<string, string>): Generator<Line> {
  const reader = new Reader(text, parseInner, aliases);
  for (;;) {
    reader.skipSpace(true);
    if (reader.isAtEnd()) return;
    const list = readList(reader, new Set(), true);
    if (reader.isWaitingForDocument) reader.readDocuments();
    yield { list, warnings: reader.warnings.splice(0) };
  }
}

function parseInner(text: string, line: number): List {
  const reader = new Reader(text, parseInner, undefined, line);
  const list = readList(reader, new Set());
  if (!reader.isAtEnd()) throw reader.unexpected();
  if (reader.isWaitingForDocument) reader.readDocuments();
  return list;
}

/** Whether a text is no whole command yet, and more lines could make it one. */
export function isUnfinished(text: string, aliases?: ReadonlyMap<string, string>): boolean {
  if (/(?:^|[^\\])(?:\\\\)*\\\n?$/.test(text) && !/^\s*#/.test(text)) return true;
  try {
    for (const { warnings } of parseLines(text, aliases)) if (warnings.length > 0) return true;
    return false;
  } catch (problem) {
    if (!(problem instanceof ShellSyntaxError)) throw problem;
    return problem.isUnfinished;
  }
}

/** Reads commands up to one of the words that end them, or one line of them. */
function readList(reader: Reader, ends: ReadonlySet<string>, isLine = false): List {
  const items: Item[] = [];
  if (++reader.depth > DEEPEST)
    throw new ShellSyntaxError('maximum nesting of commands exceeded', { line: reader.line });
  for (;;) {
    reader.skipSpace(!isLine || items.length === 0);
    if (reader.isAtEnd() || ends.has(reader.peekWord())) break;
    if (RESERVED.has(reader.peekWord())) throw reader.unexpected();
    const start = reader.at;
    const pipeline = readPipeline(reader);
    const text = reader.text.slice(start, reader.at).trim();
    reader.skipSpace(false);
    const operator = reader.takeOperator(['&&', '||', ';', '&', '\n']);
    if (operator === '&&' || operator === '||') {
      items.push({ pipeline, next: operator, isBackground: false, text });
      reader.skipSpace(true);
      if (reader.isAtEnd()) throw reader.unfinished();
      if (ends.has(reader.peekWord())) throw reader.unexpected();
      continue;
    }
    items.push({ pipeline, next: ';', isBackground: operator === '&', text });
    if (operator === '&') markBackground(items);
    if (operator === '\n' && isLine) break;
    if (operator === undefined) {
      reader.skipSpace(!isLine);
      if (reader.isAtEnd() || ends.has(reader.peekWord())) break;
      throw reader.unexpected();
    }
    if (isLine) {
      reader.skipSpace(false);
      if (reader.takeOperator(['\n']) !== undefined) break;
    }
  }
  reader.depth--;
  return items;
}

/** `a && b &` sends both to the background. */
function markBackground(items: Item[]): void {
  for (let index = items.length - 2; index >= 0 && items[index]?.next !== ';'; index--)
    (items[index] as Item).isBackground = true;
}

function readPipeline(reader: Reader): Pipeline {
  let isNegated = false;
  let isTimed: Pipeline['isTimed'];
  for (;;) {
    const word = reader.peekWord();
    if (word === 'time' && /[\s;]|^$/.test(reader.text[reader.at + 4] ?? '')) {
      isTimed = 'bash';
      reader.takeWord();
      reader.skipSpace(false);
      if (reader.takeMatch(/-p[ \t]+/y)) isTimed = 'posix';
    } else if (word === '!') {
      reader.takeWord();
      isNegated = !isNegated;
    } else break;
    reader.skipSpace(false);
  }
  if (isTimed && (reader.isAtEnd() || /[;\n]/.test(reader.letter))) return { commands: [], isNegated, isTimed };
  const commands = [readCommand(reader)];
  for (;;) {
    reader.skipSpace(false);
    const operator = reader.takeOperator(['|&', '|']);
    if (operator === undefined) return { commands, isNegated, ...(isTimed ? { isTimed } : {}) };
    if (operator === '|&')
      commands
        .at(-1)
        ?.redirections.push({ stream: 2, operator: '>&', target: [{ kind: 'text', text: '1', isQuoted: false }] });
    reader.skipSpace(true);
    if (reader.isAtEnd()) throw reader.unfinished();
    commands.push(readCommand(reader));
  }
}

const grammar: Grammar = { list: readList, command: readCommand };

function readCommand(reader: Reader): Command {
  reader.expandAlias();
  const compound = readCompound(reader, grammar);
  if (!compound) return readSimple(reader);
  for (;;) {
    reader.skipSpace(false);
    const redirection = readRedirection(reader);
    if (!redirection) return compound;
    compound.redirections.push(redirection);
  }
}

function readSimple(reader: Reader): Command {
  const command = {
    kind: 'simple' as const,
    line: reader.line,
    assignments: [],
    words: [],
    redirections: [],
  } as Extract<Command, { kind: 'simple' }>;
  const { assignments, words } = command;
  const redirections: Redirection[] = command.redirections;
  for (;;) {
    reader.skipSpace(false);
    if (words.length === 0) reader.expandAlias();
    const redirection = readRedirection(reader);
    if (redirection) {
      redirections.push(redirection);
      continue;
    }
    if (!reader.isAtWord()) break;
    const first = words[0]?.[0];
    const declares = first?.kind === 'text' && /^(declare|local|export|readonly|typeset)$/.test(first.text);
    const assignment =
      words.length === 0 ? readAssignment(reader) : declares ? readAssignment(reader, true) : undefined;
    if (assignment && words.length === 0) assignments.push(assignment);
    else if (assignment?.items) {
      // `declare -a x=(…)`: the word keeps its name, the items are assigned afterwards.
      assignments.push(assignment);
      words.push([{ kind: 'text', text: assignment.name, isQuoted: true }]);
    } else words.push(readWord(reader));
  }
  if (words.length === 0 && assignments.length === 0 && redirections.length === 0) throw reader.unexpected();
  if (reader.letter === '(') {
    reader.at++;
    reader.skipSpace(false);
    throw reader.unexpected(true);
  }
  return command;
}
