import { type Keys, RedisError, type Reply } from './values.ts';

/** What commands may use. */
export interface Asked {
  keys: Keys;
  words: readonly string[];
  now: number;
}

type Command = (asked: Asked) => Reply;

const OK: Reply = { ok: 'OK' };
const integer = (text: string | undefined): number => {
  if (text === undefined || !/^-?\d+$/.test(text)) throw new RedisError('ERR value is not an integer or out of range');
  return Number(text);
};
const fail = (message: string): never => {
  throw new RedisError(`ERR ${message}`);
};

function add({ keys, words: [key = ''] }: Asked, by: number): number {
  const found = keys.get(key, 'string');
  const value = integer(found?.value ?? '0') + by;
  keys.set(key, { type: 'string', value: String(value) }, keys.until(key));
  return value;
}

function set({ keys, words: [key = '', value = '', ...options], now }: Asked): Reply {
  let until: number | undefined;
  let gives = false;
  const old = keys.any(key);
  for (let at = 0; at < options.length; at++) {
    const option = options[at]?.toUpperCase();
    if (option === 'EX') until = now + integer(options[++at]) * 1000;
    else if (option === 'PX') until = now + integer(options[++at]);
    else if (option === 'KEEPTTL') until = keys.until(key);
    else if (option === 'GET') gives = true;
    else if (option === 'NX' || option === 'XX') {
      if ((option === 'NX') === (old !== undefined)) return gives && old ? String(old.value) : null;
    } else fail('syntax error');
  }
  const before = gives ? (keys.get(key, 'string')?.value ?? null) : undefined;
  keys.set(key, { type: 'string', value }, until);
  return before === undefined ? OK : before;
}

const clear = (keys: Keys): Reply => {
  keys.clear();
  return OK;
};

/** A pattern of keys as Redis has it. */
const matcher = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    's',
  );

const range = <Item>(list: readonly Item[], from: number, to: number): Item[] =>
  list.slice(from < 0 ? Math.max(0, list.length + from) : from, to < 0 ? list.length + to + 1 : to + 1);

const push =
  (isLeft: boolean): Command =>
  ({ keys, words: [key = '', ...values] }) => {
    const { value } = keys.open(key, 'list');
    for (const one of values) isLeft ? value.unshift(one) : value.push(one);
    return value.length;
  };

const pop =
  (isLeft: boolean): Command =>
  ({ keys, words: [key = '', count] }) => {
    const list = keys.get(key, 'list')?.value;
    if (!list) return null;
    const taken = Array.from({ length: count === undefined ? 1 : integer(count) }, () =>
      isLeft ? list.shift() : list.pop(),
    ).filter((one) => one !== undefined);
    keys.tidy(key);
    return count === undefined ? (taken[0] ?? null) : taken;
  };

const expire =
  (factor: number): Command =>
  ({ keys, words: [key = '', time], now }) => {
    if (keys.any(key) === undefined) return 0;
    keys.expire(key, now + integer(time) * factor);
    return 1;
  };

const left =
  (factor: number): Command =>
  ({ keys, words: [key = ''], now }) => {
    if (keys.any(key) === undefined) return -2;
    const until = keys.until(key);
    return until === undefined ? -1 : Math.round((until - now) / factor);
  };

const sorted = (value: Readonly<Record<string, number>>): [string, number][] =>
  Object.entries(value).sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1));

const zrange =
  (isReversed: boolean): Command =>
  ({ keys, words: [key = '', from, to, ...options] }) => {
    const all = sorted(keys.get(key, 'zset')?.value ?? {});
    const rest = options.map((one) => one.toUpperCase());
    const chosen = range(isReversed || rest.includes('REV') ? all.reverse() : all, integer(from), integer(to));
    return rest.includes('WITHSCORES')
      ? chosen.flatMap(([name, score]) => [name, String(score)])
      : chosen.map(([name]) => name);
  };

