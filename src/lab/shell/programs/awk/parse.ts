/** An expression of awk. */
export type Expression =
  | { kind: 'number'; value: number }
  | { kind: 'string'; value: string }
  | { kind: 'regex'; source: string }
  | { kind: 'field'; of: Expression }
  | { kind: 'variable'; name: string }
  | { kind: 'element'; name: string; keys: Expression[] }
  | { kind: 'assign'; operator: string; target: Expression; value: Expression }
  | { kind: 'step'; operator: '++' | '--'; target: Expression; isPrefix: boolean }
  | { kind: 'unary'; operator: string; of: Expression }
  | { kind: 'binary'; operator: string; left: Expression; right: Expression }
  | { kind: 'choice'; condition: Expression; yes: Expression; no: Expression }
  | { kind: 'in'; key: Expression; name: string }
  | { kind: 'call'; name: string; arguments: Expression[] };

/** A statement of awk. */
export type Statement =
  | { kind: 'expression'; of: Expression }
  | { kind: 'print'; values: Expression[] }
  | { kind: 'printf'; values: Expression[] }
  | { kind: 'if'; condition: Expression; yes: Statement; no?: Statement }
  | { kind: 'while'; condition: Expression; body: Statement }
  | { kind: 'for'; start?: Statement; condition?: Expression; step?: Statement; body: Statement }
  | { kind: 'each'; name: string; of: string; body: Statement }
  | { kind: 'block'; statements: Statement[] }
  | { kind: 'delete'; name: string; keys?: Expression[] }
  | { kind: 'leave'; what: 'next' | 'exit' | 'break' | 'continue'; code?: Expression };

/** A pattern with what is done where it fits. */
export interface Rule {
  when: 'BEGIN' | 'END' | 'line';
  from?: Expression;
  to?: Expression;
  action?: Statement;
}

/** A program that cannot be read. */
export class AwkSyntaxError extends Error {}

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

/** Reads programs of awk. @throws AwkSyntaxError */
export class AwkParser {
  readonly #text: string;
  #at = 0;
  #token: string | undefined;
  #canCompare = true;

  constructor(text: string) {
    this.#text = text;
    this.#advance();
  }

