import { type Reader, SqlError } from './lexer.ts';
import { AGGREGATES, type Around, cast, compared, FUNCTIONS, shown, type Value } from './values.ts';

export interface Expression {
  /** How its column is called. */
  name: string;
  isAggregate: boolean;
  of: (around: Around) => Value;
}

const plain = (name: string, of: Expression['of'], ...parts: readonly Expression[]): Expression => ({
  name,
  of,
  isAggregate: parts.some(({ isAggregate }) => isAggregate),
});

const COMPARISONS: Readonly<Record<string, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/** A pattern of `LIKE`. */
const pattern = (text: string, flags: string): RegExp =>
  new RegExp(
    `^${text
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll('%', '.*')
      .replaceAll('_', '.')}$`,
    `s${flags}`,
  );

/** Reads an expression. @throws SqlError */
export function readExpression(reader: Reader): Expression {
  let left = readAnd(reader);
  while (reader.is('or')) {
    const [one, other] = [left, readAnd(reader)];
    left = plain('?column?', (around) => one.of(around) === true || other.of(around) === true, one, other);
  }
  return left;
}

function readAnd(reader: Reader): Expression {
  let left = readNot(reader);
  while (reader.is('and')) {
    const [one, other] = [left, readNot(reader)];
    left = plain('?column?', (around) => one.of(around) === true && other.of(around) === true, one, other);
  }
  return left;
}

function readNot(reader: Reader): Expression {
  if (!reader.is('not')) return readComparison(reader);
  const inner = readNot(reader);
  return plain(
    '?column?',
    (around) => {
      const value = inner.of(around);
      return value === null ? null : value !== true;
    },
    inner,
  );
}

function readComparison(reader: Reader): Expression {
  const left = readSum(reader);
  if (reader.is('is')) {
    const isNot = reader.is('not');
    reader.expect('null');
    return plain('?column?', (around) => (left.of(around) === null) !== isNot, left);
  }
  const isNot = reader.is('not');
  if (reader.is('in')) {
    reader.expect('(');
    const values = reader.list(() => readExpression(reader));
    reader.expect(')');
    return plain(
      '?column?',
      (around) => values.some((one) => compared(left.of(around), one.of(around)) === 0) !== isNot,
      left,
      ...values,
    );
  }
  if (reader.is('between')) {
    const from = readSum(reader);
    reader.expect('and');
    const to = readSum(reader);
    return plain(
      '?column?',
      (around) => {
        const value = left.of(around);
        return ((compared(value, from.of(around)) ?? -1) >= 0 && (compared(value, to.of(around)) ?? 1) <= 0) !== isNot;
      },
      left,
      from,
      to,
    );
  }
  const isLoose = reader.is('ilike');
  if (isLoose || reader.is('like')) {
    const right = readSum(reader);
    return plain(
      '?column?',
      (around) => pattern(String(right.of(around)), isLoose ? 'i' : '').test(String(left.of(around) ?? '')) !== isNot,
      left,
      right,
    );
  }
  if (isNot) reader.fail();
  const sign = reader.next?.text ?? '';
  const compare = reader.next?.kind === 'sign' ? COMPARISONS[sign] : undefined;
  if (!compare) return left;
  reader.take();
  const right = readSum(reader);
  return plain(
    '?column?',
    (around) => {
      const order = compared(left.of(around), right.of(around));
      return order === undefined ? null : compare(order);
    },
    left,
    right,
  );
}

function readSum(reader: Reader): Expression {
  let left = readProduct(reader);
  for (;;) {
    const sign = ['+', '-', '||'].find((one) => reader.is(one));
    if (sign === undefined) return left;
    const [one, other] = [left, readProduct(reader)];
    left = plain(
      '?column?',
      (around) => {
        const [a, b] = [one.of(around), other.of(around)];
        if (a === null || b === null) return null;
        return sign === '||' ? `${shown(a)}${shown(b)}` : sign === '+' ? Number(a) + Number(b) : Number(a) - Number(b);
      },
      one,
      other,
    );
  }
}

function readProduct(reader: Reader): Expression {
  let left = readCast(reader);
  for (;;) {
    const sign = ['*', '/', '%'].find((one) => reader.is(one));
    if (sign === undefined) return left;
    const [one, other] = [left, readCast(reader)];
    left = plain(
      '?column?',
      (around) => {
        const [a, b] = [one.of(around), other.of(around)];
        if (a === null || b === null) return null;
        if (sign === '*') return Number(a) * Number(b);
        if (Number(b) === 0) throw new SqlError('division by zero');
        if (sign === '%') return Number(a) % Number(b);
        const quotient = Number(a) / Number(b);
        return Number.isInteger(a) && Number.isInteger(b) ? Math.trunc(quotient) : quotient;
      },
      one,
      other,
    );
  }
}

function readCast(reader: Reader): Expression {
  let inner = readUnit(reader);
  while (reader.is('::')) {
    const type = reader.name();
    const from = inner;
    inner = { ...plain(from.name, (around) => cast(from.of(around), type), from) };
  }
  return inner;
}

function readUnit(reader: Reader): Expression {
  const token = reader.take();
  if (token.kind === 'number') return plain('?column?', () => Number(token.text));
  if (token.kind === 'text') return plain('?column?', () => token.text);
  if (token.text === '-' && token.kind === 'sign') {
    const inner = readUnit(reader);
    return plain('?column?', (around) => -Number(inner.of(around)), inner);
  }
  if (token.text === '(' && token.kind === 'sign') {
    const inner = readExpression(reader);
    reader.expect(')');
    return inner;
  }
  if (token.kind === 'sign') reader.fail(token);
  if (token.kind === 'word') {
    if (token.text === 'null') return plain('?column?', () => null);
    if (token.text === 'true' || token.text === 'false') return plain('bool', () => token.text === 'true');
    if (token.text === 'current_timestamp')
      return plain('current_timestamp', (around) => FUNCTIONS.now?.([], around) ?? null);
    if (token.text === 'current_user') return plain('current_user', ({ facts }) => facts.user ?? '');
    if (reader.is('(')) return readCall(reader, token.text, token.at);
  }
  let name = token.text;
  while (reader.is('.')) name = reader.name();
  return plain(name, ({ row }) => {
    if (!(name in row)) throw new SqlError(`column "${name}" does not exist`, token.at);
    return row[name] ?? null;
  });
}

function readCall(reader: Reader, name: string, at: number): Expression {
  const aggregate = AGGREGATES[name];
  const isAll = reader.is('*');
  const isDistinct = reader.is('distinct');
  const values = isAll || reader.is(')') ? [] : reader.list(() => readExpression(reader));
  if (isAll || values.length > 0) reader.expect(')');
  if (aggregate) {
    const [inner] = values;
    return {
      name,
      isAggregate: true,
      of: (around) => {
        const rows = around.group ?? [];
        const all = inner
          ? rows.map((row) => inner.of({ ...around, row })).filter((one) => one !== null)
          : rows.map(() => 1);
        return aggregate(isDistinct ? [...new Set(all)] : all);
      },
    };
  }
  const called = FUNCTIONS[name];
  if (!called) throw new SqlError(`function ${name}(${values.map(() => 'unknown').join(', ')}) does not exist`, at);
  return plain(
    name,
    (around) =>
      called(
        values.map((one) => one.of(around)),
        around,
      ),
    ...values,
  );
}
