import { END, isBlank, isBreak, isBreakOrEnd, isNamed, isSpace, Reader } from './characters.ts';
import { scanDirective, scanTag } from './names.ts';
import { scanBlock, scanPlain, scanQuoted } from './scalars.ts';
import type { Token, TokenKind } from './token.ts';

/** A place where a key may have begun that no `?` announces. */
interface Candidate {
  isPossible: boolean;
  isRequired: boolean;
  token: number;
  line: number;
  column: number;
  at: number;
}

const LONGEST_KEY = 1024;
const DEEPEST = 10_000;

/** What no plain text begins with. */
const INDICATORS = '-?:,[]{}#&*!|>\'"%@`';

/** Splits YAML into tokens as the scanner of go-yaml does, errors included. @see https://pkg.go.dev/gopkg.in/yaml.v2 */
export class Scanner {
  readonly #reader: Reader;
  readonly #tokens: Token[] = [{ kind: 'start', line: 0, value: '' }];
  #parsed = 0;
  readonly #candidates: Candidate[] = [noCandidate()];
  readonly #candidateOf = new Map<number, number>();
  readonly #indents: number[] = [];
  #indent = -1;
  #flow = 0;
  #isKeyAllowed = true;

  constructor(text: string) {
    this.#reader = new Reader(text);
  }

  /** The next token. @throws YamlError */
  peek(): Token {
    for (;;) {
      const [token] = this.#tokens;
      if (token) {
        const index = this.#candidateOf.get(this.#parsed);
        // A key that has begun with this token stands before it, once that is known.
        if (index === undefined || !this.#isValid(this.#candidates[index])) return token;
      }
      this.#fetch();
    }
  }

  /** The next token, which is done with. @throws YamlError */
  take(): Token {
    const token = this.peek();
    if (token.kind === 'end') return token;
    this.#tokens.shift();
    this.#parsed++;
    return token;
  }

  #isValid(candidate: Candidate | undefined): boolean {
    if (!candidate?.isPossible) return false;
    if (candidate.line >= this.#reader.line && candidate.at + LONGEST_KEY >= this.#reader.at) return true;
    if (candidate.isRequired) throw this.#reader.fail("could not find expected ':'");
    candidate.isPossible = false;
    return false;
  }

  get #candidate(): Candidate {
    return this.#candidates[this.#candidates.length - 1] as Candidate;
  }

