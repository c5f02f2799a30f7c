import { readExpression } from './expressions.ts';
import { Reader, SqlError } from './lexer.ts';
import { readItems, select, tableOf } from './select.ts';
import { type Column, type Result, readColumn, type Table, usualOf } from './tables.ts';
import { type Around, cast, compared, type Row, type Value } from './values.ts';

/** The tables of one database. */
export class Database {
  #tables = new Map<string, Table>();
  /** As it was when a transaction began. */
  #before: string | undefined;

  /** All of it as a text. */
  dump(): string {
    return JSON.stringify([...this.#tables]);
  }

  load(text: string): void {
    this.#tables = new Map(JSON.parse(text) as [string, Table][]);
  }

  /** Names of the tables. */
  get names(): string[] {
    return [...this.#tables.keys()].sort();
  }

  /** Columns of a table. */
  columns(name: string): readonly Column[] | undefined {
    return this.#tables.get(name)?.columns;
  }

  #table(reader: Reader): Table & { name: string } {
    const at = reader.next?.at;
    const name = reader.name();
    const table = this.#tables.get(name);
    if (!table) throw new SqlError(`relation "${name}" does not exist`, at);
    return Object.assign(table, { name });
  }

  /** Runs a statement. @throws SqlError */
  run(sql: string, around: Pick<Around, 'now' | 'facts'>): Result {
    const reader = new Reader(sql);
    const first = reader.take();
    const inner: Around = { ...around, row: {}, group: undefined };
    switch (first.text) {
      case 'select':
        return select(reader, inner, (after) => this.#table(after));
      case 'insert':
        return this.#insert(reader, inner);
      case 'update':
        return this.#update(reader, inner);
      case 'delete':
        return this.#delete(reader, inner);
      case 'create':
        return this.#create(reader);
      case 'drop':
        return this.#drop(reader);
      case 'truncate':
        reader.is('table');
        this.#table(reader).rows.length = 0;
        return { tag: 'TRUNCATE TABLE' };
      case 'alter':
        return this.#alter(reader);
      case 'begin':
      case 'start':
        this.#before = this.dump();
        return { tag: 'BEGIN' };
      case 'commit':
      case 'end':
        this.#before = undefined;
        return { tag: 'COMMIT' };
      case 'rollback':
        if (this.#before !== undefined) this.load(this.#before);
        this.#before = undefined;
        return { tag: 'ROLLBACK' };
      case 'show':
        return {
          columns: [{ name: reader.name(), isNumber: false }],
          rows: [[around.facts.version ?? '']],
          tag: 'SHOW',
        };
      case 'set':
      case 'grant':
      case 'vacuum':
      case 'analyze':
        return { tag: first.text.toUpperCase() };
      default:
        return reader.fail(first);
    }
  }

  #create(reader: Reader): Result {
    if (
      reader.is('extension') ||
      reader.is('index') ||
      reader.is('unique') ||
      reader.is('user') ||
      reader.is('role') ||
      reader.is('schema') ||
      reader.is('database')
    )
      return { tag: 'CREATE' };
    reader.is('temporary');
    reader.expect('table');
    const isCalm = reader.is('if', 'not', 'exists');
    const name = reader.name();
    if (this.#tables.has(name)) {
      if (isCalm) return { tag: 'CREATE TABLE' };
      throw new SqlError(`relation "${name}" already exists`);
    }
    const columns: Column[] = [];
    reader.expect('(');
    do {
      const isKey = reader.is('primary', 'key');
      if (isKey || reader.is('unique')) {
        reader.expect('(');
        for (const key of reader.list(() => reader.name())) {
          const column = columns.find((one) => one.name === key);
          if (column) Object.assign(column, { isUnique: true, isRequired: isKey || column.isRequired });
        }
        reader.expect(')');
      } else columns.push(readColumn(reader));
    } while (reader.is(','));
    reader.expect(')');
    this.#tables.set(name, { columns, rows: [], next: {} });
    return { tag: 'CREATE TABLE' };
  }

  #drop(reader: Reader): Result {
    reader.expect('table');
    const isCalm = reader.is('if', 'exists');
    for (const name of reader.list(() => reader.name()))
      if (!this.#tables.delete(name) && !isCalm) throw new SqlError(`table "${name}" does not exist`);
    return { tag: 'DROP TABLE' };
  }

  #alter(reader: Reader): Result {
    reader.expect('table');
    const table = this.#table(reader);
    if (reader.is('add')) {
      reader.is('column');
      const column = readColumn(reader);
      table.columns.push(column);
      for (const row of table.rows) row[column.name] = null;
    } else {
      reader.expect('drop');
      reader.is('column');
      const name = reader.name();
      table.columns = table.columns.filter((one) => one.name !== name);
      for (const row of table.rows) delete row[name];
    }
    return { tag: 'ALTER TABLE' };
  }

  #check(table: Table & { name: string }, row: Record<string, Value>, other?: Row): void {
    for (const { name, isRequired, isUnique } of table.columns) {
      if (isRequired && row[name] === null)
        throw new SqlError(`null value in column "${name}" of relation "${table.name}" violates not-null constraint`);
      if (
        isUnique &&
        table.rows.some(
          (one) => one !== other && one[name] !== null && compared(one[name] ?? null, row[name] ?? null) === 0,
        )
      )
        throw new SqlError(
          `duplicate key value violates unique constraint "${table.name}_${isRequired ? 'pkey' : `${name}_key`}"`,
        );
    }
  }

  #insert(reader: Reader, around: Around): Result {
    reader.expect('into');
    const table = this.#table(reader);
    const named = reader.is('(') ? reader.list(() => reader.name()) : undefined;
    if (named) reader.expect(')');
    const unknown = named?.find((name) => !table.columns.some((one) => one.name === name));
    if (unknown !== undefined) throw new SqlError(`column "${unknown}" of relation "${table.name}" does not exist`);
    const names = named ?? table.columns.map(({ name }) => name);
    const isDefault = reader.is('default', 'values');
    if (!isDefault) reader.expect('values');
    const given = isDefault
      ? [[]]
      : reader.list(() => {
          reader.expect('(');
          const values = reader.list(() => (reader.is('default') ? undefined : readExpression(reader)));
          reader.expect(')');
          return values;
        });
    const isCalm = reader.is('on', 'conflict');
    if (isCalm) {
      if (reader.is('(')) {
        reader.list(() => reader.name());
        reader.expect(')');
      }
      reader.expect('do', 'nothing');
    }
    const added: Row[] = [];
    for (const values of given) {
      if (values.length > names.length) throw new SqlError('INSERT has more expressions than target columns');
      const row: Record<string, Value> = {};
      for (const column of table.columns) {
        const value = values[names.indexOf(column.name)];
        row[column.name] =
          value && names.includes(column.name) ? cast(value.of(around), column.type) : usualOf(table, column, around);
      }
      try {
        this.#check(table, row);
      } catch (problem) {
        if (isCalm && problem instanceof SqlError && problem.message.startsWith('duplicate')) continue;
        throw problem;
      }
      table.rows.push(row);
      added.push(row);
    }
    return this.#returning(reader, table, added, `INSERT 0 ${added.length}`, around);
  }

