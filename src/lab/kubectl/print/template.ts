import { isRecord } from '../../../kubernetes/data.ts';
import { sortedKeys } from './json.ts';
import { FUNCTIONS, isTrue, NOTHING, shown } from './template-functions.ts';
import { type Operand, type Pipe, parseTemplate, type Template, type TemplateNode } from './template-parse.ts';
import { unknownVariable } from './template-variables.ts';

class Break extends Error {}
class Continue extends Error {}

interface Scope {
  name: string;
  value: unknown;
}

/** What programs that use text/template add to it, and how their data is typed. */
export interface TemplateDialect {
  functions: Readonly<Record<string, (...values: unknown[]) => unknown>>;
  /** A value as it is printed. */
  shown(value: unknown): string;
  isTrue(value: unknown): boolean;
  /** A number that stands in the template. @param text as it is written there */
  number(value: number, text: string): unknown;
  /** The value of a field that is not there, or an error that says so. */
  missing?(map: unknown, name: string): unknown;
}

const KUBECTL: TemplateDialect = { functions: FUNCTIONS, shown, isTrue, number: (value) => value };

/** A template of Go's text/template; if nothing else is said, with kubectl's functions `exists` and `base64decode`. */
export class GoTemplate {
  readonly #template: Template;
  readonly #allowsMissing: boolean;
  readonly #dialect: TemplateDialect;
  #written = '';

  /** What has been written so far: what an error leaves. */
  get written(): string {
    return this.#written;
  }

  /** @throws Error in the words of text/template. */
  constructor(source: string, allowsMissing: boolean, dialect = KUBECTL) {
    this.#template = parseTemplate(source, new Set(Object.keys(dialect.functions)));
    const unknown = unknownVariable(this.#template);
    if (unknown)
      throw new Error(`template: output:${unknown.line}: undefined variable ${JSON.stringify(unknown.name)}`);
    this.#allowsMissing = allowsMissing;
    this.#dialect = dialect;
  }

  /** What the template makes of an object. @throws Error in the words of text/template. */
  run(data: unknown): string {
    this.#written = '';
    this.#body(this.#template.root, data, [{ name: '$', value: data }]);
    return this.#written;
  }

  #body(nodes: readonly TemplateNode[], dot: unknown, scope: Scope[]): void {
    const size = scope.length;
    for (const node of nodes) this.#node(node, dot, scope);
    scope.length = size;
  }

  #node(node: TemplateNode, dot: unknown, scope: Scope[]): void {
    switch (node.kind) {
      case 'text':
        this.#written += node.text;
        return;
      case 'action': {
        const value = this.#pipe(node.pipe, dot, scope);
        if (node.pipe.variables.length === 0) this.#written += this.#dialect.shown(value);
        return;
      }
      case 'if':
      case 'with': {
        const size = scope.length;
        const value = this.#pipe(node.pipe, dot, scope);
        if (this.#dialect.isTrue(value)) this.#body(node.body, node.kind === 'with' ? value : dot, scope);
        else this.#body(node.otherwise, dot, scope);
        scope.length = size;
        return;
      }
      case 'range':
        this.#range(node, dot, scope);
        return;
      case 'template': {
        const body = this.#template.named.get(node.name);
        if (!body)
          throw new Error(
            `template: output:1:0: executing "output": template ${JSON.stringify(node.name)} not defined`,
          );
        const value = node.pipe ? this.#pipe(node.pipe, dot, scope) : null;
        this.#body(body, value, [{ name: '$', value }]);
        return;
      }
      case 'break':
        throw new Break();
      case 'continue':
        throw new Continue();
    }
  }

