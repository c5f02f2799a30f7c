/** Why a shell waits for another line: a here-document, or anything else. */
export type Unfinished = 'here-document' | 'command';

const HERE_DOCUMENT = /^<<(-?)[ \t]*(?:'([^'\n]+)'|"([^"\n]+)"|\\?([A-Za-z_][\w.-]*))/;
/** Words that begin a compound command, with the word that ends it. */
const COMPOUND: Readonly<Record<string, string>> = {
  if: 'fi',
  for: 'done',
  while: 'done',
  until: 'done',
  select: 'done',
  case: 'esac',
  '{': '}',
};
/** Words behind which a command begins. */
const BEFORE_COMMAND = new Set(['then', 'do', 'else', 'elif', 'if', 'while', 'until', '!', '{', 'time']);

/** Index of the quote that ends a text in quotes; -1 if it does not end. @param start of the quote that begins it. */
function closingQuote(text: string, start: number): number {
  const quote = text[start];
  const escapes = quote !== "'" || text[start - 1] === '$';
  for (let index = start + 1; index < text.length; index++) {
    if (escapes && text[index] === '\\') index++;
    else if (quote === '"' && text.startsWith('$(', index)) {
      index = closingBracket(text, index + 1);
      if (index < 0) return -1;
    } else if (text[index] === quote) return index;
  }
  return -1;
}

/** Index of the bracket that ends a substitution, an arithmetic expression or a list; -1 if it does not end. */
function closingBracket(text: string, start: number): number {
  let depth = 0;
  for (let index = start; index < text.length; index++) {
    const character = text[index] ?? '';
    if (character === '\\') index++;
    else if (character === "'" || character === '"' || character === '`') {
      index = closingQuote(text, index);
      if (index < 0) return -1;
    } else if (character === '(') depth++;
    else if (character === ')' && --depth === 0) return index;
  }
  return -1;
}

/** Index of the last character of here-documents that begin behind a line's end; -1 if one of them does not end. */
function behindDocuments(text: string, lineEnd: number, marks: readonly string[]): number {
  let index = lineEnd;
  for (const mark of marks) {
    for (;;) {
      if (index >= text.length - 1 && text[index] !== '\n') return -1;
      const next = text.indexOf('\n', index + 1);
      const line = text.slice(index + 1, next < 0 ? text.length : next);
      index = next < 0 ? text.length : next;
      if (line.trim() === mark) break;
      if (next < 0) return -1;
    }
  }
  return index;
}

/**
 * Whether a shell that was given a text waits for more lines of it, and why: an open quote, bracket, loop, condition or
 * here-document, an operator or a backslash at its end (POSIX.1-2024, Shell Command Language, 2.2, 2.7.4, 2.9.4). Undefined if it
 * would run it.
 */
export function unfinished(text: string): Unfinished | undefined {
  const open: string[] = [];
  let documents: string[] = [];
  let word = '';
  let begins = true;
  /** Whether what was read last asks for another command. */
  let operator = false;
  const endWord = (): void => {
    if (word === '') return;
    operator = false;
    if (begins && word === open.at(-1)) open.pop();
    else if (begins && COMPOUND[word] !== undefined) open.push(COMPOUND[word] ?? '');
    begins = begins && BEFORE_COMMAND.has(word);
    word = '';
  };
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? '';
    const rest = text.slice(index, index + 80);
    const document = HERE_DOCUMENT.exec(rest);
    if (character === '\\') {
      if (index === text.length - 1) return 'command';
      if (text[index + 1] !== '\n') word += '\\';
      index++;
    } else if (character === "'" || character === '"' || character === '`') {
      index = closingQuote(text, index);
      if (index < 0) return 'command';
      word += 'quoted';
    } else if (character === '#' && word === '') {
      while (index + 1 < text.length && text[index + 1] !== '\n') index++;
    } else if (/^(?:[$<>]\(|\(\()/.test(rest)) {
      index = closingBracket(text, character === '(' ? index : index + 1);
      if (index < 0) return 'command';
      word += '()';
    } else if (rest.startsWith('<<<')) {
      endWord();
      index += 2;
    } else if (document) {
      endWord();
      documents.push(document.slice(2).find((mark) => mark !== undefined) ?? '');
      index += document[0].length - 1;
    } else if (character === '(') {
      endWord();
      open.push(')');
      begins = true;
    } else if (character === ')') {
      endWord();
      // Behind a pattern of "case" stands one that closes nothing.
      if (open.at(-1) === ')') open.pop();
      begins = true;
    } else if (/[;&|\n]/.test(character)) {
      endWord();
      if (character === '|' || rest.startsWith('&&')) operator = true;
      else if (character !== '\n' && !(character === '&' && text[index - 1] === '&')) operator = false;
      begins = true;
      if (character === '\n' && documents.length > 0) {
        index = behindDocuments(text, index, documents);
        if (index < 0) return 'here-document';
        documents = [];
      }
    } else if (/\s/.test(character)) endWord();
    else word += character;
  }
  endWord();
  if (documents.length > 0) return 'here-document';
  return operator || open.length > 0 ? 'command' : undefined;
}
