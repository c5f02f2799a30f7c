import { isRecord } from '../../../../kubernetes/data.ts';
import { formatted, plain } from './formats.ts';
import { callFunction } from './functions.ts';
import { at, fieldOf, isTrue, type Path, type Variables, withValue } from './places.ts';
import type { Filter } from './tree.ts';
import { compare, JqError, shownValue, typeOf } from './values.ts';

/** What a filter makes of a value: none, one or many. @throws JqError */
export function evaluate(filter: Filter, input: unknown, variables: Variables): unknown[] {
  switch (filter.kind) {
    case 'identity':
      return [input];
    case 'recurse':
      return everything(input);
    case 'literal':
      return [filter.value];
    case 'field':
      return evaluate(filter.of, input, variables).flatMap((value) =>
        evaluate(filter.name, input, variables).flatMap((name) => {
          try {
            return [fieldOf(value, name)];
          } catch (problem) {
            if (filter.isOptional && problem instanceof JqError) return [];
            throw problem;
          }
        }),
      );
    case 'iterate':
      return evaluate(filter.of, input, variables).flatMap((value) => {
        if (Array.isArray(value)) return value as unknown[];
        if (isRecord(value)) return Object.values(value);
        if (filter.isOptional) return [];
        throw new JqError(`Cannot iterate over ${typeOf(value)}${value === null ? '' : ` (${shownValue(value)})`}`);
      });
    case 'slice':
      return evaluate(filter.of, input, variables).map((value) => {
        const at = (part: Filter | undefined): number | undefined =>
          part ? (evaluate(part, input, variables)[0] as number) : undefined;
        if (value === null) return null;
        if (typeof value === 'string' || Array.isArray(value)) return value.slice(at(filter.from) ?? 0, at(filter.to));
        throw new JqError(`Cannot index ${typeOf(value)} with object`);
      });
    case 'string':
      return [text(filter, input, variables)];
    case 'array':
      return [filter.of ? evaluate(filter.of, input, variables) : []];
    case 'object':
      return objects(filter.entries, input, variables);
    case 'pipe':
      return evaluate(filter.left, input, variables).flatMap((value) => evaluate(filter.right, value, variables));
    case 'comma':
      return [...evaluate(filter.left, input, variables), ...evaluate(filter.right, input, variables)];
    case 'negate':
      return evaluate(filter.of, input, variables).map((value) => -(value as number));
    case 'variable':
      if (!(filter.name in variables)) throw new JqError(`$${filter.name} is not defined`);
      return [variables[filter.name]];
    case 'bind':
      return evaluate(filter.source, input, variables).flatMap((value) =>
        evaluate(filter.body, input, { ...variables, [filter.name]: value }),
      );
    case 'if':
      return evaluate(filter.condition, input, variables).flatMap((value) => {
        if (isTrue(value)) return evaluate(filter.then, input, variables);
        return filter.else ? evaluate(filter.else, input, variables) : [input];
      });
    case 'try':
      try {
        return evaluate(filter.body, input, variables);
      } catch (problem) {
        if (!(problem instanceof JqError)) throw problem;
        return filter.catch ? evaluate(filter.catch, problem.message, variables) : [];
      }
    case 'reduce': {
      let [state] = evaluate(filter.start, input, variables);
      for (const value of evaluate(filter.source, input, variables))
        state = evaluate(filter.update, state, { ...variables, [filter.name]: value }).at(-1);
      return [state];
    }
    case 'format':
      return [formatted(filter.name, input)];
    case 'binary':
      return binary(filter, input, variables);
    case 'call':
      return callFunction(filter.name, filter.arguments, input, variables, { evaluate, paths });
  }
}

function everything(value: unknown): unknown[] {
  if (Array.isArray(value)) return [value, ...value.flatMap(everything)];
  return isRecord(value) ? [value, ...Object.values(value).flatMap(everything)] : [value];
}

function text(filter: Extract<Filter, { kind: 'string' }>, input: unknown, variables: Variables): string {
  return filter.parts
    .map((part) => {
      if (typeof part === 'string') return part;
      const [value] = evaluate(part, input, variables);
      return filter.format === undefined ? plain(value) : formatted(filter.format, value);
    })
    .join('');
}

function objects(entries: readonly { key: Filter; value: Filter }[], input: unknown, variables: Variables): unknown[] {
  let made: Record<string, unknown>[] = [{}];
  for (const { key, value } of entries) {
    const keys = evaluate(key, input, variables);
    const values = evaluate(value, input, variables);
    made = made.flatMap((object) =>
      keys.flatMap((name) => {
        if (typeof name !== 'string') throw new JqError(`Object keys must be strings`);
        return values.map((one) => ({ ...object, [name]: one }));
      }),
    );
  }
  return made;
}

function binary(
  { operator, left, right }: Extract<Filter, { kind: 'binary' }>,
  input: unknown,
  variables: Variables,
): unknown[] {
  if (operator === 'and' || operator === 'or')
    return evaluate(left, input, variables).flatMap((first) => {
      if (isTrue(first) === (operator === 'or')) return [operator === 'or'];
      return evaluate(right, input, variables).map(isTrue);
    });
  if (operator === '//') {
    let found: unknown[] = [];
    try {
      found = evaluate(left, input, variables).filter(isTrue);
    } catch (problem) {
      if (!(problem instanceof JqError)) throw problem;
    }
    return found.length > 0 ? found : evaluate(right, input, variables);
  }
  if (operator.endsWith('=') && !['==', '!=', '<=', '>='].includes(operator))
    return assign(operator, left, right, input, variables);
  return evaluate(right, input, variables).flatMap((second) =>
    evaluate(left, input, variables).map((first) => compute(operator, first, second)),
  );
}