/** The commands, each with the smallest number of words that it takes. */
export const commands: Readonly<Record<string, readonly [least: number, run: Command]>> = {
  append: [
    2,
    ({ keys, words: [key = '', text = ''] }) => {
      const held = keys.open(key, 'string');
      held.value += text;
      return held.value.length;
    },
  ],
  dbsize: [0, ({ keys }) => keys.names().length],
  decr: [1, (asked) => add(asked, -1)],
  decrby: [2, (asked) => add(asked, -integer(asked.words[1]))],
  del: [1, ({ keys, words }) => words.filter((key) => keys.delete(key)).length],
  echo: [1, ({ words }) => words[0] ?? ''],
  exists: [1, ({ keys, words }) => words.filter((key) => keys.any(key) !== undefined).length],
  expire: [2, expire(1000)],
  flushall: [0, ({ keys }) => clear(keys)],
  flushdb: [0, ({ keys }) => clear(keys)],
  get: [1, ({ keys, words: [key = ''] }) => keys.get(key, 'string')?.value ?? null],
  getset: [2, (asked) => set({ ...asked, words: [...asked.words.slice(0, 2), 'GET'] })],
  hdel: [
    2,
    ({ keys, words: [key = '', ...fields] }) => {
      const hash = keys.get(key, 'hash')?.value ?? {};
      const gone = fields.filter((field) => field in hash);
      for (const field of gone) delete hash[field];
      keys.tidy(key);
      return gone.length;
    },
  ],
  hexists: [2, ({ keys, words: [key = '', field = ''] }) => (field in (keys.get(key, 'hash')?.value ?? {}) ? 1 : 0)],
  hget: [2, ({ keys, words: [key = '', field = ''] }) => keys.get(key, 'hash')?.value[field] ?? null],
  hgetall: [1, ({ keys, words: [key = ''] }) => Object.entries(keys.get(key, 'hash')?.value ?? {}).flat()],
  hincrby: [
    3,
    ({ keys, words: [key = '', field = '', by] }) => {
      const { value } = keys.open(key, 'hash');
      const sum = integer(value[field] ?? '0') + integer(by);
      value[field] = String(sum);
      return sum;
    },
  ],
  hkeys: [1, ({ keys, words: [key = ''] }) => Object.keys(keys.get(key, 'hash')?.value ?? {})],
  hlen: [1, ({ keys, words: [key = ''] }) => Object.keys(keys.get(key, 'hash')?.value ?? {}).length],
  hset: [
    3,
    ({ keys, words: [key = '', ...rest] }) => {
      const { value } = keys.open(key, 'hash');
      let added = 0;
      for (let at = 0; at + 1 < rest.length; at += 2) {
        if (!((rest[at] as string) in value)) added++;
        value[rest[at] as string] = rest[at + 1] as string;
      }
      return added;
    },
  ],
  hvals: [1, ({ keys, words: [key = ''] }) => Object.values(keys.get(key, 'hash')?.value ?? {})],
  incr: [1, (asked) => add(asked, 1)],
  incrby: [2, (asked) => add(asked, integer(asked.words[1]))],
  keys: [1, ({ keys, words: [pattern = '*'] }) => keys.names().filter((name) => matcher(pattern).test(name))],
  llen: [1, ({ keys, words: [key = ''] }) => keys.get(key, 'list')?.value.length ?? 0],
  lpop: [1, pop(true)],
  lpush: [2, push(true)],
  lrange: [
    3,
    ({ keys, words: [key = '', from, to] }) => range(keys.get(key, 'list')?.value ?? [], integer(from), integer(to)),
  ],
  mget: [1, ({ keys, words }) => words.map((key) => keys.get(key, 'string')?.value ?? null)],
  mset: [
    2,
    ({ keys, words }) => {
      for (let at = 0; at + 1 < words.length; at += 2)
        keys.set(words[at] as string, { type: 'string', value: words[at + 1] as string });
      return OK;
    },
  ],
  persist: [
    1,
    ({ keys, words: [key = ''] }) => {
      if (keys.until(key) === undefined) return 0;
      keys.expire(key, undefined);
      return 1;
    },
  ],
  pexpire: [2, expire(1)],
  ping: [0, ({ words }) => words[0] ?? { ok: 'PONG' }],
  pttl: [1, left(1)],
  publish: [2, () => 0],
  rename: [
    2,
    ({ keys, words: [from = '', to = ''] }) => {
      const held = keys.any(from) ?? fail('no such key');
      keys.set(to, held, keys.until(from));
      keys.delete(from);
      return OK;
    },
  ],
  rpop: [1, pop(false)],
  rpush: [2, push(false)],
  sadd: [
    2,
    ({ keys, words: [key = '', ...names] }) => {
      const { value } = keys.open(key, 'set');
      const added = [...new Set(names)].filter((name) => !value.includes(name));
      value.push(...added);
      return added.length;
    },
  ],
  scan: [
    1,
    ({ keys, words }) => [
      '0',
      keys
        .names()
        .filter(
          (name) =>
            matcher(words[words.findIndex((one) => /^match$/i.test(one)) + 1] ?? '*').test(name) ||
            !words.some((one) => /^match$/i.test(one)),
        ),
    ],
  ],
  scard: [1, ({ keys, words: [key = ''] }) => keys.get(key, 'set')?.value.length ?? 0],
  set: [2, set],
  setex: [
    3,
    ({ keys, words: [key = '', seconds, value = ''], now }) => {
      keys.set(key, { type: 'string', value }, now + integer(seconds) * 1000);
      return OK;
    },
  ],
  setnx: [2, (asked) => (set({ ...asked, words: [...asked.words.slice(0, 2), 'NX'] }) === null ? 0 : 1)],
  sismember: [2, ({ keys, words: [key = '', name = ''] }) => (keys.get(key, 'set')?.value.includes(name) ? 1 : 0)],
  smembers: [1, ({ keys, words: [key = ''] }) => [...(keys.get(key, 'set')?.value ?? [])]],
  srem: [
    2,
    ({ keys, words: [key = '', ...names] }) => {
      const found = keys.get(key, 'set');
      if (!found) return 0;
      const before = found.value.length;
      found.value = found.value.filter((name) => !names.includes(name));
      keys.tidy(key);
      return before - found.value.length;
    },
  ],
  strlen: [1, ({ keys, words: [key = ''] }) => keys.get(key, 'string')?.value.length ?? 0],
  time: [0, ({ now }) => [String(Math.floor(now / 1000)), String((now % 1000) * 1000)]],
  ttl: [1, left(1000)],
  type: [1, ({ keys, words: [key = ''] }) => ({ ok: keys.any(key)?.type ?? 'none' })],
  zadd: [
    3,
    ({ keys, words: [key = '', ...rest] }) => {
      const { value } = keys.open(key, 'zset');
      let added = 0;
      for (let at = 0; at + 1 < rest.length; at += 2) {
        if (!((rest[at + 1] as string) in value)) added++;
        value[rest[at + 1] as string] = Number(rest[at]);
      }
      return added;
    },
  ],
  zcard: [1, ({ keys, words: [key = ''] }) => Object.keys(keys.get(key, 'zset')?.value ?? {}).length],
  zincrby: [
    3,
    ({ keys, words: [key = '', by, name = ''] }) => {
      const { value } = keys.open(key, 'zset');
      value[name] = (value[name] ?? 0) + Number(by);
      return String(value[name]);
    },
  ],
  zrange: [3, zrange(false)],
  zrem: [
    2,
    ({ keys, words: [key = '', ...names] }) => {
      const value = keys.get(key, 'zset')?.value ?? {};
      const gone = names.filter((name) => name in value);
      for (const name of gone) delete value[name];
      keys.tidy(key);
      return gone.length;
    },
  ],
  zrevrange: [3, zrange(true)],
  zscore: [
    2,
    ({ keys, words: [key = '', name = ''] }) => {
      const score = keys.get(key, 'zset')?.value[name];
      return score === undefined ? null : String(score);
    },
  ],
};

/** Those that change nothing. */
export const READING = new Set(
  'dbsize echo exists get hexists hget hgetall hkeys hlen hvals keys llen lrange mget ping pttl scan scard sismember smembers strlen time ttl type zcard zrange zrevrange zscore'.split(
    ' ',
  ),
);
