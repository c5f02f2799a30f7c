import { isRecord } from '../../../../kubernetes/data.ts';
import { compare, JqError, typeOf } from './values.ts';

/** Values of variables. */
export type Variables = Readonly<Record<string, unknown>>;

/** A place within a value. */
export type Path = readonly (string | number)[];

/** All but `null` and `false` count as true. */
export function isTrue(value: unknown): boolean {
  return value !== null && value !== false && value !== undefined;
}

/** A field of a value by its name or number. @throws JqError */
export function fieldOf(value: unknown, name: unknown): unknown {
  if (value === null && (typeof name === 'string' || typeof name === 'number')) return null;
  if (isRecord(value) && typeof name === 'string') return value[name] ?? null;
  if (Array.isArray(value) && typeof name === 'number')
    return value[name < 0 ? value.length + name : Math.floor(name)] ?? null;
  const isListed = Array.isArray(value) && typeof name === 'string';
  throw new JqError(
    `Cannot index ${typeOf(value)} with ${isListed ? 'string ' : ''}${typeof name === 'string' ? `"${name}"` : typeOf(name)}`,
  );
}

/** The value at a place. */
export function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) => (inner === null || inner === undefined ? null : fieldOf(inner, key)),
    value,
  );
}

/** A copy with another value at a place. */
export function withValue(value: unknown, path: Path, change: (old: unknown) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  if (typeof key === 'number') {
    const list = Array.isArray(value) ? [...value] : [];
    const index = key < 0 ? list.length + key : key;
    while (list.length < index) list.push(null);
    list[index] = withValue(list[index] ?? null, rest, change);
    return list;
  }
  const object = isRecord(value) ? { ...value } : {};
  object[key] = withValue(object[key] ?? null, rest, change);
  return object;
}

/** A copy without what stands at some places. */
export function without(value: unknown, places: readonly Path[]): unknown {
  // From behind, so that places in lists stay where they are.
  return [...places]
    .sort((a, b) => compare(b, a))
    .reduce<unknown>((result, path) => {
      const parent = path.slice(0, -1);
      const key = path.at(-1);
      if (key === undefined) return null;
      if (at(result, parent) === null) return result;
      return withValue(result, parent, (old) => {
        if (Array.isArray(old))
          return old.filter((_, index) => index !== (typeof key === 'number' && key < 0 ? old.length + key : key));
        if (!isRecord(old)) return old;
        const { [String(key)]: _, ...rest } = old;
        return rest;
      });
    }, value);
}
