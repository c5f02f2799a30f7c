/** What stands behind the last character of a text. */
export const END = '\0';

/** Whether a character is a space or a tab. */
export const isBlank = (character: string): boolean => character === ' ' || character === '\t';

/** Whether a line ends with a character. */
export const isBreak = (character: string): boolean => '\r\n\u0085\u2028\u2029'.includes(character);

/** Whether a line, or the text, ends with a character. */
export const isBreakOrEnd = (character: string): boolean => character === END || isBreak(character);

/** Whether a word ends before a character. */
export const isSpace = (character: string): boolean => isBlank(character) || isBreakOrEnd(character);

/** Whether a character may stand in names of anchors, tags and directives. */
export const isNamed = (character: string): boolean => /[\w-]/.test(character);

/** Something that is no YAML, in the words of go-yaml. */
export class YamlError extends Error {}

/** An error at a line, counted as go-yaml counts it: none is said for the first. */
export function yamlError(line: number, problem: string): YamlError {
  return new YamlError(`yaml: ${line === 0 ? '' : `line ${line}: `}${problem}`);
}

/** A place in a text; lines and columns begin with 0. */
export class Reader {
  readonly text: string;
  at = 0;
  line = 0;
  column = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** The character here, or some further on. */
  peek(further = 0): string {
    return this.text[this.at + further] ?? END;
  }

  /** Goes on by characters that end no line. */
  skip(count = 1): void {
    this.at += count;
    this.column += count;
  }

  /** Gives the character here and goes on. */
  take(): string {
    const character = this.peek();
    this.skip();
    return character;
  }

  /** Goes on as long as characters are of a kind, and gives them. */
  takeWhile(isKind: (character: string) => boolean): string {
    const start = this.at;
    while (isKind(this.peek())) this.skip();
    return this.text.slice(start, this.at);
  }

  /** Goes behind the end of a line, and gives it as YAML has it in values. */
  takeBreak(): string {
    const character = this.peek();
    if (!isBreak(character)) return '';
    this.at += character === '\r' && this.peek(1) === '\n' ? 2 : 1;
    this.column = 0;
    this.line++;
    return character === '\u2028' || character === '\u2029' ? character : '\n';
  }

  /** Goes to the end of the line, if there is nothing but blanks and a comment before it. */
  skipComment(): void {
    this.takeWhile(isBlank);
    if (this.peek() === '#') this.takeWhile((character) => !isBreakOrEnd(character));
  }

  /** Whether a document begins or ends here: `---`, `...`. */
  isDocumentMark(): boolean {
    if (this.column !== 0) return false;
    const mark = this.text.slice(this.at, this.at + 3);
    return (mark === '---' || mark === '...') && isSpace(this.peek(3));
  }

  /** An error of the scanner, here. */
  fail(problem: string): YamlError {
    return yamlError(this.line === 0 ? 0 : this.line + 1, problem);
  }
}
