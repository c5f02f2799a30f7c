import {
  add,
  type Command,
  clear,
  expire,
  fail,
  integer,
  left,
  matcher,
  OK,
  pop,
  push,
  range,
  set,
  zrange,
} from './basics.ts';

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
