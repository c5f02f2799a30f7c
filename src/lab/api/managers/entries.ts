import { asList } from '../../../kubernetes/data.ts';
import type { KubeObject } from '../core/objects.ts';
import { type Path, readSet, writtenSet } from './fields.ts';

/** Who owns which fields of an object. */
export interface Entry {
  manager: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  subresource: string;
  time: string;
  /** Nobody changes it. */
  set: ReadonlySet<Path>;
}

/** The entries of an object; none if they are not kept. */
export function entriesOf(object: KubeObject | undefined): Entry[] {
  return asList(object?.metadata.managedFields).map((entry) => ({
    manager: String(entry.manager ?? ''),
    operation: entry.operation === 'Apply' ? 'Apply' : 'Update',
    apiVersion: String(entry.apiVersion ?? ''),
    subresource: String(entry.subresource ?? ''),
    time: String(entry.time ?? ''),
    set: readSet(entry.fieldsV1),
  }));
}

const compared = (first: string, second: string): number => (first < second ? -1 : first > second ? 1 : 0);

/** Entries as an object holds them: what was applied first, then by time. */
export function writtenEntries(entries: readonly Entry[]): Record<string, unknown>[] {
  return [...entries]
    .filter(({ set }) => set.size > 0)
    .sort(
      (first, second) =>
        compared(first.operation, second.operation) ||
        compared(first.time, second.time) ||
        compared(first.manager, second.manager) ||
        compared(first.subresource, second.subresource),
    )
    .map(({ manager, operation, apiVersion, subresource, time, set }) => ({
      manager,
      operation,
      apiVersion,
      ...(time === '' ? {} : { time }),
      fieldsType: 'FieldsV1',
      fieldsV1: writtenSet(set),
      ...(subresource === '' ? {} : { subresource }),
    }));
}

/** Paths without some of them; the same set if it has none of these. */
export function without(set: ReadonlySet<Path>, some: readonly ReadonlySet<Path>[]): ReadonlySet<Path> {
  const isOne = (path: Path): boolean => some.some((one) => one.has(path));
  return [...set].some(isOne) ? new Set([...set].filter((path) => !isOne(path))) : set;
}

/** Whether two entries hold the same fields. */
export const isSameSet = (first: ReadonlySet<Path>, second: ReadonlySet<Path>): boolean =>
  first.size === second.size && [...first].every((path) => second.has(path));
