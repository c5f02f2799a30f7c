import { isRecord } from '../../../../kubernetes/data.ts';
import { byBytes } from '../../../../kubernetes/structs/encode.ts';
import { at, isTrue, type Path, type Variables, without, withValue } from './places.ts';
import type { Filter } from './tree.ts';
import { compare, JqError, shownValue, typeOf } from './values.ts';

/** How filters are evaluated, and which places they name. */
export interface Tools {
  evaluate: (filter: Filter, input: unknown, variables: Variables) => unknown[];
  paths: (filter: Filter, input: unknown, variables: Variables) => Path[];
}

const list = (value: unknown): unknown[] => {
  if (!Array.isArray(value)) throw new JqError(`Cannot iterate over ${typeOf(value)}`);
  return value as unknown[];
};

const string = (value: unknown, what: string): string => {
  if (typeof value !== 'string') throw new JqError(`${what} input must be a string`);
  return value;
};

/** What values are together: numbers, texts, lists or objects. */
function sum(values: readonly unknown[]): unknown {
  const [first, ...rest] = values.filter((one) => one !== null);
  if (first === undefined) return null;
  if (typeof first === 'number') return rest.reduce<number>((total, one) => total + (one as number), first);
  if (typeof first === 'string') return [first, ...rest].join('');
  return Array.isArray(first) ? [first, ...rest].flat(1) : Object.assign({}, first, ...(rest as object[]));
}

/** Functions without arguments. */
const PLAIN: Readonly<Record<string, (input: unknown) => unknown[]>> = {
  add: (input) => [sum(list(isRecord(input) ? Object.values(input) : input))],
  all: (input) => [list(input).every(isTrue)],
  any: (input) => [list(input).some(isTrue)],
  arrays: (input) => (Array.isArray(input) ? [input] : []),
  ascii_downcase: (input) => [string(input, 'ascii_downcase').toLowerCase()],
  ascii_upcase: (input) => [string(input, 'ascii_upcase').toUpperCase()],
  booleans: (input) => (typeof input === 'boolean' ? [input] : []),
  ceil: (input) => [Math.ceil(input as number)],
  empty: () => [],
  explode: (input) => [[...string(input, 'explode')].map((letter) => letter.codePointAt(0))],
  false: () => [false],
  first: (input) => [list(input)[0] ?? null],
  flatten: (input) => [list(input).flat(Number.POSITIVE_INFINITY)],
  floor: (input) => [Math.floor(input as number)],
  from_entries: (input) => [
    Object.fromEntries(
      list(input).map((entry) => {
        const { key, k, name, value, v } = entry as Record<string, unknown>;
        return [String(key ?? k ?? name), value ?? v ?? null];
      }),
    ),
  ],
  fromjson: (input) => {
    try {
      return [JSON.parse(string(input, 'fromjson'))];
    } catch {
      throw new JqError(`${String(input)} (while parsing '${String(input)}')`);
    }
  },
  infinite: () => [Number.MAX_VALUE],
  iterables: (input) => (Array.isArray(input) || isRecord(input) ? [input] : []),
  keys: (input) => {
    if (Array.isArray(input)) return [input.map((_, index) => index)];
    if (!isRecord(input)) throw new JqError(`${typeOf(input)} (${shownValue(input)}) has no keys`);
    return [Object.keys(input).sort(byBytes)];
  },
  keys_unsorted: (input) => [Object.keys(input as object)],
  last: (input) => [list(input).at(-1) ?? null],
  length: (input) => {
    if (input === null) return [0];
    if (typeof input === 'boolean') throw new JqError(`boolean (${input}) has no length`);
    if (typeof input === 'number') return [Math.abs(input)];
    return [
      typeof input === 'string'
        ? [...input].length
        : Array.isArray(input)
          ? input.length
          : Object.keys(input as object).length,
    ];
  },
  ltrimstr: (input) => [input],
  max: (input) => [list(input).reduce((best, one) => (best === null || compare(one, best) >= 0 ? one : best), null)],
  min: (input) => [list(input).reduce((best, one) => (best === null || compare(one, best) < 0 ? one : best), null)],
  not: (input) => [!isTrue(input)],
  now: () => [0],
  null: () => [null],
  nulls: (input) => (input === null ? [input] : []),
  numbers: (input) => (typeof input === 'number' ? [input] : []),
  objects: (input) => (isRecord(input) ? [input] : []),
  reverse: (input) => [typeof input === 'string' ? [...input].reverse().join('') : [...list(input ?? [])].reverse()],
  round: (input) => [Math.round(input as number)],
  scalars: (input) => (Array.isArray(input) || isRecord(input) ? [] : [input]),
  sort: (input) => [[...list(input)].sort(compare)],
  strings: (input) => (typeof input === 'string' ? [input] : []),
  to_entries: (input) => [
    Object.entries(input as object).map(([key, value]) => ({
      key: Array.isArray(input) ? Number(key) : key,
      value: value as unknown,
    })),
  ],
  tojson: (input) => [JSON.stringify(input)],
  tonumber: (input) => {
    const number = typeof input === 'number' ? input : Number(input);
    if (Number.isNaN(number) || input === '') throw new JqError(`Cannot parse '${String(input)}' as JSON`);
    return [number];
  },
  tostring: (input) => [typeof input === 'string' ? input : JSON.stringify(input)],
  true: () => [true],
  type: (input) => [typeOf(input)],
  unique: (input) => [
    [...list(input)].sort(compare).filter((one, index, all) => index === 0 || compare(one, all[index - 1]) !== 0),
  ],
  values: (input) => (input === null ? [] : [input]),
};

