import type { Output } from '../../program.ts';
import { posixRegex } from '../regex.ts';
import { AwkSyntaxError, type Expression, type Rule, type Statement } from './parse.ts';

type Value = string | number;

/** Leaves a loop, a line or the program. */
class Leave extends Error {
  readonly what: 'next' | 'exit' | 'break' | 'continue';

  constructor(what: Leave['what']) {
    super(what);
    this.what = what;
  }
}

const LOOK_LIKE_NUMBERS = /^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/;
const MAX_TURNS = 1_000_000;

/** A program of awk that goes over lines. */
export class AwkRun {
  readonly #rules: readonly Rule[];
  readonly #output: Output;
  readonly #variables = new Map<string, Value>([
    ['FS', ' '],
    ['OFS', ' '],
    ['ORS', '\n'],
    ['NR', 0],
    ['NF', 0],
    ['SUBSEP', '\x1c'],
    ['FILENAME', ''],
  ]);
  readonly #arrays = new Map<string, Map<string, Value>>();
  readonly #open = new Set<Rule>();
  #fields: string[] = [''];
  #code = 0;
  #isOver = false;
  #turns = 0;

  constructor(rules: readonly Rule[], output: Output, variables: Readonly<Record<string, string>>) {
    this.#rules = rules;
    this.#output = output;
    for (const [name, value] of Object.entries(variables))
      this.#variables.set(
        name,
        name === 'FS' && value === 't' ? '\t' : value.replaceAll('\\t', '\t').replaceAll('\\n', '\n'),
      );
    this.#all('BEGIN');
  }

  /** Whether there is anything to do with lines. */
  get needsInput(): boolean {
    return !this.#isOver && this.#rules.some(({ when }) => when !== 'BEGIN');
  }

  /** Goes over the lines of a file. */
  file(name: string, lines: readonly string[]): void {
    this.#variables.set('FILENAME', name);
    this.#variables.set('FNR', 0);
    for (const line of lines) {
      if (this.#isOver) return;
      this.#variables.set('NR', this.#number(this.#variables.get('NR') ?? 0) + 1);
      this.#variables.set('FNR', this.#number(this.#variables.get('FNR') ?? 0) + 1);
      this.#setLine(line);
      this.#all('line');
    }
  }

  /** What is done at the end; gives the exit code. */
  end(): number {
    if (!this.#isOver || this.#rules.some(({ when }) => when === 'END')) {
      this.#isOver = false;
      this.#all('END');
    }
    return this.#code;
  }

  #setLine(line: string): void {
    const separator = String(this.#variables.get('FS') ?? ' ');
    const parts =
      separator === ' '
        ? line
            .trim()
            .split(/[ \t\n]+/)
            .filter((part) => part !== '')
        : line === ''
          ? []
          : line.split(
              separator.length === 1 && separator !== '|'
                ? separator
                : posixRegex(separator === '|' ? '\\|' : separator, true),
            );
    this.#fields = [line, ...parts];
    this.#variables.set('NF', parts.length);
  }

  #all(when: Rule['when']): void {
    try {
      for (const rule of this.#rules)
        if (rule.when === when && this.#applies(rule)) {
          if (rule.action) this.#run(rule.action);
          else this.#output.write(`${this.#fields[0]}${this.#variables.get('ORS')}`);
        }
    } catch (problem) {
      if (!(problem instanceof Leave)) throw problem;
      if (problem.what === 'exit') this.#isOver = true;
    }
  }

  #applies(rule: Rule): boolean {
    if (!rule.from) return true;
    if (!rule.to) return this.#isTrue(this.#value(rule.from));
    if (!this.#open.has(rule)) {
      if (!this.#isTrue(this.#value(rule.from))) return false;
      this.#open.add(rule);
    }
    if (this.#isTrue(this.#value(rule.to))) this.#open.delete(rule);
    return true;
  }

  #run(statement: Statement): void {
    if (++this.#turns > MAX_TURNS) throw new Leave('exit');
    switch (statement.kind) {
      case 'block':
        for (const inner of statement.statements) this.#run(inner);
        return;
      case 'expression':
        this.#value(statement.of);
        return;
      case 'print': {
        const values = statement.values.map((one) => this.#text(this.#value(one)));
        this.#output.write(
          `${values.length === 0 ? this.#fields[0] : values.join(String(this.#variables.get('OFS')))}${this.#variables.get('ORS')}`,
        );
        return;
      }
      case 'printf': {
        const [format = '', ...values] = statement.values.map((one) => this.#value(one));
        this.#output.write(this.#formatted(String(format), values));
        return;
      }
      case 'if':
        if (this.#isTrue(this.#value(statement.condition))) this.#run(statement.yes);
        else if (statement.no) this.#run(statement.no);
        return;
      case 'while':
        this.#loop(() => this.#isTrue(this.#value(statement.condition)), statement.body);
        return;
      case 'for':
        if (statement.start) this.#run(statement.start);
        this.#loop(
          () => !statement.condition || this.#isTrue(this.#value(statement.condition)),
          statement.body,
          statement.step,
        );
        return;
      case 'each': {
        const keys = [...this.#array(statement.of).keys()];
        this.#loop(() => {
          const key = keys.shift();
          if (key === undefined) return false;
          this.#variables.set(statement.name, key);
          return true;
        }, statement.body);
        return;
      }
      case 'delete':
        if (statement.keys) this.#array(statement.name).delete(this.#key(statement.keys));
        else this.#array(statement.name).clear();
        return;
      case 'leave':
        if (statement.code) this.#code = this.#number(this.#value(statement.code));
        throw new Leave(statement.what);
    }
  }

  #loop(goesOn: () => boolean, body: Statement, step?: Statement): void {
    while (goesOn()) {
      try {
        this.#run(body);
      } catch (problem) {
        if (!(problem instanceof Leave) || problem.what === 'next' || problem.what === 'exit') throw problem;
        if (problem.what === 'break') return;
      }
      if (step) this.#run(step);
      if (++this.#turns > MAX_TURNS) throw new Leave('exit');
    }
  }

  #array(name: string): Map<string, Value> {
    const found = this.#arrays.get(name) ?? new Map<string, Value>();
    this.#arrays.set(name, found);
    return found;
  }

  #key(keys: readonly Expression[]): string {
    return keys.map((one) => this.#text(this.#value(one))).join(String(this.#variables.get('SUBSEP')));
  }

  #number(value: Value): number {
    return typeof value === 'number'
      ? value
      : Number(/^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/.exec(value)?.[0] ?? 0);
  }

  #text(value: Value): string {
    if (typeof value === 'string') return value;
    return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
  }

  #isTrue(value: Value): boolean {
    if (typeof value === 'number') return value !== 0;
    return value !== '' && !(LOOK_LIKE_NUMBERS.test(value) && Number(value) === 0);
  }

  #regex(expression: Expression): RegExp {
    return posixRegex(expression.kind === 'regex' ? expression.source : this.#text(this.#value(expression)), true);
  }

  #value(expression: Expression): Value {
    switch (expression.kind) {
      case 'number':
      case 'string':
        return expression.value;
      case 'regex':
        return this.#regex(expression).test(this.#fields[0] ?? '') ? 1 : 0;
      case 'field':
        return this.#fields[this.#number(this.#value(expression.of))] ?? '';
      case 'variable':
        return this.#variables.get(expression.name) ?? '';
      case 'element':
        return this.#array(expression.name).get(this.#key(expression.keys)) ?? '';
      case 'in':
        return this.#array(expression.name).has(this.#text(this.#value(expression.key))) ? 1 : 0;
      case 'choice':
        return this.#value(this.#isTrue(this.#value(expression.condition)) ? expression.yes : expression.no);
      case 'assign': {
        const value = this.#value(expression.value);
        const made =
          expression.operator === '='
            ? value
            : this.#arithmetic(
                expression.operator[0] as string,
                this.#number(this.#value(expression.target)),
                this.#number(value),
              );
        this.#set(expression.target, made);
        return made;
      }
      case 'step': {
        const before = this.#number(this.#value(expression.target));
        const after = expression.operator === '++' ? before + 1 : before - 1;
        this.#set(expression.target, after);
        return expression.isPrefix ? after : before;
      }
      case 'unary': {
        const value = this.#value(expression.of);
        if (expression.operator === '!') return this.#isTrue(value) ? 0 : 1;
        return expression.operator === '-' ? -this.#number(value) : this.#number(value);
      }
      case 'binary':
        return this.#binary(expression);
      case 'call':
        return this.#call(expression.name, expression.arguments);
    }
  }

  #binary({ operator, left, right }: Extract<Expression, { kind: 'binary' }>): Value {
    if (operator === '&&') return this.#isTrue(this.#value(left)) && this.#isTrue(this.#value(right)) ? 1 : 0;
    if (operator === '||') return this.#isTrue(this.#value(left)) || this.#isTrue(this.#value(right)) ? 1 : 0;
    if (operator === '~' || operator === '!~')
      return this.#regex(right).test(this.#text(this.#value(left))) === (operator === '~') ? 1 : 0;
    const [first, second] = [this.#value(left), this.#value(right)];
    if (operator === ' ') return this.#text(first) + this.#text(second);
    if (['<', '<=', '==', '!=', '>=', '>'].includes(operator)) {
      const areNumbers = [
        [first, left],
        [second, right],
      ].every(
        ([value, from]) =>
          typeof value === 'number' ||
          ((from as Expression).kind !== 'string' && (LOOK_LIKE_NUMBERS.test(value as string) || value === '')),
      );
      const order = areNumbers
        ? this.#number(first) - this.#number(second)
        : this.#text(first) < this.#text(second)
          ? -1
          : this.#text(first) > this.#text(second)
            ? 1
            : 0;
      const results: Readonly<Record<string, boolean>> = {
        '<': order < 0,
        '<=': order <= 0,
        '==': order === 0,
        '!=': order !== 0,
        '>=': order >= 0,
        '>': order > 0,
      };
      return results[operator] ? 1 : 0;
    }
    return this.#arithmetic(operator, this.#number(first), this.#number(second));
  }

  #arithmetic(operator: string, a: number, b: number): number {
    if ((operator === '/' || operator === '%') && b === 0)
      throw new AwkSyntaxError('fatal: division by zero attempted');
    const results: Readonly<Record<string, () => number>> = {
      '+': () => a + b,
      '-': () => a - b,
      '*': () => a * b,
      '/': () => a / b,
      '%': () => a % b,
      '^': () => a ** b,
    };
    return results[operator]?.() ?? 0;
  }

  #set(target: Expression, value: Value): void {
    if (target.kind === 'variable') {
      this.#variables.set(target.name, value);
      if (target.name === 'NF') this.#join(this.#number(value));
    } else if (target.kind === 'element') this.#array(target.name).set(this.#key(target.keys), value);
    else if (target.kind === 'field') {
      const index = this.#number(this.#value(target.of));
      if (index === 0) this.#setLine(this.#text(value));
      else {
        while (this.#fields.length <= index) this.#fields.push('');
        this.#fields[index] = this.#text(value);
        this.#join(this.#fields.length - 1);
      }
    } else throw new AwkSyntaxError('syntax error');
  }

  #join(count: number): void {
    this.#fields.length = count + 1;
    this.#variables.set('NF', count);
    this.#fields[0] = Array.from(this.#fields.slice(1), (one) => one ?? '').join(String(this.#variables.get('OFS')));
  }

  #formatted(format: string, values: Value[]): string {
    return format.replace(
      /%([-+ 0#]*)(\d*)(?:\.(\d+))?([a-zA-Z%])/g,
      (_, marks: string, width: string, precision: string | undefined, kind: string) => {
        if (kind === '%') return '%';
        const value = values.shift() ?? '';
        const made = /[di]/.test(kind)
          ? String(Math.trunc(this.#number(value)))
          : /[fF]/.test(kind)
            ? this.#number(value).toFixed(Number(precision ?? 6))
            : kind === 'x'
              ? this.#number(value).toString(16)
              : kind === 'c'
                ? this.#text(value).slice(0, 1)
                : precision === undefined
                  ? this.#text(value)
                  : this.#text(value).slice(0, Number(precision));
        if (marks.includes('-')) return made.padEnd(Number(width));
        return made.padStart(Number(width), marks.includes('0') && kind !== 's' ? '0' : ' ');
      },
    );
  }

  #call(name: string, given: readonly Expression[]): Value {
    const text = (index: number): string => (given[index] ? this.#text(this.#value(given[index])) : '');
    const number = (index: number): number => (given[index] ? this.#number(this.#value(given[index])) : 0);
    switch (name) {
      case 'length': {
        const [first] = given;
        if (first?.kind === 'variable' && this.#arrays.has(first.name)) return this.#array(first.name).size;
        return first ? text(0).length : (this.#fields[0] ?? '').length;
      }
      case 'substr': {
        const start = Math.round(number(1));
        const end = given[2] ? start + Math.round(number(2)) : Number.POSITIVE_INFINITY;
        return text(0).slice(Math.max(0, start - 1), Math.max(0, end - 1));
      }
      case 'index':
        return text(0).indexOf(text(1)) + 1;
      case 'split': {
        const target = given[1];
        if (target?.kind !== 'variable') throw new AwkSyntaxError('split: second argument is not an array');
        const separator = given[2] ? (given[2].kind === 'regex' ? this.#regex(given[2]) : text(2)) : ' ';
        const whole = text(0);
        const parts = separator === ' ' ? whole.trim().split(/\s+/) : whole.split(separator);
        this.#arrays.set(
          target.name,
          new Map(whole === '' ? [] : parts.map((part, index) => [String(index + 1), part])),
        );
        return whole === '' ? 0 : parts.length;
      }
      case 'sub':
      case 'gsub': {
        const target = given[2] ?? { kind: 'field', of: { kind: 'number', value: 0 } };
        let count = 0;
        const pattern = new RegExp(this.#regex(given[0] as Expression).source, name === 'gsub' ? 'g' : '');
        const made = this.#text(this.#value(target)).replace(pattern, (match) => {
          count++;
          return text(1).replace(/\\&|&/g, (mark) => (mark === '&' ? match : '&'));
        });
        if (count > 0) this.#set(target, made);
        return count;
      }
      case 'match': {
        const found = this.#regex(given[1] as Expression).exec(text(0));
        this.#variables.set('RSTART', found ? found.index + 1 : 0);
        this.#variables.set('RLENGTH', found ? found[0].length : -1);
        return found ? found.index + 1 : 0;
      }
      case 'toupper':
        return text(0).toUpperCase();
      case 'tolower':
        return text(0).toLowerCase();
      case 'int':
        return Math.trunc(number(0));
      case 'sqrt':
        return Math.sqrt(number(0));
      case 'sprintf':
        return this.#formatted(
          text(0),
          given.slice(1).map((one) => this.#value(one)),
        );
      default:
        throw new AwkSyntaxError(`fatal: function \`${name}' not defined`);
    }
  }
}
