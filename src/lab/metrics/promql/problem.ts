import type { Place } from './parse/ast.ts';

/** A query that fails while it is evaluated, with Prometheus's own message. */
export class QueryError extends Error {
  override name = 'QueryError';
}

/** A query that cannot be read, or is of wrong types. The message begins with line and column, as Prometheus's does. */
export class ParseError extends Error {
  override name = 'ParseError';
  readonly place: Place;
  /** What is wrong, without the position. */
  readonly reason: string;

  constructor(query: string, place: Place, reason: string) {
    super(`${position(query, place.from)}: parse error: ${reason}`);
    this.place = place;
    this.reason = reason;
  }
}

/** A query that asks for what this engine does not do, though Prometheus has it, if only as an experiment. */
export class UnsupportedError extends Error {
  override name = 'UnsupportedError';
}

/** Line and column (in bytes, from 1) of an offset in a query. Source: posrange.StartPosInput. */
export function position(query: string, offset: number): string {
  const before = query.slice(0, offset);
  const line = before.split('\n').length;
  const column = new TextEncoder().encode(before.slice(before.lastIndexOf('\n') + 1)).length + 1;
  return `${line}:${column}`;
}
