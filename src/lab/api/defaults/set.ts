import { isRecord } from '../../../kubernetes/data.ts';

/** A group of fields that may be changed. */
export type Fields = Record<string, unknown>;

/** Sets fields that have no value. */
export function setDefaults(target: Fields, defaults: Readonly<Fields>): void {
  for (const [name, value] of Object.entries(defaults))
    if (target[name] === undefined || target[name] === null) target[name] = value;
}

/** Sets fields that are empty: for fields of Go without a pointer, where an empty text or 0 counts as nothing. */
export function setIfEmpty(target: Fields, defaults: Readonly<Fields>): void {
  for (const [name, value] of Object.entries(defaults))
    if (target[name] === undefined || target[name] === null || target[name] === '' || target[name] === 0)
      target[name] = value;
}

/** A field as a group, if it is one. */
export function group(target: unknown, name: string): Fields | undefined {
  const inner = isRecord(target) ? target[name] : undefined;
  return isRecord(inner) ? inner : undefined;
}

/** A field as a group; it is made if it is not there. */
export function madeGroup(target: Fields, name: string): Fields {
  const inner = target[name];
  if (isRecord(inner)) return inner;
  const made: Fields = {};
  target[name] = made;
  return made;
}

/** The groups in a list. */
export function groups(target: unknown, name: string): Fields[] {
  const inner = isRecord(target) ? target[name] : undefined;
  return Array.isArray(inner) ? inner.filter(isRecord) : [];
}