  #advance(): string {
    const given = this.#token ?? '';
    TOKEN.lastIndex = this.#at;
    const found = TOKEN.exec(this.#text);
    if (found) {
      this.#token = found[1] as string;
      this.#at = TOKEN.lastIndex;
    } else {
      if (
        this.#text
          .slice(this.#at)
          .replace(/#[^\n]*/g, '')
          .trim() !== ''
      )
        throw new AwkSyntaxError(`${this.#text}\nsyntax error`);
      this.#token = undefined;
    }
    return given;
  }

  #is(token: string): boolean {
    if (this.#token !== token) return false;
    this.#advance();
    return true;
  }

  #take(token: string): void {
    if (!this.#is(token)) throw new AwkSyntaxError(`${this.#text}\nsyntax error`);
  }

  #lines(): void {
    while (this.#token === '\n' || this.#token === ';') this.#advance();
  }

  rules(): Rule[] {
    const rules: Rule[] = [];
    for (this.#lines(); this.#token !== undefined; this.#lines()) {
      if (this.#token === 'BEGIN' || this.#token === 'END') {
        const when = this.#advance() as 'BEGIN' | 'END';
        rules.push({ when, action: this.#block() });
        continue;
      }
      const from = this.#token === '{' ? undefined : this.#expression();
      const to = from && this.#is(',') ? this.#expression() : undefined;
      const action = this.#token === '{' ? this.#block() : undefined;
      rules.push({ when: 'line', ...(from ? { from } : {}), ...(to ? { to } : {}), ...(action ? { action } : {}) });
    }
    return rules;
  }

  #block(): Statement {
    this.#take('{');
    const statements: Statement[] = [];
    for (this.#lines(); this.#token !== '}'; this.#lines()) {
      if (this.#token === undefined) throw new AwkSyntaxError(`${this.#text}\nunexpected newline or end of string`);
      statements.push(this.#statement());
    }
    this.#advance();
    return { kind: 'block', statements };
  }

  #statement(): Statement {
    if (this.#token === '{') return this.#block();
    if (this.#is('if')) {
      this.#take('(');
      const condition = this.#expression();
      this.#take(')');
      while (this.#token === '\n') this.#advance();
      const yes = this.#statement();
      const before = [this.#at, this.#token] as const;
      this.#lines();
      if (this.#is('else')) {
        while (this.#token === '\n') this.#advance();
        return { kind: 'if', condition, yes, no: this.#statement() };
      }
      [this.#at, this.#token] = before;
      return { kind: 'if', condition, yes };
    }
    if (this.#is('while')) {
      this.#take('(');
      const condition = this.#expression();
      this.#take(')');
      return { kind: 'while', condition, body: this.#statement() };
    }
    if (this.#is('for')) return this.#loop();
    const simple = this.#simple();
    if (this.#token !== '}' && this.#token !== undefined && this.#token !== '\n' && this.#token !== ';')
      throw new AwkSyntaxError(`${this.#text}\nsyntax error`);
    return simple;
  }

  #loop(): Statement {
    this.#take('(');
    const each = /^[ \t]*in[ \t]+([A-Za-z_]\w*)[ \t]*\)/.exec(this.#text.slice(this.#at));
    if (each && /^[A-Za-z_]/.test(this.#token ?? '')) {
      const name = this.#advance();
      this.#advance();
      const of = this.#advance();
      this.#take(')');
      return { kind: 'each', name, of, body: this.#statement() };
    }
    const start = this.#token === ';' ? undefined : this.#simple();
    this.#take(';');
    const condition = this.#token === ';' ? undefined : this.#expression();
    this.#take(';');
    const step = this.#token === ')' ? undefined : this.#simple();
    this.#take(')');
    return {
      kind: 'for',
      ...(start ? { start } : {}),
      ...(condition ? { condition } : {}),
      ...(step ? { step } : {}),
      body: this.#statement(),
    };
  }

  #simple(): Statement {
    if (this.#token === 'print' || this.#token === 'printf') {
      const kind = this.#advance() as 'print' | 'printf';
      this.#canCompare = false;
      const values = this.#list();
      this.#canCompare = true;
      return { kind, values };
    }
    if (this.#token === 'next' || this.#token === 'break' || this.#token === 'continue')
      return { kind: 'leave', what: this.#advance() as 'next' };
    if (this.#is('exit'))
      return this.#ends() ? { kind: 'leave', what: 'exit' } : { kind: 'leave', what: 'exit', code: this.#expression() };
    if (this.#is('delete')) {
      const name = this.#advance();
      if (!this.#is('[')) return { kind: 'delete', name };
      const keys = this.#list();
      this.#take(']');
      return { kind: 'delete', name, keys };
    }
    return { kind: 'expression', of: this.#expression() };
  }

  #ends(): boolean {
    return this.#token === undefined || ['\n', ';', '}', ')'].includes(this.#token);
  }

  #list(): Expression[] {
    if (this.#ends() || this.#token === '>' || this.#token === ']') return [];
    const all = [this.#expression()];
    while (this.#is(',')) all.push(this.#expression());
    return all;
  }

  #expression(): Expression {
    const target = this.#ternary();
    const operator = this.#token ?? '';
    if (!/^[-+*/%^]?=$/.test(operator)) return target;
    this.#advance();
    return { kind: 'assign', operator, target, value: this.#expression() };
  }

  #ternary(): Expression {
    const condition = this.#or();
    if (!this.#is('?')) return condition;
    const yes = this.#ternary();
    this.#take(':');
    return { kind: 'choice', condition, yes, no: this.#ternary() };
  }

  #or(): Expression {
    let left = this.#and();
    while (this.#is('||')) left = { kind: 'binary', operator: '||', left, right: this.#and() };
    return left;
  }

  #and(): Expression {
    let left = this.#membership();
    while (this.#is('&&')) left = { kind: 'binary', operator: '&&', left, right: this.#membership() };
    return left;
  }

  #membership(): Expression {
    let left = this.#match();
    while (this.#is('in')) left = { kind: 'in', key: left, name: this.#advance() };
    return left;
  }

  #match(): Expression {
    let left = this.#comparison();
    for (;;) {
      if (this.#is('~')) left = { kind: 'binary', operator: '~', left, right: this.#comparison() };
      else if (this.#token === '!' && this.#text[this.#at] === '~') {
        this.#advance();
        this.#advance();
        left = { kind: 'binary', operator: '!~', left, right: this.#comparison() };
      } else return left;
    }
  }

  #comparison(): Expression {
    const left = this.#joined();
    const operator = this.#token ?? '';
    if (!['<', '<=', '==', '!=', '>=', '>'].includes(operator) || (operator === '>' && !this.#canCompare)) return left;
    this.#advance();
    return { kind: 'binary', operator, left, right: this.#joined() };
  }

  /** Texts that stand beside each other are joined. */
  #joined(): Expression {
    let left = this.#sum();
    while (
      this.#token !== undefined &&
      (/^["$(\w.]/.test(this.#token) || (this.#token === '!' && this.#text[this.#at] !== '~')) &&
      this.#token !== 'in' &&
      !KEYWORDS.has(this.#token)
    )
      left = { kind: 'binary', operator: ' ', left, right: this.#sum() };
    return left;
  }

  #sum(): Expression {
    let left = this.#product();
    while (this.#token === '+' || this.#token === '-')
      left = { kind: 'binary', operator: this.#advance(), left, right: this.#product() };
    return left;
  }

  #product(): Expression {
    let left = this.#unary();
    while (this.#token === '*' || this.#token === '/' || this.#token === '%')
      left = { kind: 'binary', operator: this.#advance(), left, right: this.#unary() };
    return left;
  }

  #unary(): Expression {
    if (this.#token === '!' || this.#token === '-' || this.#token === '+')
      return { kind: 'unary', operator: this.#advance(), of: this.#unary() };
    const base = this.#postfix();
    return this.#is('^') ? { kind: 'binary', operator: '^', left: base, right: this.#unary() } : base;
  }

  #postfix(): Expression {
    if (this.#token === '++' || this.#token === '--')
      return { kind: 'step', operator: this.#advance() as '++', target: this.#primary(), isPrefix: true };
    const target = this.#primary();
    const isPlace = target.kind === 'variable' || target.kind === 'element' || target.kind === 'field';
    if (isPlace && (this.#token === '++' || this.#token === '--'))
      return { kind: 'step', operator: this.#advance() as '++', target, isPrefix: false };
    return target;
  }

  #primary(): Expression {
    const token = this.#token ?? '';
    if (token === '/') return this.#regex();
    if (token === '/=') throw new AwkSyntaxError(`${this.#text}\nsyntax error`);
    this.#advance();
    if (token === '$')
      return { kind: 'field', of: this.#token === '++' || this.#token === '--' ? this.#postfix() : this.#primary() };
    if (token === '(') {
      const canCompare = this.#canCompare;
      this.#canCompare = true;
      const inner = this.#expression();
      this.#canCompare = canCompare;
      this.#take(')');
      return inner;
    }
    if (/^[\d.]/.test(token)) return { kind: 'number', value: Number(token) };
    if (token.startsWith('"'))
      return {
        kind: 'string',
        value: token.slice(1, -1).replace(/\\(.)/g, (whole, letter: string) => ESCAPES[letter] ?? whole),
      };
    if (!/^[A-Za-z_]/.test(token) || KEYWORDS.has(token)) throw new AwkSyntaxError(`${this.#text}\nsyntax error`);
    if (this.#token === '(') {
      this.#advance();
      const given = this.#list();
      this.#take(')');
      return { kind: 'call', name: token, arguments: given };
    }
    if (this.#is('[')) {
      const keys = this.#list();
      this.#take(']');
      return { kind: 'element', name: token, keys };
    }
    return WITHOUT_BRACKETS.has(token)
      ? { kind: 'call', name: token, arguments: [] }
      : { kind: 'variable', name: token };
  }

  #regex(): Expression {
    let source = '';
    for (; this.#text[this.#at] !== '/'; this.#at++) {
      if (this.#at >= this.#text.length) throw new AwkSyntaxError(`${this.#text}\nunterminated regexp`);
      if (this.#text[this.#at] === '\\') source += this.#text[this.#at++];
      source += this.#text[this.#at];
    }
    this.#at++;
    this.#advance();
    return { kind: 'regex', source };
  }
}
