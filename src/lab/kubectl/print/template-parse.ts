/** A node of a template of Go's text/template. */
export type TemplateNode =
  | { kind: 'text'; text: string }
  | { kind: 'action'; pipe: Pipe }
  | { kind: 'if' | 'with' | 'range'; pipe: Pipe; body: TemplateNode[]; otherwise: TemplateNode[] }
  | { kind: 'template'; name: string; pipe: Pipe | undefined }
  | { kind: 'break' | 'continue' };

/** A pipeline: variables that take its value, and commands that hand on what they give. */
export interface Pipe {
  variables: string[];
  isDeclared: boolean;
  commands: Operand[][];
  at: { line: number; column: number };
}

/** A word of a command: how it was written, and where errors about it are said to be. */
export type Operand = { text: string; column: number } & (
  | { kind: 'dot' | 'nil' }
  | { kind: 'field'; path: string[] }
  | { kind: 'variable'; name: string; path: string[] }
  | { kind: 'function'; name: string }
  | { kind: 'value'; value: string | number | boolean }
  | { kind: 'pipe'; pipe: Pipe; path: string[] }
);

/** A template and the templates that it defines. */
export interface Template {
  root: TemplateNode[];
  named: Map<string, TemplateNode[]>;
}

type Token = { text: string; spaced: boolean; column: number };
const TOKEN =
  /\s*(?:("(?:\\.|[^"\\\n])*")|(`[^`]*`)|('(?:\\.|[^'\\])+')|([-+]?\d[\w.]*(?:[eE][-+]?\d+)?)|((?:\$[\w]*|[\p{L}_][\p{L}\p{Nd}_]*)?(?:\.[\p{L}_][\p{L}\p{Nd}_]*)+|\$\w*|[\p{L}_][\p{L}\p{Nd}_]*|\.)|(:=|[=|(),])|(.))/gsu;

function fail(line: number, message: string): Error {
  return new Error(`template: output:${line}: ${message}`);
}

function unquote(text: string, line: number): string {
  if (text.startsWith('`')) return text.slice(1, -1);
  try {
    return JSON.parse(
      text
        .replace(/\\x([\da-fA-F]{2})/g, '\\u00$1')
        .replace(/\\a/g, '\\u0007')
        .replace(/\\v/g, '\\u000b'),
    ) as string;
  } catch {
    throw fail(line, 'invalid syntax');
  }
}

/** Reads the words of one action. */
class ActionReader {
  readonly #tokens: Token[] = [];
  readonly line: number;
  readonly #functions: ReadonlySet<string>;
  readonly #column: number;
  #at = 0;

