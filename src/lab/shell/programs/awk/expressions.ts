import { AwkSyntaxError, type Expression } from './tree.ts';

const TOKEN =
  /[ \t\r]*(?:#[^\n]*|\\\n)?[ \t\r]*(\n|[A-Za-z_]\w*|\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+|"(?:[^"\\]|\\.)*"|&&|\|\||\+\+|--|[-+*/%^=!<>]=|[-+*/%^!~<>?:,;(){}[\]$=|])/y;

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', '"': '"', '/': '/' };
const WITHOUT_BRACKETS = new Set(['length']);
const KEYWORDS = new Set([
  'BEGIN',
  'END',
  'if',
  'else',
  'while',
  'for',
  'in',
  'print',
  'printf',
  'next',
  'exit',
  'break',
  'continue',
  'delete',
  'getline',
  'function',
  'do',
]);

/** Reads expressions of awk. @throws AwkSyntaxError */
export class ExpressionReader {
  protected readonly text: string;
  protected at = 0;
  protected token: string | undefined;
  protected canCompare = true;

  constructor(text: string) {
    this.text = text;
    this.advance();
  }

  protected advance(): string {
    const given = this.token ?? '';
    TOKEN.lastIndex = this.at;
    const found = TOKEN.exec(this.text);
    if (found) {
      this.token = found[1] as string;
      this.at = TOKEN.lastIndex;
    } else {
      if (
        this.text
          .slice(this.at)
          .replace(/#[^\n]*/g, '')
          .trim() !== ''
      )
        throw new AwkSyntaxError(`${this.text}\nsyntax error`);
      this.token = undefined;
    }
    return given;
  }

  protected is(token: string): boolean {
    if (this.token !== token) return false;
    this.advance();
    return true;
  }

  protected take(token: string): void {
    if (!this.is(token)) throw new AwkSyntaxError(`${this.text}\nsyntax error`);
  }

  protected lines(): void {
    while (this.token === '\n' || this.token === ';') this.advance();
  }

  protected ends(): boolean {
    return this.token === undefined || ['\n', ';', '}', ')'].includes(this.token);
  }

  protected list(): Expression[] {
    if (this.ends() || this.token === '>' || this.token === ']') return [];
    const all = [this.expression()];
    while (this.is(',')) all.push(this.expression());
    return all;
  }

  protected expression(): Expression {
    const target = this.ternary();
    const operator = this.token ?? '';
    if (!/^[-+*/%^]?=$/.test(operator)) return target;
    this.advance();
    return { kind: 'assign', operator, target, value: this.expression() };
  }

  protected ternary(): Expression {
    const condition = this.or();
    if (!this.is('?')) return condition;
    const yes = this.ternary();
    this.take(':');
    return { kind: 'choice', condition, yes, no: this.ternary() };
  }

  protected or(): Expression {
    let left = this.and();
    while (this.is('||')) left = { kind: 'binary', operator: '||', left, right: this.and() };
    return left;
  }

  protected and(): Expression {
    let left = this.membership();
    while (this.is('&&')) left = { kind: 'binary', operator: '&&', left, right: this.membership() };
    return left;
  }

  protected membership(): Expression {
    let left = this.match();
    while (this.is('in')) left = { kind: 'in', key: left, name: this.advance() };
    return left;
  }

  protected match(): Expression {
    let left = this.comparison();
    for (;;) {
      if (this.is('~')) left = { kind: 'binary', operator: '~', left, right: this.comparison() };
      else if (this.token === '!' && this.text[this.at] === '~') {
        this.advance();
        this.advance();
        left = { kind: 'binary', operator: '!~', left, right: this.comparison() };
      } else return left;
    }
  }

  protected comparison(): Expression {
    const left = this.joined();
    const operator = this.token ?? '';
    if (!['<', '<=', '==', '!=', '>=', '>'].includes(operator) || (operator === '>' && !this.canCompare)) return left;
    this.advance();
    return { kind: 'binary', operator, left, right: this.joined() };
  }

  /** Texts that stand beside each other are joined. */
  protected joined(): Expression {
    let left = this.sum();
    while (
      this.token !== undefined &&
      (/^["$(\w.]/.test(this.token) || (this.token === '!' && this.text[this.at] !== '~')) &&
      this.token !== 'in' &&
      !KEYWORDS.has(this.token)
    )
      left = { kind: 'binary', operator: ' ', left, right: this.sum() };
    return left;
  }

  protected sum(): Expression {
    let left = this.product();
    while (this.token === '+' || this.token === '-')
      left = { kind: 'binary', operator: this.advance(), left, right: this.product() };
    return left;
  }

  protected product(): Expression {
    let left = this.unary();
    while (this.token === '*' || this.token === '/' || this.token === '%')
      left = { kind: 'binary', operator: this.advance(), left, right: this.unary() };
    return left;
  }

  protected unary(): Expression {
    if (this.token === '!' || this.token === '-' || this.token === '+')
      return { kind: 'unary', operator: this.advance(), of: this.unary() };
    const base = this.postfix();
    return this.is('^') ? { kind: 'binary', operator: '^', left: base, right: this.unary() } : base;
  }

  protected postfix(): Expression {
    if (this.token === '++' || this.token === '--')
      return { kind: 'step', operator: this.advance() as '++', target: this.primary(), isPrefix: true };
    const target = this.primary();
    const isPlace = target.kind === 'variable' || target.kind === 'element' || target.kind === 'field';
    if (isPlace && (this.token === '++' || this.token === '--'))
      return { kind: 'step', operator: this.advance() as '++', target, isPrefix: false };
    return target;
  }

  protected primary(): Expression {
    const token = this.token ?? '';
    if (token === '/') return this.regex();
    if (token === '/=') {
      // A regular expression that begins with a sign.
      this.at--;
      this.token = '/';
      return this.regex();
    }
    this.advance();
    if (token === '$')
      return { kind: 'field', of: this.token === '++' || this.token === '--' ? this.postfix() : this.primary() };
    if (token === '(') {
      const canCompare = this.canCompare;
      this.canCompare = true;
      const inner = this.expression();
      this.canCompare = canCompare;
      this.take(')');
      return inner;
    }
    if (/^[\d.]/.test(token)) return { kind: 'number', value: Number(token) };
    if (token.startsWith('"'))
      return {
        kind: 'string',
        value: token.slice(1, -1).replace(/\\(.)/g, (whole, letter: string) => ESCAPES[letter] ?? whole),
      };
    if (!/^[A-Za-z_]/.test(token) || KEYWORDS.has(token)) throw new AwkSyntaxError(`${this.text}\nsyntax error`);
    if (this.token === '(') {
      this.advance();
      const given = this.list();
      this.take(')');
      return { kind: 'call', name: token, arguments: given };
    }
    if (this.is('[')) {
      const keys = this.list();
      this.take(']');
      return { kind: 'element', name: token, keys };
    }
    return WITHOUT_BRACKETS.has(token)
      ? { kind: 'call', name: token, arguments: [] }
      : { kind: 'variable', name: token };
  }

  protected regex(): Expression {
    let source = '';
    for (; this.text[this.at] !== '/'; this.at++) {
      if (this.at >= this.text.length) throw new AwkSyntaxError(`${this.text}\nunterminated regexp`);
      if (this.text[this.at] === '\\') source += this.text[this.at++];
      source += this.text[this.at];
    }
    this.at++;
    this.advance();
    return { kind: 'regex', source };
  }
}
