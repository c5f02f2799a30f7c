import { asRecord } from '../../../kubernetes/data.ts';
import type { KubeObject } from '../core/objects.ts';
import type { Column, TableOf } from '../http/table.ts';
import { ageOf, column } from './columns.ts';

/** A column of `-o wide`. */
export const wide = (name: string): Column => column(name, { priority: 1 });
/** How long ago an object was made. */
export const age = (object: KubeObject, now: number): string => ageOf(object.metadata.creationTimestamp, now);
/** A value as text; `empty` if there is none. */
export const shown = (value: unknown, empty = '<none>'): string =>
  value === undefined || value === null || value === '' ? empty : String(value);
/** How many items or fields a value has. */
export const count = (value: unknown): number =>
  Array.isArray(value) ? value.length : Object.keys(asRecord(value)).length;
/** A table; columns without anything special may be given by name. */
export const table = (columns: readonly (Column | string)[], cells: TableOf['cells']): TableOf => ({
  columns: columns.map((one) => (typeof one === 'string' ? column(one) : one)),
  cells,
});