function regex(pattern: unknown, flags: unknown): RegExp {
  return new RegExp(
    String(pattern).replace(/\(\?<(\w+)>/g, '(?<$1>'),
    `${String(flags ?? '').replace(/[^gimsu]/g, '')}`,
  );
}

function contains(first: unknown, second: unknown): boolean {
  if (typeof first === 'string' && typeof second === 'string') return first.includes(second);
  if (Array.isArray(first) && Array.isArray(second))
    return second.every((one) => first.some((other) => contains(other, one)));
  if (isRecord(first) && isRecord(second))
    return Object.entries(second).every(([key, value]) => contains(first[key], value));
  return compare(first, second) === 0;
}

/** A function with arguments. @throws JqError */
export function callFunction(
  name: string,
  given: readonly Filter[],
  input: unknown,
  variables: Variables,
  { evaluate, paths }: Tools,
): unknown[] {
  const plain = given.length === 0 ? PLAIN[name] : undefined;
  if (plain) return plain(input);
  const run = (index: number, value: unknown = input): unknown[] => evaluate(given[index] as Filter, value, variables);
  const one = (index: number): unknown => run(index)[0] ?? null;
  const keyed = (): { key: unknown; value: unknown }[] => list(input).map((value) => ({ key: run(0, value), value }));
  switch (`${name}/${given.length}`) {
    case 'all/1':
      return [list(input).every((value) => run(0, value).every(isTrue))];
    case 'any/1':
      return [list(input).some((value) => run(0, value).some(isTrue))];
    case 'contains/1':
      return [contains(input, one(0))];
    case 'inside/1':
      return [contains(one(0), input)];
    case 'del/1':
      return [without(input, paths(given[0] as Filter, input, variables))];
    case 'delpaths/1':
      return [without(input, one(0) as (string | number)[][])];
    case 'endswith/1':
      return [string(input, 'endswith()').endsWith(String(one(0)))];
    case 'startswith/1':
      if (typeof input !== 'string') throw new JqError('startswith() requires string inputs');
      return [input.startsWith(String(one(0)))];
    case 'error/0':
      throw new JqError(typeof input === 'string' ? input : JSON.stringify(input));
    case 'error/1':
      throw new JqError(String(one(0)));
    case 'first/1':
      return run(0).slice(0, 1);
    case 'last/1':
      return run(0).slice(-1);
    case 'flatten/1':
      return [list(input).flat(one(0) as number)];
    case 'getpath/1':
      return [at(input, one(0) as string[])];
    case 'setpath/2':
      return [withValue(input, one(0) as string[], () => one(1))];
    case 'path/1':
      return paths(given[0] as Filter, input, variables);
    case 'paths/0':
      return paths({ kind: 'recurse' }, input, variables).filter((path) => path.length > 0);
    case 'group_by/1': {
      const groups: { key: unknown; values: unknown[] }[] = [];
      for (const { key, value } of keyed().sort((a, b) => compare(a.key, b.key))) {
        const last = groups.at(-1);
        if (last && compare(last.key, key) === 0) last.values.push(value);
        else groups.push({ key, values: [value] });
      }
      return [groups.map(({ values }) => values)];
    }
    case 'has/1': {
      const key = one(0);
      return [Array.isArray(input) ? (key as number) in input : Object.hasOwn(input as object, String(key))];
    }
    case 'in/1':
      return [Object.hasOwn(one(0) as object, String(input))];
    case 'index/1': {
      const place = string(input, 'index').indexOf(String(one(0)));
      return [place < 0 ? null : place];
    }
    case 'join/1':
      return [
        list(input)
          .map((value) => (value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value)))
          .join(String(one(0))),
      ];
    case 'limit/2':
      return run(1).slice(0, one(0) as number);
    case 'ltrimstr/1':
      return [
        typeof input === 'string' && input.startsWith(String(one(0))) ? input.slice(String(one(0)).length) : input,
      ];
    case 'rtrimstr/1':
      return [
        typeof input === 'string' && input.endsWith(String(one(0)))
          ? input.slice(0, input.length - String(one(0)).length)
          : input,
      ];
    case 'map/1':
      return [(isRecord(input) ? Object.values(input) : list(input)).flatMap((value) => run(0, value))];
    case 'map_values/1':
      if (Array.isArray(input)) return [input.flatMap((value) => run(0, value).slice(0, 1))];
      return [
        Object.fromEntries(
          Object.entries(input as object).flatMap(([key, value]) =>
            run(0, value)
              .slice(0, 1)
              .map((made) => [key, made]),
          ),
        ),
      ];
    case 'with_entries/1':
      return (
        PLAIN.from_entries?.(
          Object.entries(input as object).flatMap(([key, value]) => run(0, { key, value: value as unknown })),
        ) ?? []
      );
    case 'max_by/1':
      return [
        keyed()
          .sort((a, b) => compare(a.key, b.key))
          .at(-1)?.value ?? null,
      ];
    case 'min_by/1':
      return [keyed().sort((a, b) => compare(a.key, b.key))[0]?.value ?? null];
    case 'nth/1':
      return [list(input)[one(0) as number] ?? null];
    case 'range/1':
      return Array.from({ length: one(0) as number }, (_, index) => index);
    case 'range/2':
      return Array.from(
        { length: Math.max(0, (one(1) as number) - (one(0) as number)) },
        (_, index) => index + (one(0) as number),
      );
    case 'recurse/0':
      return evaluate({ kind: 'recurse' }, input, variables);
    case 'select/1':
      return run(0)
        .filter(isTrue)
        .map(() => input);
    case 'sort_by/1':
      return [
        keyed()
          .sort((a, b) => compare(a.key, b.key))
          .map(({ value }) => value),
      ];
    case 'split/1':
      return [string(input, 'split').split(String(one(0)))];
    case 'test/1':
    case 'test/2':
      return [regex(one(0), given.length > 1 ? one(1) : '').test(string(input, 'test'))];
    case 'capture/1':
      return [{ ...(regex(one(0), '').exec(string(input, 'capture'))?.groups ?? {}) }];
    case 'match/1':
      return [...string(input, 'match').matchAll(regex(one(0), 'g'))]
        .slice(0, 1)
        .map((found) => ({ offset: found.index, length: found[0].length, string: found[0], captures: [] }));
    case 'sub/2':
    case 'gsub/2':
      return [
        string(input, name).replace(regex(one(0), name === 'gsub' ? 'g' : ''), (...match) => {
          const groups = match.at(-1);
          return String(run(1, isRecord(groups) ? groups : {})[0]);
        }),
      ];
    case 'unique_by/1':
      return [
        keyed()
          .sort((a, b) => compare(a.key, b.key))
          .filter((entry, index, all) => index === 0 || compare(entry.key, all[index - 1]?.key) !== 0)
          .map(({ value }) => value),
      ];
    case 'env/0':
      return [{}];
    default:
      throw new JqError(`${name}/${given.length} is not defined`);
  }
}