  #forget(): void {
    const candidate = this.#candidate;
    if (!candidate.isPossible) return;
    if (candidate.isRequired) throw this.#reader.fail("could not find expected ':'");
    candidate.isPossible = false;
    this.#candidateOf.delete(candidate.token);
  }

  /** Notes that a key may begin here. */
  #note(): void {
    if (!this.#isKeyAllowed) return;
    const { line, column, at } = this.#reader;
    this.#forget();
    const token = this.#parsed + this.#tokens.length;
    const isRequired = this.#flow === 0 && this.#indent === column;
    this.#candidates[this.#candidates.length - 1] = { isPossible: true, isRequired, token, line, column, at };
    this.#candidateOf.set(token, this.#candidates.length - 1);
  }

  #push(kind: TokenKind, line: number, value = '', more: Partial<Token> = {}): void {
    this.#tokens.push({ kind, line, value, ...more });
  }

  /** Opens a block that stands further to the right than the one around it. */
  #open(kind: 'map' | 'list', column: number, line: number, token?: number): void {
    if (this.#flow > 0 || this.#indent >= column) return;
    this.#indents.push(this.#indent);
    this.#indent = column;
    if (this.#indents.length > DEEPEST) throw this.#reader.fail(`exceeded max depth of ${DEEPEST}`);
    const opened: Token = { kind, line, value: '' };
    if (token === undefined) this.#tokens.push(opened);
    else this.#tokens.splice(token - this.#parsed, 0, opened);
  }

  /** Closes the blocks that stand further to the right than a column. */
  #close(column: number): void {
    if (this.#flow > 0) return;
    for (; this.#indent > column; this.#indent = this.#indents.pop() ?? -1) this.#push('close', this.#reader.line);
  }

  /** Puts an indicator of one character into the queue. */
  #indicator(kind: TokenKind, isKeyAllowed: boolean): void {
    this.#isKeyAllowed = isKeyAllowed;
    this.#push(kind, this.#reader.line);
    this.#reader.skip();
  }

  #skipToToken(): void {
    const reader = this.#reader;
    for (;;) {
      if (reader.column === 0 && reader.peek() === '\ufeff') reader.skip();
      const takesTabs = this.#flow > 0 || !this.#isKeyAllowed;
      reader.takeWhile((character) => character === ' ' || (takesTabs && character === '\t'));
      if (reader.peek() === '#') reader.takeWhile((character) => !isBreakOrEnd(character));
      if (!isBreak(reader.peek())) return;
      reader.takeBreak();
      if (this.#flow === 0) this.#isKeyAllowed = true;
    }
  }

  #fetch(): void {
    this.#skipToToken();
    const reader = this.#reader;
    this.#close(reader.column);
    const character = reader.peek();
    const isWord = isSpace(reader.peek(1));
    const isBlock = this.#flow === 0;
    if (character === END) this.#end();
    else if (reader.column === 0 && character === '%') this.#directive();
    else if (reader.isDocumentMark()) this.#document();
    else if (character === '[' || character === '{') this.#flowStart(character);
    else if (character === ']' || character === '}') this.#flowEnd(character);
    else if (character === ',') {
      this.#forget();
      this.#indicator(',', true);
    } else if (character === '-' && isWord) this.#entry('-', 'block sequence entries', 'list');
    else if (character === '?' && (!isBlock || isWord)) this.#entry('?', 'mapping keys', 'map');
    else if (character === ':' && (!isBlock || isWord)) this.#value();
    else if (character === '*' || character === '&') this.#anchor(character);
    else if (character === '!') this.#tag();
    else this.#text(character, isWord);
  }

  #text(character: string, isWord: boolean): void {
    const reader = this.#reader;
    const isBlock = this.#flow === 0;
    const { line } = reader;
    if (isBlock && (character === '|' || character === '>')) {
      this.#forget();
      this.#isKeyAllowed = true;
      this.#push('text', line, scanBlock(reader, this.#indent));
      return;
    }
    const isQuoted = character === "'" || character === '"';
    const isPlain =
      !(isSpace(character) || INDICATORS.includes(character)) ||
      (character === '-' && !isBlank(reader.peek(1))) ||
      (isBlock && (character === '?' || character === ':') && !isWord);
    if (!isQuoted && !isPlain) throw reader.fail('found character that cannot start any token');
    this.#note();
    this.#isKeyAllowed = false;
    if (isQuoted) this.#push('text', line, scanQuoted(reader));
    else {
      const { value, isLined } = scanPlain(reader, this.#indent, !isBlock);
      if (isLined) this.#isKeyAllowed = true;
      this.#push('text', line, value, { isPlain: true });
    }
  }

  #end(): void {
    const reader = this.#reader;
    if (reader.column !== 0) {
      reader.column = 0;
      reader.line++;
    }
    this.#close(-1);
    this.#forget();
    this.#isKeyAllowed = false;
    this.#push('end', reader.line);
  }

  #document(): void {
    this.#close(-1);
    this.#forget();
    this.#isKeyAllowed = false;
    this.#push(this.#reader.peek() === '-' ? '---' : '...', this.#reader.line);
    this.#reader.skip(3);
  }

  #directive(): void {
    const reader = this.#reader;
    this.#close(-1);
    this.#forget();
    this.#isKeyAllowed = false;
    const { line } = reader;
    const { value, suffix } = scanDirective(reader);
    this.#push('%', line, value, { suffix });
  }

  #flowStart(kind: '[' | '{'): void {
    this.#note();
    this.#candidates.push(noCandidate());
    if (++this.#flow > DEEPEST) throw this.#reader.fail(`exceeded max depth of ${DEEPEST}`);
    this.#indicator(kind, true);
  }

  #flowEnd(kind: ']' | '}'): void {
    this.#forget();
    if (this.#flow > 0) {
      this.#flow--;
      this.#candidateOf.delete(this.#candidates.pop()?.token ?? -1);
    }
    this.#indicator(kind, false);
  }

  #entry(kind: '-' | '?', what: string, block: 'list' | 'map'): void {
    const isBlock = this.#flow === 0;
    if (isBlock) {
      if (!this.#isKeyAllowed) throw this.#reader.fail(`${what} are not allowed in this context`);
      this.#open(block, this.#reader.column, this.#reader.line);
    }
    this.#forget();
    this.#indicator(kind, isBlock || kind === '-');
  }

  #value(): void {
    const candidate = this.#candidate;
    if (this.#isValid(candidate)) {
      this.#tokens.splice(candidate.token - this.#parsed, 0, { kind: '?', line: candidate.line, value: '' });
      this.#open('map', candidate.column, candidate.line, candidate.token);
      candidate.isPossible = false;
      this.#candidateOf.delete(candidate.token);
      this.#indicator(':', false);
      return;
    }
    if (this.#flow === 0) {
      if (!this.#isKeyAllowed) throw this.#reader.fail('mapping values are not allowed in this context');
      this.#open('map', this.#reader.column, this.#reader.line);
    }
    this.#indicator(':', this.#flow === 0);
  }

  #anchor(kind: '&' | '*'): void {
    const reader = this.#reader;
    this.#note();
    this.#isKeyAllowed = false;
    const { line } = reader;
    reader.skip();
    const name = reader.takeWhile(isNamed);
    if (name === '' || !(isSpace(reader.peek()) || '?:,]}%@`'.includes(reader.peek())))
      throw reader.fail('did not find expected alphabetic or numeric character');
    this.#push(kind, line, name);
  }

  #tag(): void {
    const reader = this.#reader;
    this.#note();
    this.#isKeyAllowed = false;
    const { line } = reader;
    const { value, suffix } = scanTag(reader);
    this.#push('!', line, value, { suffix });
  }
}

const noCandidate = (): Candidate => ({ isPossible: false, isRequired: false, token: -1, line: 0, column: 0, at: 0 });
