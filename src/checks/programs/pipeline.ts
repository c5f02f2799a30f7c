/** Commands joined by "|", and the file that takes the output of the last. */
export interface Pipeline {
  commands: string[][];
  /** Name of a file in the folder in which it runs. */
  into: string | undefined;
}

/** Characters that mean something to a shell unless they are quoted. */
const SPECIAL = /[$`;&<>()*?[\]{}!~#]/;
/** Names of files that stay in the folder. */
const PLAIN_FILE = /^[\w][\w.-]*$/;

/**
 * Takes a command line apart that needs no shell: words, quotes, pipes, and one "> file" at the end. Undefined for
 * everything else (variables, patterns, lists, substitutions), so that nothing is run that was not understood.
 */
export function plainPipeline(text: string): Pipeline | undefined {
  const commands: string[][] = [];
  let words: string[] = [];
  let word: string | undefined;
  let into: 'wanted' | { name: string } | undefined;
  const endWord = (): boolean => {
    if (word === undefined) return true;
    if (into === 'wanted') {
      if (!PLAIN_FILE.test(word)) return false;
      into = { name: word };
    } else if (into !== undefined) return false;
    else words.push(word);
    word = undefined;
    return true;
  };
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? '';
    if (character === '\\') {
      if (text[index + 1] !== '\n') word = (word ?? '') + (text[index + 1] ?? '');
      index++;
    } else if (character === "'" || character === '"') {
      const end = text.indexOf(character, index + 1);
      const quoted = text.slice(index + 1, end);
      if (end < 0 || (character === '"' && /[$`\\]/.test(quoted))) return undefined;
      word = (word ?? '') + quoted;
      index = end;
    } else if (character === '>' && text[index + 1] !== '>' && into === undefined && !/\d$/.test(word ?? '')) {
      if (!endWord()) return undefined;
      into = 'wanted';
    } else if (character === '|' && text[index + 1] !== '|' && into === undefined) {
      if (!endWord() || words.length === 0) return undefined;
      commands.push(words);
      words = [];
    } else if (/\s/.test(character)) {
      if (!endWord()) return undefined;
    } else if (SPECIAL.test(character) || character === '|') return undefined;
    else word = (word ?? '') + character;
  }
  if (!endWord() || words.length === 0 || into === 'wanted') return undefined;
  return { commands: [...commands, words], into: into?.name };
}
