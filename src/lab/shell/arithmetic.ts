/** What cannot be computed, in bash's words. */
export class ArithmeticError extends Error {}

/** Where names of variables get their values. */
export interface ArithmeticValues {
  /** @param index the text of an index, for items of arrays */
  get(name: string, index: string | undefined): string;
  set(name: string, index: string | undefined, value: string): void;
}

const TOKEN =
  /\s*(0[xX][0-9a-fA-F]+|\d+#[0-9A-Za-z@_]+|\d+|[A-Za-z_]\w*|\*\*|<<=|>>=|<<|>>|<=|>=|==|!=|&&|\|\||\+\+|--|[-+*/%&|^]=|[-+*/%<>!~&|^?:()=,[\]])/y;

const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];
const ASSIGNING = new Set(['=', '+=', '-=', '*=', '/=', '%=', '<<=', '>>=', '&=', '^=', '|=']);
/** How deep names may stand for expressions that stand for names. */
const DEEPEST = 64;

const truth = (is: boolean): bigint => (is ? 1n : 0n);
const wrapped = (value: bigint): bigint => BigInt.asIntN(64, value);

class Reader {
  readonly #text: string;
  readonly #values: ArithmeticValues;
  readonly #depth: number;
  readonly #tokens: { text: string; at: number }[] = [];
  #at = 0;
  /** Set in the part of `&&`, `||` and `?:` that does not count: nothing is assigned there. */
  #isSkipped = false;
  #nesting = 0;

  constructor(text: string, values: ArithmeticValues, depth: number) {
    this.#text = text;
    this.#values = values;
    this.#depth = depth;
    TOKEN.lastIndex = 0;
    let end = 0;
    for (let found = TOKEN.exec(text); found; found = TOKEN.exec(text)) {
      end = TOKEN.lastIndex;
      this.#tokens.push({ text: found[1] as string, at: end - (found[1] as string).length });
    }
    if (text.slice(end).trim() !== '')
      this.#tokens.push({ text: text.slice(end).trim(), at: text.indexOf(text.slice(end).trim(), end) });
  }

