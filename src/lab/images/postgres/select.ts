import { type Expression, readExpression } from './expressions.ts';
import { type Reader, SqlError } from './lexer.ts';
import type { Column, Result, Table } from './tables.ts';
import { type Around, compared, type Row, shown, type Value } from './values.ts';

/** `SELECT` of one table, or of none. @param tableAfter reads the name of a table. @throws SqlError */
export function select(reader: Reader, around: Around, tableAfter: (reader: Reader) => Table): Result {
  const isDistinct = reader.is('distinct');
  // What is asked for may name columns of a table that comes later: they are looked up row by row.
  const stars = reader.is('*') ? 'all' : undefined;
  const items = stars ? [] : readList(reader);
  const table = reader.is('from') ? tableAfter(reader) : undefined;
  if (table && (reader.is('join') || reader.is('inner') || reader.is('left') || reader.is(',')))
    throw new SqlError('the practice cluster joins no tables; on your own cluster PostgreSQL does');
  const all = stars && table ? table.columns.map(columnItem) : items;
  const where = reader.is('where') ? readExpression(reader) : undefined;
  const keys = reader.is('group', 'by') ? reader.list(() => readExpression(reader)) : undefined;
  const having = reader.is('having') ? readExpression(reader) : undefined;
  const order = reader.is('order', 'by')
    ? reader.list(() => {
        const by = readExpression(reader);
        const isDown = reader.is('desc');
        if (!isDown) reader.is('asc');
        return { by, isDown };
      })
    : [];
  const limit = reader.is('limit') ? Number(readExpression(reader).of(around)) : Number.POSITIVE_INFINITY;
  const offset = reader.is('offset') ? Number(readExpression(reader).of(around)) : 0;
  if (reader.next) reader.fail();
  const found = table ? table.rows.filter((row) => !where || where.of({ ...around, row }) === true) : [{}];
  const groups = keys || all.some(({ isAggregate }) => isAggregate) ? grouped(found, keys, around) : undefined;
  let places: Around[] = groups
    ? groups.map((group) => ({ ...around, row: group[0] ?? {}, group }))
    : found.map((row) => ({ ...around, row }));
  if (having) places = places.filter((place) => having.of(place) === true);
  const withNames = (place: Around): Around => ({
    ...place,
    row: { ...Object.fromEntries(all.map((item) => [item.name, item.of(place)])), ...place.row },
  });
  places.sort((one, other) => {
    for (const { by, isDown } of order) {
      const difference = ordered(by.of(withNames(one)), by.of(withNames(other)));
      if (difference !== 0) return isDown ? -difference : difference;
    }
    return 0;
  });
  let rows = places.slice(offset, offset + limit).map((place) => all.map(({ of }) => of(place)));
  if (isDistinct)
    rows = rows.filter((row, index) => rows.findIndex((one) => JSON.stringify(one) === JSON.stringify(row)) === index);
  return { ...tableOf(all, rows), tag: `SELECT ${rows.length}` };
}

/** Nothing stands behind everything else. */
const ordered = (one: Value, other: Value): number =>
  one === null || other === null ? Number(one === null) - Number(other === null) : (compared(one, other) ?? 0);

function grouped(rows: readonly Row[], keys: readonly Expression[] | undefined, around: Around): Row[][] {
  if (!keys) return [[...rows]];
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify(keys.map(({ of }) => of({ ...around, row })));
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}

const columnItem = ({ name }: Column): Expression => ({ name, isAggregate: false, of: ({ row }) => row[name] ?? null });

/** What is asked for of the columns of a table. */
export function readItems(reader: Reader, columns: readonly Column[]): Expression[] {
  return reader.is('*') ? columns.map(columnItem) : readList(reader);
}

function readList(reader: Reader): Expression[] {
  return reader.list(() => {
    const item = readExpression(reader);
    if (reader.is('as')) return { ...item, name: reader.name() };
    const { next } = reader;
    const isName =
      next &&
      (next.kind === 'name' ||
        (next.kind === 'word' && !/^(?:from|where|group|order|limit|offset|having|union)$/.test(next.text)));
    return isName ? { ...item, name: reader.name() } : item;
  });
}

/** Rows with the names of their columns. */
export function tableOf(
  items: readonly Expression[],
  rows: readonly (readonly Value[])[],
): Pick<Result, 'columns' | 'rows'> {
  return {
    columns: items.map(({ name }, index) => ({
      name,
      isNumber:
        rows.length > 0 &&
        rows.every((row) => typeof row[index] === 'number' || row[index] === null) &&
        rows.some((row) => row[index] !== null),
    })),
    rows: rows.map((row) => row.map(shown)),
  };
}
