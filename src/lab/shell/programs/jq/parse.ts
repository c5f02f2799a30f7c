import { type Filter, JqSyntaxError } from './tree.ts';

const TOKEN =
  /\s*(?:#[^\n]*)?\s*(\.\.|\?\/\/|\/\/=|\|=|\+=|-=|\*=|\/=|==|!=|<=|>=|\/\/|and\b|or\b|[A-Za-z_]\w*(?:::\w+)*|\$[A-Za-z_]\w*|@[a-z0-9]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.[A-Za-z_]\w*|"|[.[\]{}()|,:;?+\-*/%<>=])/y;

const LEVELS: readonly (readonly string[])[] = [
  ['//'],
  ['|=', '+=', '-=', '*=', '/=', '//=', '='],
  ['or'],
  ['and'],
  ['==', '!=', '<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/', '%'],
];

const KEYWORDS = new Set(['then', 'elif', 'else', 'end', 'as', 'catch', 'and', 'or']);

/** Reads a filter. @throws JqSyntaxError */
export class JqParser {
  readonly #text: string;
  #at = 0;
  #token: string | undefined;
  #before = 0;

  constructor(text: string) {
    this.#text = text;
    this.#next();
  }

  #next(): string | undefined {
    const given = this.#token;
    this.#before = this.#at;
    TOKEN.lastIndex = this.#at;
    const found = TOKEN.exec(this.#text);
    if (found) {
      this.#token = found[1] as string;
      this.#at = TOKEN.lastIndex;
      return given;
    }
    if (this.#text.slice(this.#at).trim() !== '')
      throw new JqSyntaxError(
        `syntax error, unexpected INVALID_CHARACTER (Unix shell quoting issues?) at <top-level>, line 1:\n${this.#text}`,
      );
    this.#token = undefined;
    return given;
  }

  #fail(): never {
    const shown = this.#token === undefined ? 'end of file' : `'${this.#token}'`;
    throw new JqSyntaxError(
      `syntax error, unexpected ${shown} (Unix shell quoting issues?) at <top-level>, line 1:\n${this.#text}`,
    );
  }

  #take(token: string): void {
    if (this.#token !== token) this.#fail();
    this.#next();
  }

  #is(token: string): boolean {
    if (this.#token !== token) return false;
    this.#next();
    return true;
  }

  whole(): Filter {
    const filter = this.#token === undefined ? ({ kind: 'identity' } as const) : this.#pipe();
    if (this.#token !== undefined) this.#fail();
    return filter;
  }

  #pipe(): Filter {
    const left = this.#comma();
    if (this.#is('as')) {
      const name = this.#next() ?? '';
      if (!name.startsWith('$')) this.#fail();
      this.#take('|');
      return { kind: 'bind', source: left, name: name.slice(1), body: this.#pipe() };
    }
    return this.#is('|') ? { kind: 'pipe', left, right: this.#pipe() } : left;
  }

  #comma(): Filter {
    let left = this.#level(0);
    while (this.#is(',')) left = { kind: 'comma', left, right: this.#level(0) };
    return left;
  }

  #level(index: number): Filter {
    if (index === LEVELS.length) return this.#postfix();
    let left = this.#level(index + 1);
    for (
      let operator = this.#token;
      operator !== undefined && LEVELS[index]?.includes(operator);
      operator = this.#token
    ) {
      this.#next();
      // Alternatives lean to the right.
      left = { kind: 'binary', operator, left, right: this.#level(index === 0 ? 0 : index + 1) };
    }
    return left;
  }

  #postfix(): Filter {
    let filter = this.#primary();
    for (;;) {
      if (this.#token?.startsWith('.') && this.#token.length > 1 && this.#token !== '..') {
        const name = (this.#next() as string).slice(1);
        filter = { kind: 'field', of: filter, name: { kind: 'literal', value: name }, isOptional: this.#is('?') };
      } else if (this.#token === '.' && /^\s*["[]/.test(this.#text.slice(this.#at))) {
        this.#next();
        if ((this.#token as string) === '"')
          filter = { kind: 'field', of: filter, name: this.#string(), isOptional: this.#is('?') };
      } else if (this.#token === '[') filter = this.#index(filter);
      else if (this.#is('?')) filter = { kind: 'try', body: filter };
      else return filter;
    }
  }

  #index(of: Filter): Filter {
    this.#take('[');
    if (this.#is(']')) return { kind: 'iterate', of, isOptional: this.#is('?') };
    if (this.#is(':')) {
      const to = this.#pipe();
      this.#take(']');
      return { kind: 'slice', of, to };
    }
    const name = this.#pipe();
    if (this.#is(':')) {
      if (this.#is(']')) return { kind: 'slice', of, from: name };
      const to = this.#pipe();
      this.#take(']');
      return { kind: 'slice', of, from: name, to };
    }
    this.#take(']');
    return { kind: 'field', of, name, isOptional: this.#is('?') };
  }

  #string(format?: string): Filter {
    // The token is the opening quote; what follows is read letter by letter.
    let at = this.#before + this.#text.slice(this.#before).indexOf('"') + 1;
    const parts: (string | Filter)[] = [];
    let text = '';
    for (; this.#text[at] !== '"'; at++) {
      if (at >= this.#text.length)
        throw new JqSyntaxError(
          `syntax error, unexpected end of file, expecting QQSTRING_TEXT or QQSTRING_INTERP_START or QQSTRING_END (Unix shell quoting issues?) at <top-level>, line 1:\n${this.#text}`,
        );
      if (this.#text[at] !== '\\') {
        text += this.#text[at];
        continue;
      }
      const next = this.#text[++at] ?? '';
      if (next === '(') {
        const start = at + 1;
        let depth = 1;
        for (at++; depth > 0 && at < this.#text.length; at++) {
          if (this.#text[at] === '(') depth++;
          else if (this.#text[at] === ')') depth--;
        }
        at--;
        parts.push(text, new JqParser(this.#text.slice(start, at)).whole());
        text = '';
      } else if (next === 'u') {
        text += String.fromCharCode(Number.parseInt(this.#text.slice(at + 1, at + 5), 16));
        at += 4;
      } else text += ({ n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' } as Record<string, string>)[next] ?? next;
    }
    parts.push(text);
    this.#at = at + 1;
    this.#next();
    return { kind: 'string', parts, ...(format === undefined ? {} : { format }) };
  }

  #primary(): Filter {
    const token = this.#token;
    if (token === undefined || KEYWORDS.has(token)) this.#fail();
    if (token === '"') return this.#string();
    if (token === '[') {
      this.#next();
      if (this.#is(']')) return { kind: 'array' };
      const of = this.#pipe();
      this.#take(']');
      return { kind: 'array', of };
    }
    this.#next();
    if (token === '.') {
      if (this.#token === '"')
        return { kind: 'field', of: { kind: 'identity' }, name: this.#string(), isOptional: this.#is('?') };
      return this.#token === '[' ? this.#index({ kind: 'identity' }) : { kind: 'identity' };
    }
    if (token === '..') return { kind: 'recurse' };
    if (token.startsWith('.'))
      return {
        kind: 'field',
        of: { kind: 'identity' },
        name: { kind: 'literal', value: token.slice(1) },
        isOptional: this.#is('?'),
      };
    if (/^\d/.test(token)) return { kind: 'literal', value: Number(token) };
    if (token === '-') return { kind: 'negate', of: this.#postfix() };
    if (token.startsWith('$')) return { kind: 'variable', name: token.slice(1) };
    if (token.startsWith('@'))
      return this.#token === '"' ? this.#string(token.slice(1)) : { kind: 'format', name: token.slice(1) };
    if (token === '(') {
      const inner = this.#pipe();
      this.#take(')');
      return inner;
    }
    if (token === '{') return this.#object();
    if (token === 'if') return this.#condition();
    if (token === 'try') {
      const body = this.#postfix();
      return { kind: 'try', body, ...(this.#is('catch') ? { catch: this.#postfix() } : {}) };
    }
    if (token === 'reduce') {
      const source = this.#postfix();
      this.#take('as');
      const name = (this.#next() ?? '').slice(1);
      this.#take('(');
      const start = this.#pipe();
      this.#take(';');
      const update = this.#pipe();
      this.#take(')');
      return { kind: 'reduce', source, name, start, update };
    }
    if (/^[A-Za-z_]/.test(token)) {
      const given: Filter[] = [];
      if (this.#is('(')) {
        do given.push(this.#pipe());
        while (this.#is(';'));
        this.#take(')');
      }
      return { kind: 'call', name: token, arguments: given };
    }
    return this.#fail();
  }

  #condition(): Filter {
    const condition = this.#pipe();
    this.#take('then');
    const then = this.#pipe();
    if (this.#is('elif')) return { kind: 'if', condition, then, else: this.#condition() };
    const otherwise = this.#is('else') ? this.#pipe() : undefined;
    this.#take('end');
    return { kind: 'if', condition, then, ...(otherwise ? { else: otherwise } : {}) };
  }

  #object(): Filter {
    const entries: { key: Filter; value: Filter }[] = [];
    while (!this.#is('}')) {
      const token = this.#token ?? '';
      let key: Filter;
      let own: Filter;
      if (token === '"') {
        key = this.#string();
        own = { kind: 'field', of: { kind: 'identity' }, name: key, isOptional: false };
      } else if (token === '(') {
        this.#next();
        key = this.#pipe();
        own = key;
        this.#take(')');
      } else if (token.startsWith('$')) {
        this.#next();
        key = { kind: 'literal', value: token.slice(1) };
        own = { kind: 'variable', name: token.slice(1) };
      } else {
        if (!/^[A-Za-z_]/.test(token)) this.#fail();
        this.#next();
        key = { kind: 'literal', value: token };
        own = { kind: 'field', of: { kind: 'identity' }, name: key, isOptional: false };
      }
      entries.push({ key, value: this.#is(':') ? this.#entryValue() : own });
      if (!this.#is(',') && this.#token !== '}') this.#fail();
    }
    return { kind: 'object', entries };
  }

  /** The value of an entry: no comma, but pipes between. */
  #entryValue(): Filter {
    let value = this.#level(0);
    while (this.#is('|')) value = { kind: 'pipe', left: value, right: this.#level(0) };
    return value;
  }
}
