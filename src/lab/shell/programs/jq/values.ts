import { isRecord } from '../../../../kubernetes/data.ts';
import { byBytes } from '../../../../kubernetes/structs/encode.ts';

/** What a filter cannot do with a value, in jq's words. */
export class JqError extends Error {}

/** What jq calls a kind of value. */
export function typeOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  return Array.isArray(value) ? 'array' : isRecord(value) ? 'object' : typeof value;
}

/** A value in messages: shortened. */
export function shownValue(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null';
  const LIMIT = 11;
  return text.length > LIMIT ? `${text.slice(0, LIMIT - 1)}...` : text;
}

const ORDER = ['null', 'false', 'true', 'number', 'string', 'array', 'object'];
const rank = (value: unknown): number => ORDER.indexOf(typeof value === 'boolean' ? String(value) : typeOf(value));

/** The order of values: null, false, true, numbers, texts, arrays, objects. @see https://jqlang.org/manual/#sort-sort_by */
export function compare(first: unknown, second: unknown): number {
  const order = rank(first) - rank(second);
  if (order !== 0) return order;
  if (typeof first === 'number') return first - (second as number);
  if (typeof first === 'string') return byBytes(first, second as string);
  if (Array.isArray(first)) {
    const other = second as unknown[];
    for (let index = 0; index < Math.min(first.length, other.length); index++) {
      const inner = compare(first[index], other[index]);
      if (inner !== 0) return inner;
    }
    return first.length - other.length;
  }
  if (!isRecord(first)) return 0;
  const other = second as Record<string, unknown>;
  const keys = compare(Object.keys(first).sort(byBytes), Object.keys(other).sort(byBytes));
  if (keys !== 0) return keys;
  for (const key of Object.keys(first).sort(byBytes)) {
    const inner = compare(first[key], other[key]);
    if (inner !== 0) return inner;
  }
  return 0;
}

/** A value with the keys of its objects sorted. */
export function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort(byBytes)
      .map((key) => [key, sortedKeys(value[key])]),
  );
}
