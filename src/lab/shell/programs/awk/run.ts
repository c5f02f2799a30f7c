import type { Output } from '../../program.ts';
import { posixRegex } from '../regex.ts';
import { callFunction } from './functions.ts';
import { Leave, MAX_TURNS, NEVER_ENDS } from './leave.ts';
import { AwkSyntaxError, type Expression, type Rule, type Statement } from './tree.ts';
import { arithmetic, formatted, isTrue, LOOK_LIKE_NUMBERS, number, text, type Value } from './values.ts';

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
      this.#variables.set('NR', number(this.#variables.get('NR') ?? 0) + 1);
      this.#variables.set('FNR', number(this.#variables.get('FNR') ?? 0) + 1);
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
    if (!rule.to) return isTrue(this.#value(rule.from));
    if (!this.#open.has(rule)) {
      if (!isTrue(this.#value(rule.from))) return false;
      this.#open.add(rule);
    }
    if (isTrue(this.#value(rule.to))) this.#open.delete(rule);
    return true;
  }

  #run(statement: Statement): void {
    if (++this.#turns > MAX_TURNS) throw new AwkSyntaxError(NEVER_ENDS);
    switch (statement.kind) {
      case 'block':
        for (const inner of statement.statements) this.#run(inner);
        return;
      case 'expression':
        this.#value(statement.of);
        return;
      case 'print': {
        const values = statement.values.map((one) => text(this.#value(one)));
        this.#output.write(
          `${values.length === 0 ? this.#fields[0] : values.join(String(this.#variables.get('OFS')))}${this.#variables.get('ORS')}`,
        );
        return;
      }
      case 'printf': {
        const [format = '', ...values] = statement.values.map((one) => this.#value(one));
        this.#output.write(formatted(String(format), values));
        return;
      }
      case 'if':
        if (isTrue(this.#value(statement.condition))) this.#run(statement.yes);
        else if (statement.no) this.#run(statement.no);
        return;
      case 'while':
        this.#loop(() => isTrue(this.#value(statement.condition)), statement.body);
        return;
      case 'for':
        if (statement.start) this.#run(statement.start);
        this.#loop(
          () => !statement.condition || isTrue(this.#value(statement.condition)),
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
        if (statement.code) this.#code = number(this.#value(statement.code));
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
      if (++this.#turns > MAX_TURNS) throw new AwkSyntaxError(NEVER_ENDS);
    }
  }

  #array(name: string): Map<string, Value> {
    const found = this.#arrays.get(name) ?? new Map<string, Value>();
    this.#arrays.set(name, found);
    return found;
  }

  #key(keys: readonly Expression[]): string {
    return keys.map((one) => text(this.#value(one))).join(String(this.#variables.get('SUBSEP')));
  }

  #regex(expression: Expression): RegExp {
    return posixRegex(expression.kind === 'regex' ? expression.source : text(this.#value(expression)), true);
  }

  #value(expression: Expression): Value {
    switch (expression.kind) {
      case 'number':
      case 'string':
        return expression.value;
      case 'regex':
        return this.#regex(expression).test(this.#fields[0] ?? '') ? 1 : 0;
      case 'field':
        return this.#fields[number(this.#value(expression.of))] ?? '';
      case 'variable':
        return this.#variables.get(expression.name) ?? '';
      case 'element':
        return this.#array(expression.name).get(this.#key(expression.keys)) ?? '';
      case 'in':
        return this.#array(expression.name).has(text(this.#value(expression.key))) ? 1 : 0;
      case 'choice':
        return this.#value(isTrue(this.#value(expression.condition)) ? expression.yes : expression.no);
      case 'assign': {
        const value = this.#value(expression.value);
        const made =
          expression.operator === '='
            ? value
            : arithmetic(expression.operator[0] as string, number(this.#value(expression.target)), number(value));
        this.#set(expression.target, made);
        return made;
      }
      case 'step': {
        const before = number(this.#value(expression.target));
        const after = expression.operator === '++' ? before + 1 : before - 1;
        this.#set(expression.target, after);
        return expression.isPrefix ? after : before;
      }
      case 'unary': {
        const value = this.#value(expression.of);
        if (expression.operator === '!') return isTrue(value) ? 0 : 1;
        return expression.operator === '-' ? -number(value) : number(value);
      }
      case 'binary':
        return this.#binary(expression);
      case 'call':
        return callFunction(expression.name, expression.arguments, {
          value: (of) => this.#value(of),
          regex: (of) => this.#regex(of),
          set: (target, value) => this.#set(target, value),
          variables: this.#variables,
          arrays: this.#arrays,
          line: () => this.#fields[0] ?? '',
        });
    }
  }

  #binary({ operator, left, right }: Extract<Expression, { kind: 'binary' }>): Value {
    if (operator === '&&') return isTrue(this.#value(left)) && isTrue(this.#value(right)) ? 1 : 0;
    if (operator === '||') return isTrue(this.#value(left)) || isTrue(this.#value(right)) ? 1 : 0;
    if (operator === '~' || operator === '!~')
      return this.#regex(right).test(text(this.#value(left))) === (operator === '~') ? 1 : 0;
    const [first, second] = [this.#value(left), this.#value(right)];
    if (operator === ' ') return text(first) + text(second);
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
        ? number(first) - number(second)
        : text(first) < text(second)
          ? -1
          : text(first) > text(second)
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
    return arithmetic(operator, number(first), number(second));
  }

  #set(target: Expression, value: Value): void {
    if (target.kind === 'variable') {
      this.#variables.set(target.name, value);
      if (target.name === 'NF') this.#join(number(value));
    } else if (target.kind === 'element') this.#array(target.name).set(this.#key(target.keys), value);
    else if (target.kind === 'field') {
      const index = number(this.#value(target.of));
      if (index === 0) this.#setLine(text(value));
      else {
        while (this.#fields.length <= index) this.#fields.push('');
        this.#fields[index] = text(value);
        this.#join(this.#fields.length - 1);
      }
    } else throw new AwkSyntaxError('syntax error');
  }

  #join(count: number): void {
    this.#fields.length = count + 1;
    this.#variables.set('NF', count);
    this.#fields[0] = Array.from(this.#fields.slice(1), (one) => one ?? '').join(String(this.#variables.get('OFS')));
  }
}
