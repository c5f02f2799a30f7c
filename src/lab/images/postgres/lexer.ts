/** A piece of SQL. */
export interface Token {
  kind: 'word' | 'name' | 'text' | 'number' | 'sign';
  text: string;
  at: number;
}

/** An error as PostgreSQL says it: `ERROR:  relation "x" does not exist`. */
export class SqlError extends Error {
  /** Where in the statement, from 0 on. */
  readonly at: number | undefined;

  constructor(message: string, at?: number) {
    super(message);
    this.at = at;
  }
}

/** Cuts SQL into pieces; comments are left out. @throws SqlError */
export function tokensOf(sql: string): Token[] {
  const pattern =
    /\s+|--[^\n]*|\/\*[\s\S]*?\*\/|(\d+(?:\.\d+)?)|([A-Za-z_][\w$]*)|"((?:[^"]|"")*)"|'((?:[^']|'')*)'|(<=|>=|<>|!=|\|\||::|[-+*/%=<>(),.;])/gy;
  const tokens: Token[] = [];
  let at = 0;
  while (at < sql.length) {
    pattern.lastIndex = at;
    const match = pattern.exec(sql);
    if (!match)
      throw new SqlError(
        sql[at] === "'"
          ? `unterminated quoted string at or near "${sql.slice(at)}"`
          : `syntax error at or near "${sql[at]}"`,
        at,
      );
    const [all, number, word, name, text, sign] = match;
    if (number !== undefined) tokens.push({ kind: 'number', text: number, at });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word.toLowerCase(), at });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name.replaceAll('""', '"'), at });
    else if (text !== undefined) tokens.push({ kind: 'text', text: text.replaceAll("''", "'"), at });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign, at });
    at += all.length;
  }
  return tokens;
}

/** Statements of a text, without their semicolons; gives what has no end yet as well. */
export function statementsOf(sql: string): { whole: string[]; rest: string } {
  const whole: string[] = [];
  let from = 0;
  let quote = '';
  for (let at = 0; at < sql.length; at++) {
    const letter = sql[at] as string;
    if (quote !== '') {
      if (letter === quote) quote = '';
    } else if (letter === "'" || letter === '"') quote = letter;
    else if (letter === '-' && sql[at + 1] === '-') {
      const end = sql.indexOf('\n', at);
      at = end < 0 ? sql.length : end;
    } else if (letter === ';') {
      whole.push(sql.slice(from, at).trim());
      from = at + 1;
    }
  }
  return { whole: whole.filter((one) => one !== ''), rest: sql.slice(from) };
}

/** Reads pieces one after the other. */
export class Reader {
  readonly #tokens: readonly Token[];
  readonly #end: number;
  #at = 0;

  constructor(sql: string) {
    this.#tokens = tokensOf(sql);
    this.#end = sql.length;
  }

  get next(): Token | undefined {
    return this.#tokens[this.#at];
  }

  take(): Token {
    const token = this.#tokens[this.#at++];
    if (!token) throw new SqlError('syntax error at end of input', this.#end);
    return token;
  }

  /** Takes words if all of them follow. */
  is(...words: readonly string[]): boolean {
    const fits = words.every((word, index) => {
      const token = this.#tokens[this.#at + index];
      return token !== undefined && token.text === word && (token.kind === 'word' || token.kind === 'sign');
    });
    if (fits) this.#at += words.length;
    return fits;
  }

  /** Takes words that have to follow. @throws SqlError */
  expect(...words: readonly string[]): void {
    for (const word of words) if (!this.is(word)) this.fail();
  }

  /** A name of a table or a column. @throws SqlError */
  name(): string {
    const token = this.take();
    if (token.kind !== 'word' && token.kind !== 'name') this.fail(token);
    // What stands before the dot is a schema or a table.
    if (this.is('.')) return this.name();
    return token.text;
  }

  /** @throws SqlError */
  fail(token = this.next): never {
    throw token
      ? new SqlError(`syntax error at or near "${token.text}"`, token.at)
      : new SqlError('syntax error at end of input', this.#end);
  }

  /** Items with commas between them. */
  list<Item>(read: () => Item): Item[] {
    const items = [read()];
    while (this.is(',')) items.push(read());
    return items;
  }
}
