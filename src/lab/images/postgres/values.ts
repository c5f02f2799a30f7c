import { SqlError } from './lexer.ts';

/** A value in a table. */
export type Value = string | number | boolean | null;
export type Row = Readonly<Record<string, Value>>;

/** Where an expression is calculated. */
export interface Around {
  row: Row;
  /** The rows of a group, for what is calculated over several. */
  group: readonly Row[] | undefined;
  now: number;
  /** Facts of the server: its version, database and user. */
  facts: Readonly<Record<string, string>>;
}

/** Compares two values; undefined if one of them is nothing. */
export function compared(one: Value, other: Value): number | undefined {
  if (one === null || other === null) return undefined;
  const [a, b] = typeof one === 'number' || typeof other === 'number' ? [Number(one), Number(other)] : [one, other];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A value as a type has it. @throws SqlError */
export function cast(value: Value, type: string): Value {
  if (value === null) return null;
  if (/^(?:int|integer|bigint|smallint|serial|bigserial|int4|int8)$/.test(type)) {
    if (!/^\s*-?\d+(?:\.\d+)?\s*$/.test(String(value)))
      throw new SqlError(`invalid input syntax for type integer: "${String(value)}"`);
    return Math.round(Number(value));
  }
  if (/^(?:numeric|decimal|real|double|float\d?)$/.test(type)) {
    if (Number.isNaN(Number(value))) throw new SqlError(`invalid input syntax for type numeric: "${String(value)}"`);
    return Number(value);
  }
  if (/^bool/.test(type)) return value === true || /^(?:t|true|yes|on|1)$/i.test(String(value));
  return String(shown(value));
}

/** What is calculated over the rows of a group. */
export const AGGREGATES: Readonly<Record<string, (values: readonly Value[]) => Value>> = {
  avg: (values) =>
    values.length === 0 ? null : values.reduce<number>((sum, one) => sum + Number(one), 0) / values.length,
  count: (values) => values.length,
  max: (values) =>
    values.reduce<Value>((best, one) => (best === null || (compared(one, best) ?? 0) > 0 ? one : best), null),
  min: (values) =>
    values.reduce<Value>((best, one) => (best === null || (compared(one, best) ?? 0) < 0 ? one : best), null),
  sum: (values) => (values.length === 0 ? null : values.reduce<number>((sum, one) => sum + Number(one), 0)),
};

/** What is calculated of single values. */
export const FUNCTIONS: Readonly<Record<string, (values: readonly Value[], around: Around) => Value>> = {
  abs: ([value]) => Math.abs(Number(value)),
  coalesce: (values) => values.find((one) => one !== null) ?? null,
  concat: (values) => values.map((one) => (one === null ? '' : shown(one))).join(''),
  current_database: (_, { facts }) => facts.database ?? '',
  current_user: (_, { facts }) => facts.user ?? '',
  inet_server_addr: (_, { facts }) => facts.address ?? '',
  length: ([value]) => String(value).length,
  lower: ([value]) => String(value).toLowerCase(),
  now: (_, { now }) => new Date(now).toISOString().replace('T', ' ').replace('Z', '000+00'),
  pg_is_in_recovery: () => false,
  pg_sleep: () => '',
  round: ([value, digits]) => Number(Number(value).toFixed(Number(digits ?? 0))),
  upper: ([value]) => String(value).toUpperCase(),
  version: (_, { facts }) => `PostgreSQL ${facts.version} on x86_64-pc-linux-gnu, 64-bit`,
};

/** A value as psql prints it. */
export function shown(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 't' : 'f';
  return String(value);
}
