import type { Reader } from './lexer.ts';
import { type Around, cast, type Value } from './values.ts';

/** A column of a table. */
export interface Column {
  name: string;
  type: string;
  isRequired: boolean;
  isUnique: boolean;
  /** Text of the expression that is taken if nothing is given. */
  usual?: string;
}

/** A table with its rows. */
export interface Table {
  columns: Column[];
  rows: Record<string, Value>[];
  /** The next numbers of columns that count. */
  next: Record<string, number>;
}

/** What a statement gives: rows with columns, and what is said of it. */
export interface Result {
  columns?: readonly { name: string; isNumber: boolean }[];
  rows?: readonly (readonly string[])[];
  tag: string;
}

/** Reads how a column is described. @throws SqlError */
export function readColumn(reader: Reader): Column {
  const column: Column = { name: reader.name(), type: reader.name(), isRequired: false, isUnique: false };
  if (column.type === 'double') reader.is('precision');
  if (column.type === 'timestamp' || column.type === 'time') reader.is('with', 'time', 'zone');
  if (reader.is('(')) while (!reader.is(')')) reader.take();
  for (;;) {
    if (reader.is('primary', 'key')) Object.assign(column, { isRequired: true, isUnique: true });
    else if (reader.is('not', 'null')) column.isRequired = true;
    else if (reader.is('unique')) column.isUnique = true;
    else if (reader.is('null')) column.isRequired = false;
    else if (reader.is('default'))
      column.usual = reader.is('now', '(', ')') || reader.is('current_timestamp') ? 'now' : String(reader.take().text);
    else if (reader.is('generated')) {
      while (!reader.is('identity')) reader.take();
      column.type = 'serial';
    } else if (reader.is('references')) {
      reader.name();
      if (reader.is('(')) while (!reader.is(')')) reader.take();
    } else return column;
  }
}

/** What a column gets to which nothing is given. */
export function usualOf(table: Table, column: Column, around: Around): Value {
  if (/serial$/.test(column.type)) {
    const next = (table.next[column.name] ?? 0) + 1;
    table.next[column.name] = next;
    return next;
  }
  if (column.usual === undefined) return null;
  if (column.usual === 'now') return new Date(around.now).toISOString().replace('T', ' ').replace('Z', '000+00');
  return cast(column.usual, column.type);
}
