import { type Keys, RedisError, type Reply } from './values.ts';

/** What commands may use. */
export interface Asked {
  keys: Keys;
  words: readonly string[];
  now: number;
}

/** A command of Redis. */
export type Command = (asked: Asked) => Reply;

export const OK: Reply = { ok: 'OK' };
export const integer = (text: string | undefined): number => {
  if (text === undefined || !/^-?\d+$/.test(text)) throw new RedisError('ERR value is not an integer or out of range');
  return Number(text);
};
export const fail = (message: string): never => {
  throw new RedisError(`ERR ${message}`);
};

export function add({ keys, words: [key = ''] }: Asked, by: number): number {
  const found = keys.get(key, 'string');
  const value = integer(found?.value ?? '0') + by;
  keys.set(key, { type: 'string', value: String(value) }, keys.until(key));
  return value;
}

export function set({ keys, words: [key = '', value = '', ...options], now }: Asked): Reply {
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

export const clear = (keys: Keys): Reply => {
  keys.clear();
  return OK;
};

/** A pattern of keys as Redis has it. */
export const matcher = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    's',
  );

export const range = <Item>(list: readonly Item[], from: number, to: number): Item[] =>
  list.slice(from < 0 ? Math.max(0, list.length + from) : from, to < 0 ? list.length + to + 1 : to + 1);

export const push =
  (isLeft: boolean): Command =>
  ({ keys, words: [key = '', ...values] }) => {
    const { value } = keys.open(key, 'list');
    for (const one of values) isLeft ? value.unshift(one) : value.push(one);
    return value.length;
  };

export const pop =
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

export const expire =
  (factor: number): Command =>
  ({ keys, words: [key = '', time], now }) => {
    if (keys.any(key) === undefined) return 0;
    keys.expire(key, now + integer(time) * factor);
    return 1;
  };

export const left =
  (factor: number): Command =>
  ({ keys, words: [key = ''], now }) => {
    if (keys.any(key) === undefined) return -2;
    const until = keys.until(key);
    return until === undefined ? -1 : Math.round((until - now) / factor);
  };

const sorted = (value: Readonly<Record<string, number>>): [string, number][] =>
  Object.entries(value).sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1));

export const zrange =
  (isReversed: boolean): Command =>
  ({ keys, words: [key = '', from, to, ...options] }) => {
    const all = sorted(keys.get(key, 'zset')?.value ?? {});
    const rest = options.map((one) => one.toUpperCase());
    const chosen = range(isReversed || rest.includes('REV') ? all.reverse() : all, integer(from), integer(to));
    return rest.includes('WITHSCORES')
      ? chosen.flatMap(([name, score]) => [name, String(score)])
      : chosen.map(([name]) => name);
  };
