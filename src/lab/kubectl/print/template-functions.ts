import { isRecord } from '../../../kubernetes/data.ts';
import { goText } from './go-text.ts';
import { sprintf } from './sprintf.ts';

/** What a template finds where nothing is. */
export const NOTHING = Symbol('no value');

/** Whether a value counts as true. */
export function isTrue(value: unknown): boolean {
  if (value === NOTHING || value === null || value === undefined || value === false || value === 0 || value === '')
    return false;
  if (Array.isArray(value)) return value.length > 0;
  return !isRecord(value) || Object.keys(value).length > 0;
}

function typeOf(value: unknown): string {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  if (Array.isArray(value)) return '[]interface {}';
  return isRecord(value) ? 'map[string]interface {}' : '<nil>';
}

function basic(value: unknown): string {
  const type = typeOf(value);
  if (value === NOTHING || value === null || value === undefined) return 'nil';
  return type;
}

function equal(first: unknown, second: unknown): boolean {
  const one = basic(first);
  const other = basic(second);
  if (one === 'nil' || other === 'nil') return one === other;
  if (!/^(string|bool|int64|float64)$/.test(one)) throw new Error('non-comparable type');
  if (one !== other) throw new Error('incompatible types for comparison');
  return first === second;
}

function less(first: unknown, second: unknown): boolean {
  const one = basic(first);
  if (!/^(string|int64|float64)$/.test(one) || one !== basic(second)) {
    throw new Error(one !== basic(second) ? 'incompatible types for comparison' : 'invalid type for comparison');
  }
  return (first as number) < (second as number);
}

function index(value: unknown, ...keys: unknown[]): unknown {
  let current = value;
  for (const key of keys) {
    if (current === NOTHING || current === null || current === undefined) throw new Error('index of untyped nil');
    if (Array.isArray(current)) {
      if (typeof key !== 'number') throw new Error(`cannot index slice/array with type ${typeOf(key)}`);
      if (key < 0 || key >= current.length) throw new Error(`index out of range: ${key}`);
      current = current[key];
    } else if (isRecord(current)) {
      if (typeof key !== 'string') throw new Error(`value has type ${typeOf(key)}; should be string`);
      current = Object.hasOwn(current, key) ? current[key] : NOTHING;
    } else throw new Error(`can't index item of type ${typeOf(current)}`);
  }
  return current;
}

function exists(value: unknown, ...keys: unknown[]): boolean {
  try {
    const found = index(value, ...keys);
    return found !== NOTHING && found !== null && found !== undefined;
  } catch {
    return false;
  }
}

function length(value: unknown): number {
  if (typeof value === 'string') return new TextEncoder().encode(value).length;
  if (Array.isArray(value)) return value.length;
  if (isRecord(value)) return Object.keys(value).length;
  throw new Error(value === NOTHING || value === null ? 'len of nil pointer' : `len of type ${typeOf(value)}`);
}

const HTML: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
  '\0': '\uFFFD',
};

/** The functions of text/template, and kubectl's `exists` and `base64decode`. */
export const FUNCTIONS: Readonly<Record<string, (...values: unknown[]) => unknown>> = {
  and: (...values) => values.find((value) => !isTrue(value)) ?? values.at(-1),
  or: (...values) => values.find(isTrue) ?? values.at(-1),
  not: (value) => !isTrue(value),
  len: length,
  index,
  slice: (value, from = 0, to) => (value as string | unknown[]).slice(from as number, to as number | undefined),
  print: (...values) => sprint(values),
  println: (...values) => `${values.map(shown).join(' ')}\n`,
  printf: (format, ...values) => sprintf(String(format), values),
  html: (...values) => sprint(values).replace(/[&<>"'\0]/g, (character) => HTML[character] ?? character),
  js: (...values) =>
    sprint(values).replace(/[\\'"<>&=]/g, (character) =>
      /[\\'"]/.test(character) ? `\\${character}` : `\\u00${character.charCodeAt(0).toString(16).toUpperCase()}`,
    ),
  urlquery: (...values) => encodeURIComponent(sprint(values)).replaceAll('%20', '+'),
  eq: (first, ...others) => others.some((other) => equal(first, other)),
  ne: (first, second) => !equal(first, second),
  lt: (first, second) => less(first, second),
  le: (first, second) => less(first, second) || equal(first, second),
  gt: (first, second) => !less(first, second) && !equal(first, second),
  ge: (first, second) => !less(first, second),
  call: () => {
    throw new Error('call of nil');
  },
  exists,
  base64decode: (text) => {
    if (typeof text !== 'string') throw new Error(`wrong type for value; expected string; got ${typeOf(text)}`);
    try {
      return new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
    } catch {
      throw new Error('base64 decode failed: illegal base64 data at input byte 0');
    }
  },
};

/** A value as it is printed. */
export function shown(value: unknown): string {
  return value === NOTHING ? '<no value>' : goText(value);
}

function sprint(values: unknown[]): string {
  return values
    .map((value, at) =>
      at > 0 && typeof value !== 'string' && typeof values[at - 1] !== 'string' ? ` ${shown(value)}` : shown(value),
    )
    .join('');
}
