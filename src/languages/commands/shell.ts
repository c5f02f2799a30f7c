import { ASSIGNMENT, programName, shellText, wrappedWords } from './wrappers.ts';

/** A simple command of a shell text: its words, without quotes, and where it begins. */
export interface ShellCommand {
  words: string[];
  /** 0-based place of its first word in the text. */
  column: number;
}

const SEPARATOR = /^(\|\||&&|;;|\|&|[|;&\n])/;
/** `>file`, `2>>file`, `&>file`, `2>&1`, `<file`; the last group is there if the target is part of it. */
const REDIRECTION = /^(?:\d|&)?(?:>>|>\||>|<)(&(?:\d|-))?/;
const HERE_DOCUMENT = /^\d?<<(-?)[ \t]*(?:'([^'\n]+)'|"([^"\n]+)"|\\?([\w.-]+))/;
const HERE_STRING = /^\d?<<<[ \t]*/;
/** What a lesson writes where the learner puts something in: `<name>`, `<pod name>`. */
const PLACEHOLDER = /^(?:<[A-Za-z_$][^<>\n;&"'`]*[^<>\n;&"'`\s]>|<[A-Za-z]>|\{[\w./-]+(?:\|[\w./-]+)+\})/;
/** Words before a command that belong to the shell's own syntax. */
const KEYWORDS = new Set(['!', 'then', 'do', 'else', 'elif', 'if', 'while', 'until', '{']);

/**
 * The simple commands of a shell text: pipelines, lists and substitutions are taken apart; quotes, redirections, comments,
 * here-documents and assignments are left out. What sudo, xargs, watch, ssh, "sh -c" or "kubectl exec … --" run follows
 * as a command of its own. It reads what lessons show, not every script that there is.
 */
export function shellCommands(text: string): ShellCommand[] {
  return readCommands(text, 0).flatMap(withWrapped);
}

/** A command, and those that it runs. */
function withWrapped({ words, column }: ShellCommand): ShellCommand[] {
  const named = [programName(words[0] ?? ''), ...words.slice(1)];
  const wrapped = wrappedWords(named);
  const inText = readCommands(shellText(named), 0).map((command) => command.words);
  const inner = wrapped.length > 0 ? [[...wrapped], ...inText] : inText;
  return [{ words: named, column }, ...inner.flatMap((command) => withWrapped({ words: command, column }))];
}

/** Reads commands; places are counted from `start`, so that they are those of the whole text inside of substitutions. */
function readCommands(text: string, start: number): ShellCommand[] {
  const commands: ShellCommand[] = [];
  const documents: { end: string; indented: boolean }[] = [];
  let words: string[] = [];
  let word: string | undefined;
  let column = -1;
  let skip = false;
  let depth = 0;
  const append = (index: number, piece: string): void => {
    if (column < 0) column = start + index;
    word = (word ?? '') + piece;
  };
  const endWord = (): void => {
    if (word !== undefined) {
      const leading = words.length === 0 && (ASSIGNMENT.test(word) || KEYWORDS.has(word));
      if (!skip && !leading) words.push(word);
      if (words.length === 0) column = -1;
      skip = false;
    }
    word = undefined;
  };
  const endCommand = (): void => {
    endWord();
    if (words.length > 0) commands.push({ words, column: Math.max(0, column) });
    words = [];
    column = -1;
    skip = false;
  };
  const substitute = (index: number, from: number, to: number): void => {
    commands.push(...readCommands(text.slice(from, to), start + from));
    append(index, '$(…)');
  };

  for (let index = 0; index < text.length; index++) {
    const rest = text.slice(index);
    const character = rest[0] ?? '';
    const separator = SEPARATOR.exec(rest)?.[0];
    const placeholder = PLACEHOLDER.exec(rest)?.[0];
    const document = HERE_DOCUMENT.exec(rest);
    // Digits belong to a redirection only if no word has begun: "2>file", but "a2>file".
    const redirection = word === undefined || /[<>]/.test(character) ? REDIRECTION.exec(rest) : null;
    if (character === '\\') {
      if (rest[1] !== '\n') append(index, rest[1] ?? '');
      index++;
    } else if (character === '#' && word === undefined) {
      while (index + 1 < text.length && text[index + 1] !== '\n') index++;
    } else if (character === "'") {
      const end = closing(text, index);
      append(index, text.slice(index + 1, end));
      index = end;
    } else if (character === '"') {
      const end = closing(text, index);
      for (const [from, to] of substitutions(text, index + 1, end)) {
        commands.push(...readCommands(text.slice(from, to), start + from));
      }
      append(index, text.slice(index + 1, end));
      index = end;
    } else if (/^[$<>]\(/.test(rest)) {
      const end = matching(text, index + 1);
      substitute(index, index + 2, end);
      index = end;
    } else if (character === '`') {
      const end = closing(text, index);
      substitute(index, index + 1, end);
      index = end;
    } else if (placeholder !== undefined) {
      append(index, placeholder);
      index += placeholder.length - 1;
    } else if (HERE_STRING.test(rest)) {
      endWord();
      skip = true;
      index += (HERE_STRING.exec(rest)?.[0].length ?? 1) - 1;
    } else if (document) {
      const [whole, dash = '', ...ends] = document;
      endWord();
      documents.push({ end: ends.find((end) => end !== undefined) ?? '', indented: dash === '-' });
      index += whole.length - 1;
    } else if (redirection) {
      endWord();
      index += redirection[0].length - 1;
      skip = redirection[1] === undefined;
    } else if (separator !== undefined) {
      endCommand();
      index += separator.length - 1;
      if (separator === '\n') index = behindDocuments(text, index, documents.splice(0));
    } else if ((character === '(' && word === undefined) || (character === ')' && depth > 0)) {
      endCommand();
      depth += character === '(' ? 1 : -1;
    } else if (/\s/.test(character)) endWord();
    else append(index, character);
  }
  endCommand();
  return commands;
}

/** Index of the last character of the here-documents that begin behind a line's end. */
function behindDocuments(
  text: string,
  lineEnd: number,
  documents: readonly { end: string; indented: boolean }[],
): number {
  let index = lineEnd;
  for (const { end, indented } of documents) {
    while (index + 1 < text.length) {
      const next = text.indexOf('\n', index + 1);
      const line = text.slice(index + 1, next < 0 ? text.length : next);
      index = next < 0 ? text.length : next;
      if ((indented ? line.replace(/^\t+/, '') : line) === end) break;
    }
  }
  return index;
}

/** Where commands stand in a text between double quotes: from and to of each `$(…)` and `` `…` ``. */
function substitutions(text: string, from: number, to: number): [number, number][] {
  const found: [number, number][] = [];
  for (let index = from; index < to; index++) {
    if (text[index] === '\\') index++;
    else if (text.startsWith('$(', index)) {
      const end = matching(text, index + 1);
      found.push([index + 2, end]);
      index = end;
    } else if (text[index] === '`') {
      const end = closing(text, index);
      found.push([index + 1, end]);
      index = end;
    }
  }
  return found;
}

/** Index of the quote that closes the one at a place; between double quotes, `$(…)` may have quotes of its own. */
function closing(text: string, start: number): number {
  const quote = text[start];
  for (let index = start + 1; index < text.length; index++) {
    if (quote !== "'" && text[index] === '\\') index++;
    else if (quote === '"' && text.startsWith('$(', index)) index = matching(text, index + 1);
    else if (text[index] === quote) return index;
  }
  return text.length;
}

/** Index of the bracket that closes the one at a place. */
function matching(text: string, start: number): number {
  let depth = 0;
  for (let index = start; index < text.length; index++) {
    if (text[index] === '\\') index++;
    else if (text[index] === "'" || text[index] === '"') index = closing(text, index);
    else if (text[index] === '(') depth++;
    else if (text[index] === ')' && --depth === 0) return index;
  }
  return text.length;
}
