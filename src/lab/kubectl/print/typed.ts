import { isRecord } from '../../../kubernetes/data.ts';
import { encode } from '../../../kubernetes/structs/encode.ts';
import { structOf } from '../../../kubernetes/structs/table.ts';
import { sortedKeys } from './json.ts';

/** Values that come from structs of Go, which keep the order of their fields. */
const ordered = new WeakSet<object>();

function mark(value: unknown): void {
  if (Array.isArray(value)) for (const item of value) mark(item);
  else if (isRecord(value)) {
    ordered.add(value);
    for (const inner of Object.values(value)) mark(inner);
  }
}

/** Makes an object one that Go has as a struct: with the fields of its kind, in their order. Kinds that are not known stay as they are. */
export function typed<Value extends Record<string, unknown>>(value: Value): Value {
  const struct = structOf(String(value.apiVersion ?? ''), String(value.kind ?? ''));
  if (struct === undefined) return value;
  const encoded = encode(value, struct) as Value;
  mark(encoded);
  return encoded;
}

/** Marks a value as one whose fields have an order of their own. */
export function inOrder<Value>(value: Value): Value {
  mark(value);
  return value;
}

/** Whether an object keeps the order of its fields. */
export function isOrdered(value: unknown): boolean {
  return isRecord(value) && ordered.has(value);
}

/** The names of an object's fields as they are printed: in their own order if it is a struct of Go, sorted otherwise. */
export function keysOf(value: Record<string, unknown>): string[] {
  return ordered.has(value) ? Object.keys(value).filter((name) => value[name] !== undefined) : sortedKeys(value);
}
