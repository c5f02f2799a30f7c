/** What Redis keeps under a key. */
export type Value =
  | { type: 'string'; value: string }
  | { type: 'list'; value: string[] }
  | { type: 'hash'; value: Record<string, string> }
  | { type: 'set'; value: string[] }
  | { type: 'zset'; value: Record<string, number> };

/** An answer of Redis. */
export type Reply = { ok: string } | { error: string } | number | string | null | Reply[];

/** An error that a command answers with. */
export class RedisError extends Error {}

/** The keys of a server, with the moments at which they go. */
export class Keys {
  #values = new Map<string, { held: Value; until: number | undefined }>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** What is under a key, of a kind. @throws RedisError when it is of another one */
  get<Type extends Value['type']>(key: string, type: Type): Extract<Value, { type: Type }> | undefined {
    const found = this.any(key);
    if (found && found.type !== type)
      throw new RedisError('WRONGTYPE Operation against a key holding the wrong kind of value');
    return found as Extract<Value, { type: Type }> | undefined;
  }

  any(key: string): Value | undefined {
    const found = this.#values.get(key);
    if (found?.until !== undefined && found.until <= this.#now()) {
      this.#values.delete(key);
      return undefined;
    }
    return found?.held;
  }

  set(key: string, held: Value, until?: number): void {
    this.#values.set(key, { held, until });
  }

  /** What is under a key, of a kind, made if nothing is there. @throws RedisError */
  open<Type extends Value['type']>(key: string, type: Type): Extract<Value, { type: Type }> {
    const found = this.get(key, type);
    if (found) return found;
    const empty = { string: '', list: [], hash: {}, set: [], zset: {} }[type];
    const made = { type, value: empty } as unknown as Extract<Value, { type: Type }>;
    this.set(key, made);
    return made;
  }

  delete(key: string): boolean {
    return this.any(key) !== undefined && this.#values.delete(key);
  }

  /** Takes away what has become empty. */
  tidy(key: string): void {
    const found = this.any(key);
    if (found && found.type !== 'string' && Object.keys(found.value).length === 0) this.#values.delete(key);
  }

  until(key: string): number | undefined {
    return this.any(key) === undefined ? undefined : this.#values.get(key)?.until;
  }

  expire(key: string, until: number | undefined): void {
    const found = this.#values.get(key);
    if (found) found.until = until;
  }

  names(): string[] {
    return [...this.#values.keys()].filter((key) => this.any(key) !== undefined);
  }

  clear(): void {
    this.#values.clear();
  }

  /** All of it as a text, for a file. */
  dump(): string {
    return JSON.stringify([...this.#values]);
  }

  load(text: string): void {
    this.#values = new Map(JSON.parse(text) as [string, { held: Value; until: number | undefined }][]);
  }
}

/** A reply as it goes over the connection. @see https://redis.io/docs/latest/develop/reference/protocol-spec/ */
export function encoded(reply: Reply): string {
  if (reply === null) return '$-1\r\n';
  if (typeof reply === 'number') return `:${reply}\r\n`;
  if (typeof reply === 'string') return `$${new TextEncoder().encode(reply).length}\r\n${reply}\r\n`;
  if (Array.isArray(reply)) return `*${reply.length}\r\n${reply.map(encoded).join('')}`;
  return 'ok' in reply ? `+${reply.ok}\r\n` : `-${reply.error}\r\n`;
}

/** Reads one reply; gives what follows it as well. */
export function decoded(text: string): { reply: Reply; rest: string } {
  const end = text.indexOf('\r\n');
  const head = text.slice(1, end);
  const rest = text.slice(end + 2);
  switch (text[0]) {
    case '+':
      return { reply: { ok: head }, rest };
    case '-':
      return { reply: { error: head }, rest };
    case ':':
      return { reply: Number(head), rest };
    case '$': {
      if (head === '-1') return { reply: null, rest };
      const bytes = new TextEncoder().encode(rest);
      const value = new TextDecoder().decode(bytes.slice(0, Number(head)));
      return { reply: value, rest: rest.slice(value.length + 2) };
    }
    default: {
      const list: Reply[] = [];
      let left = rest;
      for (let index = 0; index < Number(head); index++) {
        const inner = decoded(left);
        list.push(inner.reply);
        left = inner.rest;
      }
      return { reply: list, rest: left };
    }
  }
}

/** The words of a line, with quotes as redis-cli reads them. */
export function wordsOf(line: string): string[] {
  return [...line.matchAll(/"((?:\\.|[^"\\])*)"|'([^']*)'|(\S+)/g)].map(([, double, single, bare]) =>
    double !== undefined
      ? double.replace(/\\(.)/g, (_, letter: string) => (letter === 'n' ? '\n' : letter))
      : (single ?? bare ?? ''),
  );
}

/** The commands in what a client has sent: arrays, or lines that somebody types. */
export function commandsOf(text: string): string[][] {
  const commands: string[][] = [];
  let left = text;
  while (left.trim() !== '') {
    if (left.startsWith('*')) {
      const { reply, rest } = decoded(left);
      commands.push((reply as string[]).map(String));
      left = rest;
    } else {
      const [line = '', ...rest] = left.split('\n');
      const words = wordsOf(line);
      if (words.length > 0) commands.push(words);
      left = rest.join('\n');
    }
  }
  return commands;
}
