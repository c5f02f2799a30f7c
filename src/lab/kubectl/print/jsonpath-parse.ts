/** A step of a template in kubectl's JSONPath (k8s.io/client-go/util/jsonpath). */
export type Step =
  | { kind: 'list'; steps: Step[] }
  | { kind: 'text'; text: string }
  | { kind: 'field'; name: string }
  | { kind: 'array'; from: Parameter; to: Parameter; by: Parameter }
  | { kind: 'filter'; left: Step[]; right: Step[]; operator: string }
  | { kind: 'value'; value: number | boolean; isFloat?: boolean }
  | { kind: 'wildcard' }
  | { kind: 'recursive' }
  | { kind: 'union'; lists: Step[][] }
  | { kind: 'identifier'; name: string };

/** A number of a slice, if it is there. `derived` marks an end that follows from the start. */
export interface Parameter {
  known: boolean;
  value: number;
  derived?: boolean;
}

const TERMINATORS = ' \t\r\n.,[]$@{}';

class Parser {
  readonly #input: string;
  #at = 0;
  #start = 0;
  readonly root: Step[] = [];

  constructor(input: string) {
    this.#input = input;
  }

  #take(): string {
    const text = this.#input.slice(this.#start, this.#at);
    this.#start = this.#at;
    return text;
  }

  #next(): string {
    return this.#input[this.#at++] ?? '';
  }

  text(): void {
    for (;;) {
      const brace = this.#input.indexOf('{', this.#at);
      this.#at = brace < 0 ? this.#input.length : brace;
      if (this.#at > this.#start) this.root.push({ kind: 'text', text: this.#take() });
      if (brace < 0) return;
      this.#at++;
      this.#take();
      const steps: Step[] = [];
      this.root.push({ kind: 'list', steps });
      this.#action(steps);
    }
  }

  /** Reads what stands between braces. */
  #action(steps: Step[]): void {
    for (;;) {
      if (this.#input.startsWith('}', this.#at)) {
        this.#at++;
        this.#take();
        return;
      }
      if (this.#input.startsWith('[?(', this.#at)) {
        this.#filter(steps);
        continue;
      }
      if (this.#input.startsWith('..', this.#at)) {
        if (steps.at(-1)?.kind === 'recursive') throw new Error('invalid multiple recursive descent');
        this.#at += 2;
        this.#take();
        steps.push({ kind: 'recursive' });
        if (/[\p{L}\p{Nd}_]/u.test(this.#input[this.#at] ?? '')) this.#field(steps);
        continue;
      }
      const character = this.#next();
      if (character === '' || character === '\n' || character === '\r') throw new Error('unclosed action');
      if (character === ' ' || character === '@' || character === '$') this.#take();
      else if (character === '[') this.#array(steps);
      else if (character === '"' || character === "'") this.#quote(steps, character);
      else if (character === '.') this.#field(steps);
      else if (/[-+\d]/.test(character)) this.#number(steps);
      else if (/[\p{L}\p{Nd}_]/u.test(character)) this.#identifier(steps);
      else {
        const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
        throw new Error(`unrecognized character in action: U+${code} '${character}'`);
      }
    }
  }

  #word(): string {
    while (this.#at < this.#input.length && !TERMINATORS.includes(this.#input[this.#at] as string)) this.#at++;
    return this.#take();
  }

  #identifier(steps: Step[]): void {
    this.#at--;
    const name = this.#word();
    if (name === 'true' || name === 'false') steps.push({ kind: 'value', value: name === 'true' });
    else steps.push({ kind: 'identifier', name });
  }

  #number(steps: Step[]): void {
    while (/[\d.]/.test(this.#input[this.#at] ?? '')) this.#at++;
    const text = this.#take();
    if (/^[-+]?\d+$/.test(text)) steps.push({ kind: 'value', value: Number(text) });
    else if (/^[-+]?(\d+\.?\d*|\.\d+)$/.test(text)) steps.push({ kind: 'value', value: Number(text), isFloat: true });
    else throw new Error(`cannot parse number ${text}`);
  }

  #field(steps: Step[]): void {
    this.#take();
    for (; this.#at < this.#input.length; this.#at++) {
      const character = this.#input[this.#at] as string;
      if (character === '\\') this.#at++;
      else if (TERMINATORS.includes(character)) break;
    }
    const name = this.#take();
    steps.push(name === '*' ? { kind: 'wildcard' } : { kind: 'field', name: name.replaceAll('\\', '') });
  }

  #quote(steps: Step[], end: string): void {
    for (;;) {
      const character = this.#next();
      if (character === '' || character === '\n') throw new Error('unterminated quoted string');
      if (character === end && this.#input[this.#at - 2] !== '\\') break;
    }
    steps.push({ kind: 'text', text: unquote(this.#take()) });
  }

  #array(steps: Step[]): void {
    for (let character = this.#next(); character !== ']'; character = this.#next()) {
      if (character === '' || character === '\n') throw new Error('unterminated array');
    }
    let text = this.#take().slice(1, -1);
    if (text === '*') text = ':';
    const parts = text.split(',');
    if (parts.length > 1) {
      steps.push({ kind: 'union', lists: parts.map((part) => parseAction(`[${part.replace(/^ +| +$/g, '')}]`)) });
      return;
    }
    const key = /^'([^']*)'$/.exec(text);
    if (key) {
      steps.push(...parseAction(`.${key[1]}`));
      return;
    }
    const slice = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/.exec(text);
    if (!slice) throw new Error(`invalid array index ${text}`);
    const [from, to, by] = slice.slice(1).map((value: string | undefined, index): Parameter => {
      const digits = index > 0 ? value?.slice(1) : value;
      if (digits) {
        if (digits === '-') throw new Error(`array index ${digits} is not a number`);
        return { known: true, value: Number(digits) };
      }
      return { known: false, value: 0 };
    }) as [Parameter, Parameter, Parameter];
    const end = slice[2] === undefined ? { known: true, value: from.value + 1, derived: true } : to;
    steps.push({ kind: 'array', from, to: end, by });
  }

  #filter(steps: Step[]): void {
    this.#at += 3;
    this.#take();
    let pair = '';
    let isClosed = false;
    for (;;) {
      const character = this.#next();
      if (character === '' || character === '\n') throw new Error('unterminated filter');
      if (character === '"' || character === "'") {
        if (pair === '') pair = character;
        else if (this.#input[this.#at - 2] !== '\\' && character === pair) isClosed = true;
      } else if (character === ')' && (pair !== '') === isClosed) break;
    }
    if (this.#next() !== ']') throw new Error('unclosed array expect ]');
    const text = this.#take().slice(0, -2);
    const compared = /^([^!<>=]+)([!<>=]+)(.+?)$/s.exec(text);
    if (!compared) steps.push({ kind: 'filter', left: parseAction(text), right: [], operator: 'exists' });
    else {
      const [, left = '', operator = '', right = ''] = compared;
      steps.push({ kind: 'filter', left: parseAction(left), right: parseAction(right), operator });
    }
  }
}

function parseAction(text: string): Step[] {
  const first = parseJsonPath(`{${text}}`)[0];
  return first?.kind === 'list' ? first.steps : [];
}

function unquote(quoted: string): string {
  const inner = quoted.slice(1, -1);
  const known: Readonly<Record<string, string>> = {
    n: '\n',
    t: '\t',
    r: '\r',
    a: '\x07',
    b: '\b',
    f: '\f',
    v: '\v',
    '\\': '\\',
  };
  return inner.replace(/\\(u[\da-fA-F]{4}|x[\da-fA-F]{2}|[0-7]{3}|.)/gs, (_, letters: string) => {
    if (/^[ux]/.test(letters) && letters.length > 1) return String.fromCodePoint(Number.parseInt(letters.slice(1), 16));
    if (/^[0-7]{3}$/.test(letters)) return String.fromCodePoint(Number.parseInt(letters, 8));
    const meant = known[letters] ?? (letters === quoted[0] ? letters : undefined);
    if (meant === undefined) throw new Error(`unquote string ${quoted} error invalid syntax`);
    return meant;
  });
}

/** Reads a template of kubectl's JSONPath. @throws Error in the words of client-go. */
export function parseJsonPath(text: string): Step[] {
  const parser = new Parser(text);
  parser.text();
  return parser.root;
}
