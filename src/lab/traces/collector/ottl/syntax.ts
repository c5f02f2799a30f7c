import { OttlProblem, type Token, tokensOf } from './tokens.ts';

export type Value =
  | { kind: 'constant'; value: string | number | boolean | null }
  | { kind: 'list'; items: Value[] }
  | { kind: 'path'; names: string[]; key: string | undefined }
  | Call;

export interface Call {
  kind: 'call';
  name: string;
  values: Value[];
}

export type Condition =
  | { kind: 'and' | 'or'; parts: Condition[] }
  | { kind: 'not'; part: Condition }
  | { kind: 'compare'; sign: string; left: Value; right: Value }
  | { kind: 'value'; value: Value };

/** What is done with each span, and when. */
export interface Statement {
  call: Call;
  where: Condition | undefined;
}

/** Numbers that have names. @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/pkg/ottl/contexts/ottlspan/README.md */
const ENUMS: ReadonlyMap<string, number> = new Map([
  ...['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'].map((name, number): [string, number] => [
    `SPAN_KIND_${name}`,
    number,
  ]),
  ...['UNSET', 'OK', 'ERROR'].map((name, number): [string, number] => [`STATUS_CODE_${name}`, number]),
]);

const WORDS: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['nil', null],
]);

class Parser {
  readonly #tokens: Token[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = tokensOf(text);
  }

  get #next(): Token {
    return this.#tokens[this.#at] as Token;
  }

  #take(value: string): boolean {
    if (this.#next.value !== value || this.#next.kind === 'text' || this.#next.kind === 'end') return false;
    this.#at++;
    return true;
  }

  #expect(value: string): void {
    if (!this.#take(value)) throw new OttlProblem(`"${value}" is missing before ${this.#shown}`);
  }

  get #shown(): string {
    return this.#next.kind === 'end' ? 'the end' : `"${this.#next.value}"`;
  }

  end(): void {
    if (this.#next.kind !== 'end') throw new OttlProblem(`${this.#shown} is too much`);
  }

  statement(): Statement {
    const call = this.value();
    if (call.kind !== 'call') throw new OttlProblem('a statement begins with a function, such as set(…)');
    return { call, where: this.#take('where') ? this.condition() : undefined };
  }

  condition(): Condition {
    const parts = [this.#term()];
    while (this.#take('or')) parts.push(this.#term());
    return parts.length === 1 ? (parts[0] as Condition) : { kind: 'or', parts };
  }

  #term(): Condition {
    const parts = [this.#factor()];
    while (this.#take('and')) parts.push(this.#factor());
    return parts.length === 1 ? (parts[0] as Condition) : { kind: 'and', parts };
  }

  #factor(): Condition {
    if (this.#take('not')) return { kind: 'not', part: this.#factor() };
    if (this.#take('(')) {
      const inner = this.condition();
      this.#expect(')');
      return inner;
    }
    const left = this.value();
    const sign = ['==', '!=', '<=', '>=', '<', '>'].find((one) => this.#take(one));
    if (sign === undefined) return { kind: 'value', value: left };
    return { kind: 'compare', sign, left, right: this.value() };
  }

  value(): Value {
    const { kind, value } = this.#next;
    if (kind === 'text' || kind === 'number') {
      this.#at++;
      return { kind: 'constant', value: kind === 'number' ? Number(value) : value };
    }
    if (this.#take('[')) return { kind: 'list', items: this.#values(']') };
    if (kind !== 'name') throw new OttlProblem(`a value is missing before ${this.#shown}`);
    this.#at++;
    const word = WORDS.get(value);
    if (word !== undefined) return { kind: 'constant', value: word };
    const number = ENUMS.get(value);
    if (number !== undefined) return { kind: 'constant', value: number };
    if (this.#take('(')) return { kind: 'call', name: value, values: this.#values(')') };
    const names = [value];
    while (this.#take('.')) {
      if (this.#next.kind !== 'name') throw new OttlProblem(`a name is missing before ${this.#shown}`);
      names.push(this.#next.value);
      this.#at++;
    }
    return { kind: 'path', names, key: this.#key() };
  }

  #key(): string | undefined {
    if (!this.#take('[')) return undefined;
    const { kind, value } = this.#next;
    if (kind !== 'text') throw new OttlProblem('the name of an attribute stands in quotation marks');
    this.#at++;
    this.#expect(']');
    return value;
  }

  #values(close: string): Value[] {
    const values: Value[] = [];
    while (!this.#take(close)) {
      if (values.length > 0) this.#expect(',');
      values.push(this.value());
    }
    return values;
  }
}

/** Reads a statement. @throws OttlProblem */
export function parseStatement(text: string): Statement {
  const parser = new Parser(text);
  const statement = parser.statement();
  parser.end();
  return statement;
}

/** Reads a condition. @throws OttlProblem */
export function parseCondition(text: string): Condition {
  const parser = new Parser(text);
  const condition = parser.condition();
  parser.end();
  return condition;
}
