import type { List, Part, Word } from './tree.ts';

/** A text that is no command of the shell, in bash's words. */
export class ShellSyntaxError extends Error {
  /** Whether more lines could mend it: a quote or a loop is open. */
  readonly isUnfinished: boolean;
  /** The line where it is, and the text of that line if bash shows it. */
  readonly line: number;
  readonly shown: string | undefined;

  constructor(
    message: string,
    { isUnfinished = false, line = 1, shown }: { isUnfinished?: boolean; line?: number; shown?: string } = {},
  ) {
    super(message);
    this.isUnfinished = isUnfinished;
    this.line = line;
    this.shown = shown;
  }
}

interface Document {
  end: string;
  isIndented: boolean;
  isQuoted: boolean;
  parts: Part[];
  line: number;
}

/** Reads the text of commands within others. @param line where it begins */
export type Parse = (text: string, line: number) => List;

/** Words that have a meaning of their own where a command begins. */
const PEEK = /(;;&|;;|;&|[(){}](?=$|[\s;&|)<>(])|[()]|[^\s;&|()<>"'`$\\]+)/y;
const TOKEN = /(&&|\|\||;;&|;;|;&|\|&|>>|<<<|<<|>&|<&|&>|[;&|()<>\n]|[^\s;&|()<>]+)/y;
const ALIAS = /[^\s;&|()<>"'`$\\=]+(?=[\s;&|()<>]|$)/y;

/** Reads through the text of commands. */
export class Reader {
  text: string;
  readonly parse: Parse;
  at = 0;
  readonly #documents: Document[] = [];
  readonly #aliases: ReadonlyMap<string, string> | undefined;
  readonly #firstLine: number;
  /** Aliases that were put in, and where what they stand for ends, counted from the end of the text. */
  readonly #expanded = new Map<string, number>();
  /** Here-documents without an end: what bash says of them. */
  readonly warnings: string[] = [];
  #countedTo = 0;
  #counted = 0;
  /** How deep commands stand in each other. */
  depth = 0;
  /** Reads what a here-document holds; set by the reader of words. */
  static readQuoted: (text: string, parse: Parse, line: number) => Part[];

  constructor(text: string, parse: Parse, aliases?: ReadonlyMap<string, string>, line = 1) {
    this.text = text;
    this.parse = parse;
    this.#aliases = aliases;
    this.#firstLine = line;
  }

  /** The line that is read, from 1 on. */
  get line(): number {
    return this.lineOf(this.at);
  }

  /** The line of a place. */
  lineOf(place: number): number {
    if (place < this.#countedTo) {
      this.#countedTo = 0;
      this.#counted = 0;
    }
    for (let at = this.#countedTo; at < place; at++) if (this.text[at] === '\n') this.#counted++;
    this.#countedTo = place;
    return this.#firstLine + this.#counted;
  }

  /** Puts in what the alias that stands here stands for; an alias within itself is a plain word. */
  expandAlias(): void {
    while (this.#aliases) {
      const word = this.match(ALIAS)?.[0] ?? '';
      const value = word === '' ? undefined : this.#aliases.get(word);
      const left = this.text.length - this.at;
      const end = this.#expanded.get(word);
      if (value === undefined || (end !== undefined && left > end)) return;
      this.#expanded.set(word, left - word.length);
      this.text = this.text.slice(0, this.at) + value + this.text.slice(this.at + word.length);
      this.skipSpace(false);
    }
  }

  /** Whether a here-document was named and no line of it has come. */
  get isWaitingForDocument(): boolean {
    return this.#documents.length > 0;
  }

  isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  get letter(): string {
    return this.text[this.at] ?? '';
  }

  startsWith(text: string): boolean {
    return this.text.startsWith(text, this.at);
  }

  /** Skips spaces, joined lines and comments, and line breaks if these do not count. */
  skipSpace(withLines: boolean): void {
    for (;;) {
      const { letter } = this;
      if (letter === ' ' || letter === '\t' || letter === '\r') this.at++;
      else if (letter === '\\' && this.text[this.at + 1] === '\n') this.at += 2;
      else if (letter === '#' && (this.at === 0 || /[\s;&|()]/.test(this.text[this.at - 1] as string))) {
        const end = this.text.indexOf('\n', this.at);
        this.at = end < 0 ? this.text.length : end;
      } else if (withLines && letter === '\n') this.takeLine();
      else return;
    }
  }

  /** Goes over a line break; the texts of here-documents follow it. */
  takeLine(): void {
    this.at++;
    this.readDocuments();
  }

  /** Reads the here-documents that were named. */
  readDocuments(): void {
    for (const document of this.#documents.splice(0)) {
      const lines: string[] = [];
      const first = this.line;
      for (;;) {
        if (this.isAtEnd()) {
          const last = this.line - (this.text.endsWith('\n') ? 1 : 0);
          this.warnings.push(
            `line ${last}: warning: here-document at line ${document.line} delimited by end-of-file (wanted \`${document.end}')`,
          );
          break;
        }
        let line = this.#documentLine();
        // In a document whose values are put in, a backslash joins lines.
        while (!document.isQuoted && /(?:^|[^\\])(?:\\\\)*\\$/.test(line) && !this.isAtEnd())
          line = line.slice(0, -1) + this.#documentLine();
        const shown = document.isIndented ? line.replace(/^\t+/, '') : line;
        if (shown === document.end) break;
        lines.push(`${shown}\n`);
      }
      const body = lines.join('');
      if (document.isQuoted) document.parts.push({ kind: 'text', text: body, isQuoted: true });
      else document.parts.push(...Reader.readQuoted(body, this.parse, first));
    }
  }

  #documentLine(): string {
    const end = this.text.indexOf('\n', this.at);
    const line = this.text.slice(this.at, end < 0 ? this.text.length : end);
    this.at = end < 0 ? this.text.length : end + 1;
    return line;
  }

  /** Notes a here-document that follows after this line; its pieces are filled in then. */
  hereDocument(end: string, isIndented: boolean, isQuoted: boolean): Word {
    const parts: Part[] = [];
    this.#documents.push({ end, isIndented, isQuoted, parts, line: this.line });
    return parts;
  }

  /** What a pattern that is sticky finds here. */
  match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text) ?? undefined;
  }

  /** The word that stands here, for what has a meaning of its own: operators and reserved words. */
  peekWord(): string {
    return this.match(PEEK)?.[0] ?? '';
  }

  takeWord(): string {
    const word = this.peekWord();
    this.at += word.length;
    return word;
  }

  takeMatch(pattern: RegExp): RegExpExecArray | undefined {
    const found = this.match(pattern);
    if (found) this.at += found[0].length;
    return found;
  }

  /** The first of some operators that stands here. */
  takeOperator(operators: readonly string[]): string | undefined {
    const found = operators.find(
      (operator) =>
        this.startsWith(operator) &&
        !(operator === ';' && (this.startsWith(';;') || this.startsWith(';&'))) &&
        !(operator === '&' && this.startsWith('&>')) &&
        !(operator === '|' && this.startsWith('||')),
    );
    if (found === undefined) return undefined;
    if (found === '\n') this.takeLine();
    else this.at += found.length;
    return found;
  }

  /** Whether a word begins here. */
  isAtWord(): boolean {
    return !this.isAtEnd() && (!/[\s;&|()<>]/.test(this.letter) || this.startsWith('<(') || this.startsWith('>('));
  }

  /** The error for what cannot stand here. @param isOpen whether the end of the text is told as the end of a line */
  unexpected(isOpen = false): ShellSyntaxError {
    if (this.isAtEnd() && !isOpen) return this.unfinished();
    const token = this.isAtEnd() ? '\n' : (this.match(TOKEN)?.[0] ?? this.letter);
    const line = this.line;
    const start = this.text.lastIndexOf('\n', Math.max(0, this.at - 1)) + 1;
    const end = this.text.indexOf('\n', this.at);
    const shown = this.text.slice(token === '\n' ? Math.min(start, this.at) : start, end < 0 ? undefined : end);
    return new ShellSyntaxError(`syntax error near unexpected token \`${token === '\n' ? 'newline' : token}'`, {
      line,
      shown,
    });
  }

  /** The error for a text that ends too early. */
  unfinished(): ShellSyntaxError {
    const line = this.lineOf(this.text.length) + (this.text.endsWith('\n') ? 0 : 1);
    return new ShellSyntaxError('syntax error: unexpected end of file', { isUnfinished: true, line });
  }

  /** The error for a quote or bracket that has no end. @param line where it is told */
  unmatched(mark: string, line: number): ShellSyntaxError {
    return new ShellSyntaxError(`unexpected EOF while looking for matching \`${mark}'`, { isUnfinished: true, line });
  }
}