  constructor(text: string, line: number, column: number, functions: ReadonlySet<string>) {
    this.line = line;
    this.#column = column;
    this.#functions = functions;
    // `range.items` is the word and a field, as Go reads it.
    const spaced = text.replace(/^(\s*)(?:range|if|with)(?=\.)/, (word) => `${word} `);
    for (const match of spaced.matchAll(TOKEN)) {
      const [all, quoted, raw, rune, number, word, sign, other] = match;
      if (other !== undefined && other.trim() === '') continue;
      if (other !== undefined) {
        const code = (other.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
        if (other === '"') throw fail(line, 'unterminated quoted string');
        throw fail(
          line,
          `${/[{}\]!@#%^&*;?<>~[\\]/.test(other) ? 'bad character' : 'unexpected bad character'} U+${code} '${other}'`,
        );
      }
      const token = quoted ?? raw ?? rune ?? number ?? word ?? sign ?? '';
      this.#tokens.push({
        text: token,
        spaced: /^\s/.test(all),
        column: column + match.index + all.length - token.length,
      });
    }
  }

  peek(): string | undefined {
    return this.#tokens[this.#at]?.text;
  }

  next(): string | undefined {
    return this.#tokens[this.#at++]?.text;
  }

  end(context: string): void {
    const token = this.peek();
    if (token !== undefined) throw fail(this.line, `unexpected ${JSON.stringify(token)} in ${context}`);
  }

  pipe(context: string, closing?: string): Pipe {
    const column = this.#tokens[this.#at]?.column ?? this.#column;
    const variables: string[] = [];
    let isDeclared = false;
    const start = this.#at;
    while (/^\$\w+$/.test(this.peek() ?? '')) {
      variables.push(this.next() as string);
      if (this.peek() === ',') this.next();
      else break;
    }
    if (variables.length > 0 && (this.peek() === ':=' || this.peek() === '=')) isDeclared = this.next() === ':=';
    else {
      this.#at = start;
      variables.length = 0;
    }
    const commands: Operand[][] = [[]];
    for (let token = this.peek(); token !== undefined && token !== closing; token = this.peek()) {
      if (token === '|') {
        this.next();
        if (commands.at(-1)?.length === 0) throw fail(this.line, `missing value for ${context}`);
        commands.push([]);
      } else commands.at(-1)?.push(this.operand(context));
    }
    if (commands.at(-1)?.length === 0) throw fail(this.line, `missing value for ${context}`);
    if (closing !== undefined) {
      if (this.next() !== closing) throw fail(this.line, 'unclosed left paren');
    }
    return { variables, isDeclared, commands, at: { line: this.line, column } };
  }

  operand(context: string): Operand {
    const column = this.#tokens[this.#at]?.column ?? this.#column;
    const text = this.next() as string;
    const [first = '', ...more] = text.replace(/^\./, '').split('.');
    const word = { text, column: more.length > 0 ? column + first.length + (text.startsWith('.') ? 1 : 0) : column };
    if (text === '(') {
      const pipe = this.pipe('parenthesized pipeline', ')');
      const follows = this.#tokens[this.#at];
      const path = follows && !follows.spaced && follows.text.startsWith('.') ? follows.text.slice(1).split('.') : [];
      if (path.length > 0) this.#at++;
      return { kind: 'pipe', pipe, path, text: '(...)', column };
    }
    if (text === '.') return { ...word, kind: 'dot' };
    if (text === 'nil') return { ...word, kind: 'nil' };
    if (text === 'true' || text === 'false') return { ...word, kind: 'value', value: text === 'true' };
    if (/^["`]/.test(text)) return { ...word, kind: 'value', value: unquote(text, this.line) };
    if (/^'/.test(text)) return { ...word, kind: 'value', value: text.codePointAt(1) ?? 0 };
    if (/^[-+]?\d/.test(text)) {
      const value = Number(text.replaceAll('_', ''));
      if (Number.isNaN(value)) throw fail(this.line, `bad number syntax: ${JSON.stringify(text)}`);
      return { ...word, kind: 'value', value };
    }
    if (text.startsWith('$')) {
      const [name = '', ...path] = text.split('.');
      return { ...word, kind: 'variable', name, path };
    }
    if (text.startsWith('.')) return { ...word, kind: 'field', path: text.slice(1).split('.') };
    if (/^[\p{L}_]/u.test(text) && !text.includes('.')) {
      if (!this.#functions.has(text)) throw fail(this.line, `function ${JSON.stringify(text)} not defined`);
      return { ...word, kind: 'function', name: text };
    }
    throw fail(this.line, `unexpected ${JSON.stringify(text)} in ${context === 'command' ? 'operand' : context}`);
  }
}

/** Reads a template. @throws Error in the words of text/template. */
export function parseTemplate(source: string, functions: ReadonlySet<string>): Template {
  const named = new Map<string, TemplateNode[]>();
  const root: TemplateNode[] = [];
  type Frame = {
    word: string;
    body: TemplateNode[];
    node?: Extract<TemplateNode, { body: TemplateNode[] }>;
    name?: string;
    chained?: boolean;
  };
  const stack: Frame[] = [{ word: '', body: root }];
  let line = 1;
  let at = 0;
  let trim = false;
  for (;;) {
    const open = source.indexOf('{{', at);
    let text = source.slice(at, open < 0 ? undefined : open);
    const trimsBefore = open >= 0 && /^\{\{-\s/.test(source.slice(open));
    const lines = text.split('\n').length - 1;
    if (trim) text = text.replace(/^\s+/, '');
    if (trimsBefore) text = text.replace(/\s+$/, '');
    if (text !== '') stack.at(-1)?.body.push({ kind: 'text', text });
    line += lines;
    if (open < 0) break;
    const from = open + (trimsBefore ? 3 : 2);
    const comment = /^\s*\/\*[\s\S]*?\*\/\s*(-?)\}\}/.exec(source.slice(from));
    const close = comment ? from + comment[0].length - 2 : closing(source, from);
    if (close < 0) {
      const broken = source.slice(from);
      if (/\}$/.test(broken)) throw fail(line, `bad character U+007D '}'`);
      throw fail(line, 'unclosed action');
    }
    const trimsAfter = /\s-$/.test(source.slice(from, close));
    const inner = source.slice(from, trimsAfter ? close - 1 : close);
    const column = open - source.lastIndexOf('\n', open) - 1 + (from - open);
    at = close + 2;
    trim = trimsAfter;
    if (!comment) action(new ActionReader(inner, line, column, functions), stack, named);
    line += source.slice(open, at).split('\n').length - 1;
  }
  if (stack.length > 1) throw fail(line, 'unexpected EOF');
  return { root, named };
}

/** Where an action that begins at a place is closed: not within quotes. */
function closing(source: string, from: number): number {
  for (let at = from; at < source.length; at++) {
    const character = source[at];
    if (character === '"' || character === '`') {
      for (at++; at < source.length && source[at] !== character; at++)
        if (character === '"' && source[at] === '\\') at++;
    } else if (source.startsWith('}}', at)) return at;
  }
  return -1;
}

function action(
  reader: ActionReader,
  stack: {
    word: string;
    body: TemplateNode[];
    node?: Extract<TemplateNode, { body: TemplateNode[] }>;
    name?: string;
    chained?: boolean;
  }[],
  named: Map<string, TemplateNode[]>,
): void {
  const frame = stack.at(-1);
  if (!frame) return;
  const word = reader.peek();
  switch (word) {
    case undefined:
      throw fail(reader.line, 'missing value for command');
    case 'if':
    case 'with':
    case 'range': {
      reader.next();
      const node = { kind: word, pipe: reader.pipe(word), body: [], otherwise: [] } as Extract<
        TemplateNode,
        { body: TemplateNode[] }
      >;
      reader.end(word);
      frame.body.push(node);
      stack.push({ word, body: node.body, node });
      return;
    }
    case 'else': {
      reader.next();
      if (!frame.node) throw fail(reader.line, 'unexpected {{else}}');
      const again = reader.peek();
      stack.pop();
      stack.push({ ...frame, body: frame.node.otherwise });
      if (again === 'if' || again === 'with') {
        action(reader, stack, named);
        const inner = stack.at(-1);
        if (inner) inner.chained = true;
      } else reader.end('else');
      return;
    }
    case 'end':
      reader.next();
      if (stack.length === 1) throw fail(reader.line, 'unexpected {{end}}');
      for (let closed = stack.pop(); closed?.chained; closed = stack.pop());
      return;
    case 'define': {
      reader.next();
      const name = JSON.parse(reader.next() ?? '""') as string;
      const body: TemplateNode[] = [];
      named.set(name, body);
      stack.push({ word, body, name });
      return;
    }
    case 'template': {
      reader.next();
      const name = JSON.parse(reader.next() ?? '""') as string;
      frame.body.push({
        kind: 'template',
        name,
        pipe: reader.peek() === undefined ? undefined : reader.pipe('template'),
      });
      return;
    }
    case 'break':
    case 'continue':
      reader.next();
      frame.body.push({ kind: word });
      return;
    default: {
      const pipe = reader.pipe('command');
      frame.body.push({ kind: 'action', pipe });
    }
  }
}
