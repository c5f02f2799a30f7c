import type { List, Part, Word } from './tree.ts';

/** A text that is no command of the shell, in bash's words. */
export class ShellSyntaxError extends Error {
  /** Whether more lines could mend it: a quote or a loop is open. */
  readonly isUnfinished: boolean;

  constructor(message: string, isUnfinished = false) {
    super(message);
    this.isUnfinished = isUnfinished;
  }
}

interface Document {
  end: string;
  isIndented: boolean;
  isQuoted: boolean;
  parts: Part[];
}

/** Reads through the text of commands. */
export class Reader {
  text: string;
  /** Reads the text of a command substitution. */
  readonly parse: (text: string, line?: number) => List;
  at = 0;
  readonly #documents: Document[] = [];
  readonly #aliases: ReadonlyMap<string, string> | undefined;
  readonly #firstLine: number;
  /** Aliases that were put in, and where what they stand for ends, counted from the end of the text. */
  readonly #expanded = new Map<string, number>();
  /** Whether a here-document has no end. */
  isUnfinished = false;
  /** Reads what a here-document holds; set by the reader of words. */
  static readQuoted: (text: string, parse: (text: string) => List) => Part[];

  constructor(
    text: string,
    parse: (text: string, line?: number) => List,
    aliases?: ReadonlyMap<string, string>,
    line = 1,
  ) {
    this.text = text.replaceAll('\\\n', '');
    this.parse = parse;
    this.#aliases = aliases;
    this.#firstLine = line;
  }

  /** The line that is read, from 1 on. */
  get line(): number {
    return this.#firstLine + (this.text.slice(0, this.at).match(/\n/g)?.length ?? 0);
  }

  /** Puts in what the alias that stands here stands for; an alias within itself is a plain word. */
  expandAlias(): void {
    for (;;) {
      const word = /^[^\s;&|()<>"'`$\\=]+(?=[\s;&|()<>]|$)/.exec(this.text.slice(this.at))?.[0] ?? '';
      const value = word === '' ? undefined : this.#aliases?.get(word);
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

  /** Skips spaces and comments, and line breaks if these do not count. */
  skipSpace(withLines: boolean): void {
    for (;;) {
      if (this.letter === ' ' || this.letter === '\t' || this.letter === '\r') this.at++;
      else if (this.letter === '#' && /(^|[\s;&|(])$/.test(this.text.slice(Math.max(0, this.at - 1), this.at)))
        this.at += /^[^\n]*/.exec(this.text.slice(this.at))?.[0].length ?? 0;
      else if (withLines && this.letter === '\n') this.takeLine();
      else return;
    }
  }

  /** Goes over a line break; the texts of here-documents follow it. */
  takeLine(): void {
    this.at++;
    for (const document of this.#documents.splice(0)) {
      const lines: string[] = [];
      for (;;) {
        if (this.isAtEnd()) {
          this.isUnfinished = true;
          break;
        }
        const end = this.text.indexOf('\n', this.at);
        const line = this.text.slice(this.at, end < 0 ? this.text.length : end);
        this.at = end < 0 ? this.text.length : end + 1;
        const shown = document.isIndented ? line.replace(/^\t+/, '') : line;
        if (shown === document.end) break;
        lines.push(`${shown}\n`);
      }
      const body = lines.join('');
      if (document.isQuoted) document.parts.push({ kind: 'text', text: body, isQuoted: true });
      else document.parts.push(...Reader.readQuoted(body, this.parse));
    }
  }

  /** Notes a here-document that follows after this line; its pieces are filled in then. */
  hereDocument(end: string, isIndented: boolean, isQuoted: boolean): Word {
    const parts: Part[] = [];
    this.#documents.push({ end, isIndented, isQuoted, parts });
    return parts;
  }

  /** The word that stands here, for what has a meaning of its own: operators and reserved words. */
  peekWord(): string {
    const rest = this.text.slice(this.at);
    return /^(;;|[(){}](?=$|[\s;&|)<>])|[()]|[^\s;&|()<>"'`$\\]+)/.exec(rest)?.[0] ?? '';
  }

  takeWord(): string {
    const word = this.peekWord();
    this.at += word.length;
    return word;
  }

  takeMatch(pattern: RegExp): RegExpExecArray | undefined {
    const found = pattern.exec(this.text.slice(this.at));
    if (!found) return undefined;
    this.at += found[0].length;
    return found;
  }

  takeFunctionName(): string | undefined {
    return this.takeMatch(/^([A-Za-z_][\w-]*)[ \t]*\(\)/)?.[1];
  }

  /** The first of some operators that stands here. */
  takeOperator(operators: readonly string[]): string | undefined {
    // A line break after `;;` or a closing word is nobody's operator.
    const found = operators.find(
      (operator) =>
        this.text.startsWith(operator, this.at) &&
        !(operator === ';' && this.text.startsWith(';;', this.at)) &&
        !(operator === '|' && this.text.startsWith('||', this.at)),
    );
    if (found === undefined) return undefined;
    if (found === '\n') this.takeLine();
    else this.at += found.length;
    return found;
  }

  /** Whether a word begins here. */
  isAtWord(): boolean {
    return !this.isAtEnd() && (!/[\s;&|()<>]/.test(this.letter) || this.text.startsWith('<(', this.at));
  }

  /** The error for what cannot stand here. */
  unexpected(): ShellSyntaxError {
    if (this.isAtEnd()) return new ShellSyntaxError('syntax error: unexpected end of file', true);
    const token = /^(&&|\|\||;;|>>|<<|[;&|()<>\n]|[^\s;&|()<>]+)/.exec(this.text.slice(this.at))?.[0] ?? this.letter;
    return new ShellSyntaxError(`syntax error near unexpected token \`${token === '\n' ? 'newline' : token}'`);
  }
}
