/** A word of a line as it was typed, and what it means without quotes. */
export interface TypedWord {
  /** Where it begins in the line. */
  start: number;
  /** Without quotes; values of variables are not put in. */
  text: string;
  /** The quote that is open at its end. */
  quote: '' | '"' | "'";
  /** Where that quote begins. */
  quoteAt: number;
  /** Where what follows its last `/` begins in the line, and in the text. */
  afterSlash: number;
  textAfterSlash: number;
  /** Whether it is the target of a redirection. */
  isTarget: boolean;
}

/** The command in which somebody types: the words before the cursor, the last one being typed. */
export interface TypedCommand {
  words: readonly TypedWord[];
  current: TypedWord;
}

/** Words after which a command begins. */
const STARTERS = new Set(['if', 'then', 'elif', 'else', 'while', 'until', 'do', '!', '{', 'time']);

const newWord = (start: number, isTarget: boolean): TypedWord => ({
  start,
  text: '',
  quote: '',
  quoteAt: start,
  afterSlash: start,
  textAfterSlash: 0,
  isTarget,
});

interface Frame {
  words: TypedWord[];
  word: TypedWord | undefined;
  /** What ends it. */
  end: ')' | '`' | '';
  isTarget: boolean;
}

/** Reads a line up to the cursor; undefined within a comment. */
export function commandAt(left: string): TypedCommand | undefined {
  const frames: Frame[] = [{ words: [], word: undefined, end: '', isTarget: false }];
  const top = (): Frame => frames.at(-1) as Frame;
  const begin = (at: number): TypedWord => {
    const frame = top();
    frame.word ??= newWord(at, frame.isTarget);
    return frame.word;
  };
  const add = (at: number, letter: string, end = at + 1): void => {
    const word = begin(at);
    word.text += letter;
    if (letter !== '/') return;
    word.afterSlash = end;
    word.textAfterSlash = word.text.length;
  };
  const endWord = (): void => {
    const frame = top();
    if (!frame.word) return;
    if (!frame.word.isTarget) frame.words.push(frame.word);
    frame.word = undefined;
    frame.isTarget = false;
    if (frame.words.length === 1 && STARTERS.has(frame.words[0]?.text ?? '')) frame.words = [];
  };
  const endCommand = (): void => {
    endWord();
    top().words = [];
    top().isTarget = false;
  };
  const open = (end: Frame['end']): void => void frames.push({ words: [], word: undefined, end, isTarget: false });
  for (let at = 0; at < left.length; at++) {
    const letter = left[at] as string;
    const frame = top();
    const quote = frame.word?.quote ?? '';
    if (quote === "'") {
      if (letter === "'") (frame.word as TypedWord).quote = '';
      else add(at, letter);
      continue;
    }
    if (letter === '\\' && at + 1 < left.length && !(quote === '"' && !/[$`"\\]/.test(left[at + 1] as string))) {
      add(at, left[at + 1] as string, at + 2);
      at++;
      continue;
    }
    if (letter === '$' && left[at + 1] === '(') {
      begin(at);
      open(')');
      at++;
      continue;
    }
    if (letter === '`') {
      if (frame.end === '`') frames.pop();
      else {
        begin(at);
        open('`');
      }
      continue;
    }
    if (letter === '"') {
      const word = begin(at);
      word.quote = quote === '"' ? '' : '"';
      word.quoteAt = at;
      continue;
    }
    if (quote === '"') {
      add(at, letter);
      continue;
    }
    if (letter === "'") {
      const word = begin(at);
      word.quote = "'";
      word.quoteAt = at;
    } else if (letter === ')' && frame.end === ')') {
      frames.pop();
    } else if (letter === '#' && !frame.word) {
      const end = left.indexOf('\n', at);
      if (end < 0) return undefined;
      at = end - 1;
    } else if (letter === ' ' || letter === '\t') endWord();
    else if (/[;\n()]/.test(letter) || (letter === '|' && left[at - 1] !== '>')) endCommand();
    else if (letter === '&' && left[at + 1] !== '>' && left[at - 1] !== '>' && left[at - 1] !== '<') endCommand();
    else if (letter === '<' || letter === '>' || (letter === '&' && left[at + 1] === '>')) {
      if (frame.word && /^\d$/.test(frame.word.text)) frame.word = undefined;
      endWord();
      frame.isTarget = true;
    } else if (letter === '&' || letter === '|') frame.isTarget = true;
    else add(at, letter);
  }
  const frame = top();
  return { words: frame.words, current: frame.word ?? newWord(left.length, frame.isTarget) };
}

/** A text as it has to be written so that the shell takes it as it is. @param quote the quote that is open around it */
export function quotedText(text: string, quote: TypedWord['quote']): string {
  if (quote === "'") return text.replaceAll("'", "'\\''");
  if (quote === '"') return text.replace(/[$`"\\]/g, '\\$&');
  return text.replace(/[\s!"#$&'()*;<>?[\\\]`{|}]/g, '\\$&');
}