  #range(node: Extract<TemplateNode, { kind: 'if' | 'with' | 'range' }>, dot: unknown, scope: Scope[]): void {
    const size = scope.length;
    const value = this.#pipe({ ...node.pipe, variables: [] }, dot, scope);
    const entries: [unknown, unknown][] = Array.isArray(value)
      ? value.map((item, at) => [at, item])
      : isRecord(value)
        ? sortedKeys(value).map((key) => [key, value[key]])
        : typeof value === 'number'
          ? Array.from({ length: value }, (_, at) => [at, at])
          : [];
    if (
      entries.length === 0 &&
      value !== NOTHING &&
      value !== null &&
      !Array.isArray(value) &&
      !isRecord(value) &&
      typeof value !== 'number'
    ) {
      throw this.#error(node.pipe, node.pipe.commands[0]?.[0], `range can't iterate over ${shown(value)}`);
    }
    if (entries.length === 0) this.#body(node.otherwise, dot, scope);
    for (const [key, item] of entries) {
      const { variables } = node.pipe;
      if (variables.length === 1) scope.push({ name: variables[0] as string, value: item });
      if (variables.length === 2)
        scope.push({ name: variables[0] as string, value: key }, { name: variables[1] as string, value: item });
      try {
        this.#body(node.body, item, scope);
      } catch (error) {
        if (error instanceof Break) break;
        if (!(error instanceof Continue)) throw error;
      } finally {
        scope.length = size;
      }
    }
    scope.length = size;
  }

  #pipe(pipe: Pipe, dot: unknown, scope: Scope[]): unknown {
    let value: unknown = NOTHING;
    for (const [at, command] of pipe.commands.entries())
      value = this.#command(pipe, command, at > 0 ? [value] : [], dot, scope);
    for (const name of pipe.variables) {
      const known = scope.findLast((one) => one.name === name);
      if (pipe.isDeclared || !known) scope.push({ name, value });
      else known.value = value;
    }
    return value;
  }

  #command(pipe: Pipe, command: readonly Operand[], last: unknown[], dot: unknown, scope: Scope[]): unknown {
    const [first, ...rest] = command;
    if (!first) return NOTHING;
    if (first.kind !== 'function') {
      if (rest.length > 0 || last.length > 0) {
        throw this.#error(pipe, first, `can't give argument to non-function ${first.text}`);
      }
      return this.#value(pipe, first, dot, scope);
    }
    const values: unknown[] = [];
    for (const operand of rest) {
      const value =
        operand.kind === 'function'
          ? this.#command(pipe, [operand], [], dot, scope)
          : this.#value(pipe, operand, dot, scope);
      values.push(value);
      // What follows is not looked at once the result is known.
      const isTrue = this.#dialect.isTrue(value);
      if ((first.name === 'and' && !isTrue) || (first.name === 'or' && isTrue)) return value;
    }
    try {
      return this.#dialect.functions[first.name]?.(...values, ...last);
    } catch (error) {
      const message = (error as Error).message;
      if (message.startsWith('wrong number of args')) throw this.#error(pipe, first, message);
      throw message.startsWith('template: ')
        ? error
        : this.#error(
            pipe,
            first,
            `error calling ${first.name}: ${message}`,
            command.map(({ text }) => text).join(' '),
          );
    }
  }

  #value(pipe: Pipe, operand: Operand, dot: unknown, scope: Scope[]): unknown {
    switch (operand.kind) {
      case 'dot':
        return dot;
      case 'nil':
        throw this.#error(pipe, operand, 'nil is not a command');
      case 'value':
        return typeof operand.value === 'number' ? this.#dialect.number(operand.value, operand.text) : operand.value;
      case 'field':
        return this.#fields(pipe, operand, dot, operand.path);
      case 'variable': {
        const known = scope.findLast(({ name }) => name === operand.name);
        if (!known)
          throw new Error(`template: output:${pipe.at.line}: undefined variable ${JSON.stringify(operand.name)}`);
        return this.#fields(pipe, operand, known.value, operand.path);
      }
      case 'pipe':
        return this.#fields(pipe, operand, this.#pipe(operand.pipe, dot, scope), operand.path);
      case 'function':
        return this.#command(pipe, [operand], [], dot, scope);
    }
  }

  #fields(pipe: Pipe, operand: Operand, value: unknown, path: readonly string[]): unknown {
    let current = value;
    for (const name of path) {
      if (isRecord(current)) {
        const isThere = Object.hasOwn(current, name) && current[name] !== undefined;
        const missing = isThere ? undefined : this.#dialect.missing?.(current, name);
        if (missing instanceof Error) throw this.#error(pipe, operand, missing.message);
        if (isThere) current = current[name];
        else if (missing !== undefined) current = missing;
        else if (this.#allowsMissing) current = NOTHING;
        else throw this.#error(pipe, operand, `map has no entry for key ${JSON.stringify(name)}`);
      } else if (current === NOTHING || current === null || current === undefined) {
        if (current === NOTHING) continue;
        throw this.#error(pipe, operand, `nil pointer evaluating interface {}.${name}`);
      } else throw this.#error(pipe, operand, `can't evaluate field ${name} in type interface {}`);
    }
    return current;
  }

  #error(pipe: Pipe, operand: Operand | undefined, message: string, text = operand?.text ?? ''): Error {
    const column = operand?.column ?? pipe.at.column;
    return new Error(`template: output:${pipe.at.line}:${column}: executing "output" at <${text}>: ${message}`);
  }
}
