import type { Place } from '../findings/finding.ts';
import { type ContentFiles, isBinary } from './read.ts';

/**
 * What no file of a curriculum needs. Beyond it, parsers call themselves until the program ends, or take time that grows with
 * the square of the length: so everything is held against these limits before anything is parsed.
 */
const LIMITS = {
  /** Characters of a text with prose, or of data. */
  prose: 1_000_000,
  /** Characters of any other text. */
  text: 4_000_000,
  proseLine: 20_000,
  textLine: 500_000,
  lines: 20_000,
  /** Lines of data: each may be a key. */
  dataLines: 10_000,
  /** Characters between two blank lines. */
  paragraph: 50_000,
  word: 5_000,
  headings: 500,
  /** Lists, quotes and components within each other, each on its own level. */
  nesting: 50,
  indentation: 400,
  /** Brackets that are open at the same time. */
  brackets: 200,
} as const;

/** A limit that a text exceeds, and where. */
export interface Excess {
  place: Place;
  /** What is wrong, as a sentence: "This line has 60,000 characters; 20,000 is the most." */
  message: string;
}

const START: Place = { line: 1, column: 1 };
const number = (value: number): string => value.toLocaleString('en-US');

/** What of a line opens quotes and lists: `> > - 1. `. Behind the mark of a list is a blank: rows of hyphens open nothing. */
const MARKERS = /^(?:[ \t]*(?:>|(?:[*+-]|\d{1,9}[.)])(?=[ \t]|$)))+/;
const MARKER = /[>*+-]|\d{1,9}[.)]/g;
const LONG_WORD = new RegExp(`\\S{${LIMITS.word + 1}}`);
const TAG = /<(\/?)[A-Z][\w.]*|\/>/g;

/** Looks at one line after the other and ends at the first excess. */
class Scan {
  private brackets = 0;
  private paragraph = 0;
  private headings = 0;
  private components = 0;

  private readonly prose: boolean;
  private readonly markdown: boolean;
  private readonly longest: number;

  constructor(kind: 'markdown' | 'data' | 'text', longest: number) {
    this.prose = kind !== 'text';
    this.markdown = kind === 'markdown';
    this.longest = longest;
  }

  /** What is too much in a line, and its column. */
  line(text: string): [message: string, column: number] | undefined {
    if (text.length > this.longest) {
      return [`This line has ${number(text.length)} characters; ${number(this.longest)} is the most.`, 1];
    }
    if (text.trim() === '') {
      this.brackets = this.paragraph = 0;
      return undefined;
    }
    return this.bracketsIn(text) ?? (this.prose ? this.proseIn(text) : undefined);
  }

  private bracketsIn(text: string): [string, number] | undefined {
    const indentation = text.length - text.trimStart().length;
    if (indentation > LIMITS.indentation) {
      return [`This line is indented by ${number(indentation)} characters; ${LIMITS.indentation} is the most.`, 1];
    }
    for (let index = 0; index < text.length; index++) {
      const character = text[index];
      if (character === '[' || character === '{' || character === '(') this.brackets++;
      else if (character === ']' || character === '}' || character === ')')
        this.brackets = Math.max(0, this.brackets - 1);
      if (this.brackets > LIMITS.brackets) {
        return [`Here more than ${LIMITS.brackets} brackets are open at the same time.`, index + 1];
      }
    }
    return undefined;
  }

  private proseIn(text: string): [string, number] | undefined {
    this.paragraph += text.length;
    if (this.markdown && this.paragraph > LIMITS.paragraph) {
      return [`This paragraph has more than ${number(LIMITS.paragraph)} characters.`, 1];
    }
    // Most lines are shorter than such a word, and have no tag.
    const word = text.length > LIMITS.word ? LONG_WORD.exec(text) : null;
    if (word) return [`A word of more than ${number(LIMITS.word)} characters begins here.`, word.index + 1];
    const levels = MARKERS.exec(text)?.[0].match(MARKER)?.length ?? 0;
    if (levels > LIMITS.nesting) {
      return [`${number(levels)} quotes or lists stand within each other; ${LIMITS.nesting} is the most.`, 1];
    }
    if (/^#{1,6}\s/.test(text) && ++this.headings > LIMITS.headings) {
      return [`This is heading ${number(this.headings)}; ${LIMITS.headings} is the most.`, 1];
    }
    for (const { 0: tag, index } of /[<>]/.test(text) ? text.matchAll(TAG) : []) {
      this.components = tag.startsWith('</') || tag === '/>' ? Math.max(0, this.components - 1) : this.components + 1;
      if (this.components > LIMITS.nesting) {
        return [`More than ${LIMITS.nesting} components stand within each other here.`, index + 1];
      }
    }
    return undefined;
  }
}

