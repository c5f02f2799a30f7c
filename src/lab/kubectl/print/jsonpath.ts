import { isRecord } from '../../../kubernetes/data.ts';
import { goText } from './go-text.ts';
import { compactJson, indentedJson, sortedKeys } from './json.ts';
import { type Parameter, parseJsonPath, type Step } from './jsonpath-parse.ts';

/** Whether a number is a float to Go: JSON's numbers with a fraction are, and those that a template writes with one. */
function kindOf(value: unknown): 'bool' | 'int' | 'float' | 'string' | undefined {
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return typeof value === 'string' ? 'string' : undefined;
}

function compare(left: unknown, right: unknown, operator: string): boolean {
  const first = kindOf(left);
  const second = kindOf(right);
  if (first === undefined || second === undefined) throw new Error('invalid type for comparison');
  if (first !== second) throw new Error('incompatible types for comparison');
  if (operator === '==') return left === right;
  if (operator === '!=') return left !== right;
  if (!['<', '>', '<=', '>='].includes(operator)) throw new Error(`unrecognized filter operator ${operator}`);
  if (first === 'bool') throw new Error('invalid type for comparison');
  const a = left as number | string;
  const b = right as number | string;
  return operator === '<' ? a < b : operator === '>' ? a > b : operator === '<=' ? a <= b : a >= b;
}

/** Values of a map or list, in the order in which we print: keys are sorted where Go's order is by chance. */
function children(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  if (isRecord(value)) return sortedKeys(value).map((key) => value[key]);
  return [];
}

function typeName(value: unknown): string {
  if (isRecord(value)) return 'map[string]interface {}';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  return '<nil>';
}

/** A template of kubectl's JSONPath, ready to be used (k8s.io/client-go/util/jsonpath). */
export class JsonPath {
  readonly #steps: readonly Step[];
  readonly #allowsMissing: boolean;
  #begin = 0;
  #inside = 0;
  #end = 0;
  #lastEnd: Step | undefined;

  /** @throws Error in the words of client-go. */
  constructor(template: string, allowsMissing: boolean) {
    this.#steps = parseJsonPath(template);
    this.#allowsMissing = allowsMissing;
  }

  /** What each part of the template finds. @throws Error in the words of client-go. */
  find(data: unknown): unknown[][] {
    return this.#find(data, this.#steps);
  }

  #find(data: unknown, steps: readonly Step[]): unknown[][] {
    const all: unknown[][] = [];
    for (let index = 0; index < steps.length; index++) {
      const step = steps[index] as Step;
      const results = this.#walk([data], step);
      if (this.#end > 0 && this.#end <= this.#inside) {
        this.#end--;
        this.#lastEnd = step;
        break;
      }
      if (this.#begin > 0) {
        this.#begin--;
        this.#inside++;
        const rest = steps.slice(index + 1);
        if (results.length > 0) for (const value of results) all.push(...this.#find(value, rest));
        else this.#find(null, rest);
        this.#inside--;
        const end = steps.findIndex((one, at) => at > index && one === this.#lastEnd);
        if (end >= 0) index = end;
        continue;
      }
      all.push(results);
    }
    return all;
  }

  #list(values: unknown[], steps: readonly Step[]): unknown[] {
    return steps.reduce((current, step) => this.#walk(current, step), values);
  }

  #walk(values: unknown[], step: Step): unknown[] {
    switch (step.kind) {
      case 'list':
        return this.#list(values, step.steps);
      case 'text':
        return [step.text];
      case 'field':
        return this.#field(values, step.name);
      case 'array':
        return values.flatMap((value) => (value === null || value === undefined ? [] : slice(value, step)));
      case 'filter':
        return values.flatMap((value) => this.#filter(value, step));
      case 'value':
        return values.map(() => step.value);
      case 'wildcard':
        return values.flatMap((value) =>
          typeof value === 'string' ? [...new TextEncoder().encode(value)] : children(value),
        );
      case 'recursive':
        return values.flatMap(descend);
      case 'union':
        return step.lists.flatMap((list) => this.#list(values, list));
      case 'identifier':
        if (step.name === 'range') {
          this.#begin++;
          return values;
        }
        if (step.name === 'end') {
          if (this.#inside <= 0) throw new Error('not in range, nothing to end');
          this.#end++;
          return [];
        }
        throw new Error(`unrecognized identifier ${step.name}`);
    }
  }

  #field(values: unknown[], name: string): unknown[] {
    if (values.length === 0) return [];
    const found = values.filter((value) => isRecord(value) && Object.hasOwn(value, name) && value[name] !== undefined);
    if (found.length === 0 && !this.#allowsMissing) throw new Error(`${name} is not found`);
    return found.map((value) => (value as Record<string, unknown>)[name]);
  }

  #filter(value: unknown, step: Extract<Step, { kind: 'filter' }>): unknown[] {
    if (!Array.isArray(value)) throw new Error(`${goText(value)} is not array or slice and cannot be filtered`);
    return value.filter((item) => {
      if (step.operator === 'exists') {
        try {
          return this.#list([item], step.left).length > 0;
        } catch {
          return false;
        }
      }
      const left = this.#list([item], step.left);
      if (left.length === 0) return false;
      if (left.length > 1) throw new Error('can only compare one element at a time');
      const right = this.#list([item], step.right);
      if (right.length === 0) return false;
      if (right.length > 1) throw new Error('can only compare one element at a time');
      return compare(left[0], right[0], step.operator);
    });
  }
}

function descend(value: unknown): unknown[] {
  const inner = typeof value === 'string' && value !== '' ? [] : children(value);
  return inner.length > 0 ? [value, ...inner.flatMap(descend)] : [];
}

function slice(value: unknown, { from, to, by }: { from: Parameter; to: Parameter; by: Parameter }): unknown[] {
  if (!Array.isArray(value)) throw new Error(`${typeName(value)} is not array or slice`);
  const length = value.length;
  let start = from.known ? from.value : 0;
  if (start < 0) start += length;
  let end = to.known ? to.value : length;
  if (end < 0 || (end === 0 && to.derived)) end += length;
  if (end === start) return [];
  if (start >= length || start < 0) throw new Error(`array index out of bounds: index ${start}, length ${length}`);
  if (end > length || end < 0) throw new Error(`array index out of bounds: index ${end - 1}, length ${length}`);
  if (start > end) throw new Error(`starting index ${start} is greater than ending index ${end}`);
  if (by.known && by.value <= 0) throw new Error('step must be > 0');
  const step = by.known ? by.value : 1;
  return value.slice(start, end).filter((_, index) => index % step === 0);
}

/** What a template finds, as text: values of a part with a space between them; maps and lists as JSON. */
export function printResults(results: unknown[][], asJson: boolean): string {
  return results
    .map((values) => {
      if (asJson) return `${indentedJson(values)}\n`;
      return values
        .map((value) =>
          isRecord(value) || Array.isArray(value) ? compactJson(value) : value === null ? '<nil>' : goText(value),
        )
        .join(' ');
    })
    .join('');
}