function compute(operator: string, first: unknown, second: unknown): unknown {
  const order = (): number => compare(first, second);
  switch (operator) {
    case '==':
      return order() === 0;
    case '!=':
      return order() !== 0;
    case '<':
      return order() < 0;
    case '<=':
      return order() <= 0;
    case '>':
      return order() > 0;
    case '>=':
      return order() >= 0;
    case '+':
      if (first === null) return second;
      if (second === null) return first;
      if (typeof first === 'number' && typeof second === 'number') return first + second;
      if (typeof first === 'string' && typeof second === 'string') return first + second;
      if (Array.isArray(first) && Array.isArray(second)) return [...first, ...second];
      if (isRecord(first) && isRecord(second)) return { ...first, ...second };
      break;
    case '-':
      if (typeof first === 'number' && typeof second === 'number') return first - second;
      if (Array.isArray(first) && Array.isArray(second))
        return first.filter((one) => !second.some((other) => compare(one, other) === 0));
      break;
    case '*':
      if (typeof first === 'number' && typeof second === 'number') return first * second;
      if (typeof first === 'string' && typeof second === 'number') return second > 0 ? first.repeat(second) : null;
      if (isRecord(first) && isRecord(second)) return deepMerge(first, second);
      break;
    case '/':
      if (typeof first === 'number' && typeof second === 'number') {
        if (second === 0)
          throw new JqError(`number (${first}) and number (0) cannot be divided because the divisor is zero`);
        return first / second;
      }
      if (typeof first === 'string' && typeof second === 'string') return first.split(second);
      break;
    default:
      if (typeof first === 'number' && typeof second === 'number') return Math.trunc(first) % Math.trunc(second);
  }
  const verbs: Readonly<Record<string, string>> = {
    '+': 'added',
    '-': 'subtracted',
    '*': 'multiplied',
    '/': 'divided',
    '%': 'divided',
  };
  throw new JqError(
    `${typeOf(first)} (${shownValue(first)}) and ${typeOf(second)} (${shownValue(second)}) cannot be ${verbs[operator]}`,
  );
}

function deepMerge(first: Record<string, unknown>, second: Record<string, unknown>): Record<string, unknown> {
  const merged = { ...first };
  for (const [key, value] of Object.entries(second)) {
    const before = merged[key];
    merged[key] = isRecord(before) && isRecord(value) ? deepMerge(before, value) : value;
  }
  return merged;
}

/** The places that a filter names. @throws JqError when it names none */
export function paths(filter: Filter, input: unknown, variables: Variables): Path[] {
  switch (filter.kind) {
    case 'identity':
      return [[]];
    case 'field':
      return paths(filter.of, input, variables).flatMap((path) =>
        evaluate(filter.name, input, variables).map((name) => [...path, name as string]),
      );
    case 'iterate':
      return paths(filter.of, input, variables).flatMap((path) => {
        const value = at(input, path);
        const keys: (string | number)[] = Array.isArray(value)
          ? value.map((_, index) => index)
          : isRecord(value)
            ? Object.keys(value)
            : [];
        return keys.map((key) => [...path, key]);
      });
    case 'slice':
      return paths(filter.of, input, variables).flatMap((path) => {
        const value = at(input, path);
        const bound = (part: Filter | undefined): number | undefined =>
          part ? (evaluate(part, input, variables)[0] as number) : undefined;
        const all = Array.isArray(value) ? value.map((_, index) => index) : [];
        return all.slice(bound(filter.from) ?? 0, bound(filter.to)).map((index) => [...path, index]);
      });
    case 'pipe':
      return paths(filter.left, input, variables).flatMap((path) =>
        paths(filter.right, at(input, path), variables).map((inner) => [...path, ...inner]),
      );
    case 'comma':
      return [...paths(filter.left, input, variables), ...paths(filter.right, input, variables)];
    case 'recurse':
      return [
        [],
        ...paths({ kind: 'iterate', of: { kind: 'identity' }, isOptional: true }, input, variables).flatMap((path) =>
          paths(filter, at(input, path), variables).map((inner) => [...path, ...inner]),
        ),
      ];
    case 'try':
      return paths(filter.body, input, variables);
    case 'call':
      if (filter.name === 'select')
        return evaluate(filter.arguments[0] as Filter, input, variables).some(isTrue) ? [[]] : [];
      if (filter.name === 'first' || filter.name === 'last') return [[filter.name === 'first' ? 0 : -1]];
      break;
    default:
  }
  throw new JqError('Invalid path expression');
}

function assign(operator: string, left: Filter, right: Filter, input: unknown, variables: Variables): unknown[] {
  const places = paths(left, input, variables);
  if (operator === '|=')
    return [
      places.reduce<unknown>(
        (result, path) => withValue(result, path, (old) => evaluate(right, old, variables)[0] ?? null),
        input,
      ),
    ];
  return evaluate(right, input, variables).map((given) =>
    places.reduce<unknown>(
      (result, path) =>
        withValue(result, path, (old) => {
          if (operator === '=') return given;
          return operator === '//=' ? (isTrue(old) ? old : given) : compute(operator[0] as string, old, given);
        }),
      input,
    ),
  );
}