const [LINE_FEED, HASH] = [10, 35];
const [OTHER, BLANK, MARK, OPENING, LESS] = [0, 1, 2, 3, 4];
/** Kinds of characters of ASCII. Digits of numbered lists, and whatever JavaScript takes for white space, are as blanks. */
const KINDS = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[\s\d]/.test(character)) return BLANK;
  if (/[>*+.)-]/.test(character)) return MARK;
  if (/[([{]/.test(character)) return OPENING;
  return character === '<' ? LESS : OTHER;
});

/**
 * Whether a text is far from all limits on its lines and on what stands in them, whatever its kind: a glance that costs a fraction of a
 * {@link Scan}, and is enough for almost all files. It counts what opens and not what closes, so that it may doubt what a scan finds
 * harmless, and never the other way round.
 */
export function isPlain(text: string): boolean {
  let [lines, length, paragraph, brackets, marks, headings, tags] = [1, 0, 0, 0, 0, 0, 0];
  /** Within what quotes, lists and indentation begin a line with. */
  let isBeginning = true;
  let isBlank = true;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === LINE_FEED) {
      if (isBlank) brackets = paragraph = 0;
      if (++lines > LIMITS.dataLines) return false;
      length = marks = 0;
      isBeginning = isBlank = true;
      continue;
    }
    if (++length > LIMITS.word || ++paragraph > LIMITS.paragraph) return false;
    const kind = code < 128 ? KINDS[code] : isBeginning ? BLANK : OTHER;
    if (isBeginning && (kind === BLANK || kind === MARK)) {
      if (length > LIMITS.indentation || (kind === MARK && ++marks > LIMITS.nesting)) return false;
      isBlank &&= code < 33;
      continue;
    }
    if (isBeginning && length === 1 && code === HASH && ++headings > LIMITS.headings) return false;
    isBeginning = isBlank = false;
    if (kind === OPENING && ++brackets > LIMITS.brackets) return false;
    if (kind === LESS && /[A-Z]/.test(text[index + 1] ?? '') && ++tags > LIMITS.nesting) return false;
  }
  return true;
}

/** What is too much in a text. @param path says what kind of text it is. */
export function excessIn(path: string, text: string): Excess | undefined {
  const isData = /\.ya?ml$/.test(path) && !/\/files\//.test(path);
  const prose = isData || /\.mdx$/.test(path);
  const most = prose ? LIMITS.prose : LIMITS.text;
  if (text.length > most) {
    return { place: START, message: `The file has ${number(text.length)} characters; ${number(most)} is the most.` };
  }
  return isPlain(text) ? undefined : scanned(text, isData ? 'data' : prose ? 'markdown' : 'text');
}

/** What is too much in the lines of a text, one after the other. */
export function scanned(text: string, kind: 'markdown' | 'data' | 'text'): Excess | undefined {
  const prose = kind !== 'text';
  const lines = text.split('\n');
  const mostLines = kind === 'data' ? LIMITS.dataLines : LIMITS.lines;
  if (prose && lines.length > mostLines) {
    return { place: START, message: `The file has ${number(lines.length)} lines; ${number(mostLines)} is the most.` };
  }
  const scan = new Scan(kind, prose ? LIMITS.proseLine : LIMITS.textLine);
  for (const [index, line] of lines.entries()) {
    const found = scan.line(line);
    if (found) return { place: { line: index + 1, column: found[1] }, message: found[0] };
  }
  return undefined;
}

/** The files as far as they can be read, and what is too much in the others, which are empty. */
export interface Limited {
  files: ContentFiles;
  excesses: ReadonlyMap<string, Excess>;
}

const known = new WeakMap<ContentFiles, Limited>();

/** Files, with nothing in those that exceed a limit. */
export function withinLimits(files: ContentFiles): Limited {
  const before = known.get(files);
  if (before) return before;
  const excesses = new Map<string, Excess>();
  for (const [path, content] of files) {
    // Words of a dictionary, and what a release wrote, are neither prose nor data of people.
    const excess =
      isBinary(content) || /\/(manifest\.json|dictionary\.txt)$/.test(path) ? undefined : excessIn(path, content);
    if (excess) excesses.set(path, excess);
  }
  const kept =
    excesses.size === 0 ? files : new Map([...files].map(([path, text]) => [path, excesses.has(path) ? '' : text]));
  const limited = { files: kept, excesses };
  known.set(files, limited);
  return limited;
}