  #returning(reader: Reader, table: Table, rows: readonly Row[], tag: string, around: Around): Result {
    if (!reader.is('returning')) return { tag };
    const items = readItems(reader, table.columns);
    return {
      ...tableOf(
        items,
        rows.map((row) => items.map(({ of }) => of({ ...around, row }))),
      ),
      tag,
    };
  }

  #update(reader: Reader, around: Around): Result {
    const table = this.#table(reader);
    reader.expect('set');
    const changes = reader.list(() => {
      const name = reader.name();
      reader.expect('=');
      return { name, value: readExpression(reader) };
    });
    const where = reader.is('where') ? readExpression(reader) : undefined;
    const chosen = table.rows.filter((row) => !where || where.of({ ...around, row }) === true);
    for (const row of chosen) {
      const made = { ...row };
      for (const { name, value } of changes) {
        const column = table.columns.find((one) => one.name === name);
        if (!column) throw new SqlError(`column "${name}" of relation "${table.name}" does not exist`);
        made[name] = cast(value.of({ ...around, row }), column.type);
      }
      this.#check(table, made, row);
      Object.assign(row, made);
    }
    return this.#returning(reader, table, chosen, `UPDATE ${chosen.length}`, around);
  }

  #delete(reader: Reader, around: Around): Result {
    reader.expect('from');
    const table = this.#table(reader);
    const where = reader.is('where') ? readExpression(reader) : undefined;
    const gone = table.rows.filter((row) => !where || where.of({ ...around, row }) === true);
    table.rows = table.rows.filter((row) => !gone.includes(row));
    return this.#returning(reader, table, gone, `DELETE ${gone.length}`, around);
  }
}
