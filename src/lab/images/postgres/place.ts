import { PORT } from './protocol.ts';

/** Whom to ask, as whom. */
export interface Place {
  host: string;
  port: number;
  user: string;
  database: string | undefined;
  password: string | undefined;
}

/** Whom psql asks, by its options, its environment or an address. */
export function placeOf(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Place & { rest: Map<string, string[]> } {
  const place: Place = {
    host: environment.PGHOST ?? '127.0.0.1',
    port: Number(environment.PGPORT ?? PORT),
    user: environment.PGUSER ?? 'root',
    database: environment.PGDATABASE,
    password: environment.PGPASSWORD,
  };
  const rest = new Map<string, string[]>();
  const bare: string[] = [];
  const long: Readonly<Record<string, string>> = {
    host: 'h',
    port: 'p',
    username: 'U',
    dbname: 'd',
    command: 'c',
    file: 'f',
    'tuples-only': 't',
    'no-align': 'A',
    quiet: 'q',
    set: 'v',
    'no-password': 'w',
  };
  for (let at = 0; at < words.length; at++) {
    let word = words[at] as string;
    const [, name, value] = /^--([\w-]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (name !== undefined) word = `-${long[name] ?? ''}${value ?? ''}`;
    if (!/^-\w/.test(word)) {
      bare.push(word);
      continue;
    }
    for (let letter = 1; letter < word.length; letter++) {
      const key = word[letter] as string;
      const takes = /[hpUdcfvF]/.test(key);
      const given = takes ? word.slice(letter + 1) || (words[++at] ?? '') : '';
      if (key === 'h') place.host = given;
      else if (key === 'p') place.port = Number(given);
      else if (key === 'U') place.user = given;
      else if (key === 'd') bare.unshift(given);
      else rest.set(key, [...(rest.get(key) ?? []), given]);
      if (takes) break;
    }
  }
  const [first, second] = bare;
  const [, user, password, host, port, database] =
    /^postgres(?:ql)?:\/\/(?:([^:@/]*)(?::([^@]*))?@)?([^:/]*)(?::(\d+))?(?:\/([^?]*))?/.exec(first ?? '') ?? [];
  if (host !== undefined)
    Object.assign(place, {
      host,
      port: Number(port ?? PORT),
      user: user ?? place.user,
      password: password ?? place.password,
      database: database ?? place.database,
    });
  else if (first !== undefined) place.database = first;
  if (second !== undefined) place.user = second;
  return { ...place, rest };
}
