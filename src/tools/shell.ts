/** A simple command of a shell line: its words, without quotes, and where it begins. */
export interface ShellCommand {
  words: string[];
  /** 0-based column of its first word. */
  column: number;
}

const SEPARATORS = /^(\|\||&&|[|;&\n])/;
const ASSIGNMENT = /^\w+=/;
/** Words before a command that do not change what it is. */
const PREFIXES = new Set([
  'sudo',
  'time',
  'watch',
  'exec',
  'nohup',
  'command',
  '!',
  'then',
  'do',
  'else',
  'if',
  'while',
  'until',
  '{',
  '(',
]);

/**
 * The simple commands of a shell text: pipelines and lists are taken apart, quotes removed, redirections, comments and
 * assignments left out. It reads what lessons show, not every script that there is.
 */
export function shellCommands(text: string): ShellCommand[] {
  const commands: ShellCommand[] = [];
  let words: string[] = [];
  let word: string | undefined;
  let column = -1;
  let skip = false;
  const endWord = (): void => {
    if (word !== undefined) {
      const leading = words.length === 0 && (ASSIGNMENT.test(word) || PREFIXES.has(word));
      if (!skip && !leading) words.push(word);
      if (leading) column = -1;
      skip = false;
    }
    word = undefined;
  };
  const endCommand = (): void => {
    endWord();
    if (words.length > 0) commands.push({ words, column: Math.max(0, column) });
    words = [];
    column = -1;
  };
  for (let index = 0; index < text.length; index++) {
    const rest = text.slice(index);
    const character = rest[0] ?? '';
    const separator = SEPARATORS.exec(rest)?.[0];
    if (character === '\\') {
      if (rest[1] !== '\n') word = (word ?? '') + (rest[1] ?? '');
      index++;
    } else if (character === '#' && word === undefined) {
      while (index + 1 < text.length && text[index + 1] !== '\n') index++;
    } else if (character === "'" || character === '"') {
      const end = closing(text, index);
      if (column < 0) column = index;
      word = (word ?? '') + text.slice(index + 1, end);
      index = end;
    } else if (rest.startsWith('$(')) {
      const end = matching(text, index + 1);
      commands.push(...shellCommands(text.slice(index + 2, end)));
      word = `${word ?? ''}$(…)`;
      index = end;
    } else if (/^\d?(>>?|<<?<?)/.test(rest) && word === undefined) {
      index += (/^\d?(>>?|<<?<?)(&\d)?/.exec(rest)?.[0].length ?? 1) - 1;
      skip = !/^\d?>&\d/.test(rest);
    } else if (/^(>>?|<)/.test(rest)) {
      endWord();
      index += (/^(>>?|<<?<?)/.exec(rest)?.[0].length ?? 1) - 1;
      skip = true;
    } else if (separator !== undefined) {
      endCommand();
      index += separator.length - 1;
    } else if (/\s/.test(character)) endWord();
    else {
      if (column < 0) column = index;
      word = (word ?? '') + character;
    }
  }
  endCommand();
  return commands;
}

/** Index of the quote that closes the one at a place. */
function closing(text: string, start: number): number {
  const quote = text[start];
  for (let index = start + 1; index < text.length; index++) {
    if (quote === '"' && text[index] === '\\') index++;
    else if (text[index] === quote) return index;
  }
  return text.length;
}

/** Index of the bracket that closes the one at a place. */
function matching(text: string, start: number): number {
  let depth = 0;
  for (let index = start; index < text.length; index++) {
    if (text[index] === "'" || text[index] === '"') index = closing(text, index);
    else if (text[index] === '(') depth++;
    else if (text[index] === ')' && --depth === 0) return index;
  }
  return text.length;
}