  #peek(): string | undefined {
    return this.#tokens[this.#at]?.text;
  }

  #fail(why: string, at = this.#at): never {
    const token = this.#tokens[Math.min(at, this.#tokens.length - 1)];
    const rest = token ? this.#text.slice(token.at) : '';
    throw new ArithmeticError(`${this.#text.replace(/^\s+/, '')}: ${why} (error token is "${rest}")`);
  }

  all(): bigint {
    if (this.#tokens.length === 0) return 0n;
    const value = this.#comma();
    if (this.#at < this.#tokens.length) {
      const token = this.#peek() ?? '';
      this.#fail(
        /^[\w]/.test(token)
          ? 'syntax error in expression'
          : token === ')' || token === ']' || token === ':'
            ? 'syntax error in expression'
            : /^[-+*/%<>!~&|^?:()=,[\]]+$/.test(token)
              ? ASSIGNING.has(token)
                ? 'attempted assignment to non-variable'
                : 'syntax error in expression'
              : 'syntax error: invalid arithmetic operator',
      );
    }
    return value;
  }

  #comma(): bigint {
    let value = this.#assignment();
    while (this.#peek() === ',') {
      this.#at++;
      value = this.#assignment();
    }
    return value;
  }

  #assignment(): bigint {
    const start = this.#at;
    const name = this.#peek();
    if (name !== undefined && /^[A-Za-z_]/.test(name)) {
      this.#at++;
      const index = this.#index();
      const operator = this.#peek();
      if (operator !== undefined && ASSIGNING.has(operator)) {
        this.#at++;
        const value = this.#assignment();
        const made = operator === '=' ? value : this.#compute(operator.slice(0, -1), this.#valueOf(name, index), value);
        this.#set(name, index, made);
        return made;
      }
      this.#at = start;
    }
    return this.#ternary();
  }

  #ternary(): bigint {
    const condition = this.#level(0);
    if (this.#peek() !== '?') return condition;
    this.#at++;
    const first = this.#skipping(condition === 0n, () => this.#comma());
    if (this.#peek() !== ':') this.#fail("`:' expected for conditional expression");
    this.#at++;
    const second = this.#skipping(condition !== 0n, () => this.#assignment());
    return condition !== 0n ? first : second;
  }

  #skipping(isSkipped: boolean, read: () => bigint): bigint {
    const before = this.#isSkipped;
    this.#isSkipped ||= isSkipped;
    const value = read();
    this.#isSkipped = before;
    return value;
  }

  #level(index: number): bigint {
    if (index === LEVELS.length) return this.#power();
    let value = this.#level(index + 1);
    for (
      let operator = this.#peek();
      operator !== undefined && LEVELS[index]?.includes(operator);
      operator = this.#peek()
    ) {
      this.#at++;
      const isDecided = (operator === '&&' && value === 0n) || (operator === '||' && value !== 0n);
      const right = this.#skipping(isDecided, () => this.#level(index + 1));
      value = this.#compute(operator, value, right);
    }
    return value;
  }

  #compute(operator: string, a: bigint, b: bigint): bigint {
    switch (operator) {
      case '||':
        return truth(a !== 0n || b !== 0n);
      case '&&':
        return truth(a !== 0n && b !== 0n);
      case '|':
        return a | b;
      case '^':
        return a ^ b;
      case '&':
        return a & b;
      case '==':
        return truth(a === b);
      case '!=':
        return truth(a !== b);
      case '<':
        return truth(a < b);
      case '>':
        return truth(a > b);
      case '<=':
        return truth(a <= b);
      case '>=':
        return truth(a >= b);
      case '<<':
        return wrapped(a << (b & 63n));
      case '>>':
        return a >> (b & 63n);
      case '+':
        return wrapped(a + b);
      case '-':
        return wrapped(a - b);
      case '*':
        return wrapped(a * b);
      default:
        if (b === 0n) {
          if (this.#isSkipped) return 0n;
          this.#fail('division by 0', this.#at - 1);
        }
        return operator === '/' ? wrapped(a / b) : a % b;
    }
  }

  #power(): bigint {
    const value = this.#unary();
    if (this.#peek() !== '**') return value;
    this.#at++;
    const exponent = this.#power();
    if (exponent < 0n) this.#fail('exponent less than 0', this.#at - 1);
    let [result, base, left] = [1n, value, exponent];
    for (; left > 0n; left >>= 1n) {
      if (left & 1n) result = wrapped(result * base);
      base = wrapped(base * base);
    }
    return result;
  }

  #unary(): bigint {
    if (++this.#nesting > 500) this.#fail('expression recursion level exceeded');
    const token = this.#peek();
    if (token === undefined) this.#fail('syntax error: operand expected');
    this.#at++;
    let value: bigint;
    if (token === '-') value = wrapped(-this.#unary());
    else if (token === '+') value = this.#unary();
    else if (token === '!') value = truth(this.#unary() === 0n);
    else if (token === '~') value = ~this.#unary();
    else if (token === '(') {
      value = this.#comma();
      if (this.#peek() !== ')') this.#fail("missing `)'");
      this.#at++;
    } else if (token === '++' || token === '--') {
      const name = this.#peek();
      if (name === undefined || !/^[A-Za-z_]/.test(name)) this.#fail('syntax error: operand expected');
      this.#at++;
      const index = this.#index();
      value = this.#valueOf(name, index) + (token === '++' ? 1n : -1n);
      this.#set(name, index, value);
    } else if (/^\d/.test(token)) value = this.#number(token);
    else if (/^[A-Za-z_]/.test(token)) {
      const index = this.#index();
      value = this.#valueOf(token, index);
      if (this.#peek() === '++' || this.#peek() === '--') {
        this.#set(token, index, value + (this.#peek() === '++' ? 1n : -1n));
        this.#at++;
      }
    } else {
      this.#at--;
      this.#fail('syntax error: operand expected');
    }
    this.#nesting--;
    return value;
  }

  #number(token: string): bigint {
    const [, base, digits] = /^(\d+)#(.+)$/.exec(token) ?? [];
    if (base !== undefined && digits !== undefined) {
      const all = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@_';
      const text = Number(base) <= 36 ? digits.toLowerCase() : digits;
      return [...text].reduce((sum, digit) => sum * BigInt(base) + BigInt(Math.max(0, all.indexOf(digit))), 0n);
    }
    if (/^0\d/.test(token)) {
      if (/[89]/.test(token))
        throw new ArithmeticError(`${this.#text.trim()}: value too great for base (error token is "${token}")`);
      return wrapped(BigInt(`0o${token.slice(1)}`));
    }
    return wrapped(BigInt(token));
  }

  /** The text of an index in brackets. */
  #index(): string | undefined {
    if (this.#peek() !== '[') return undefined;
    const start = this.#tokens[this.#at]?.at ?? 0;
    let depth = 0;
    for (; this.#at < this.#tokens.length; this.#at++) {
      if (this.#peek() === '[') depth++;
      else if (this.#peek() === ']' && --depth === 0) {
        const end = this.#tokens[this.#at]?.at ?? 0;
        this.#at++;
        return this.#text.slice(start + 1, end);
      }
    }
    return this.#fail('syntax error: bad array subscript');
  }

  #valueOf(name: string, index: string | undefined): bigint {
    const text = this.#values.get(name, index).trim();
    if (text === '') return 0n;
    if (/^-?(0|[1-9]\d*)$/.test(text)) return wrapped(BigInt(text));
    if (this.#depth > DEEPEST) this.#fail('expression recursion level exceeded');
    return new Reader(text, this.#values, this.#depth + 1).all();
  }

  #set(name: string, index: string | undefined, value: bigint): void {
    if (!this.#isSkipped) this.#values.set(name, index, String(wrapped(value)));
  }
}

/** The value of `$((…))`: whole numbers of 64 bits, names of variables, operators of C. @throws ArithmeticError */
export function arithmetic(text: string, values: ArithmeticValues): bigint {
  return new Reader(text, values, 0).all();
}
