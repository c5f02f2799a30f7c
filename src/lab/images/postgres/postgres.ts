import { FileError } from '../../shell/files.ts';
import type { Context } from '../../shell/program.ts';
import { type ContainerProgram, untilEnded } from '../inside.ts';
import { Database } from './database.ts';
import { SqlError, statementsOf } from './lexer.ts';
import { PORT, type Question, type Reply, versionOf } from './protocol.ts';
import type { Result } from './tables.ts';

export { pgIsReady, psql } from './psql.ts';

const MARK = 'practice cluster\n';

/** `postgres`: the server. */
export const postgres: ContainerProgram = async (context, inside) => {
  const { environment, errors, output, files, clock } = context;
  const read = (name: string): string | undefined => {
    const file = environment[`${name}_FILE`];
    return file === undefined ? environment[name] : files.read(file).trim();
  };
  const password = read('POSTGRES_PASSWORD');
  const user = read('POSTGRES_USER') ?? 'postgres';
  const database = read('POSTGRES_DB') ?? user;
  const folder = environment.PGDATA ?? '/var/lib/postgresql/data';
  const isTrusted = environment.POSTGRES_HOST_AUTH_METHOD === 'trust';
  const kept = `${folder}/base.json`;
  const isNew = files.kind(`${folder}/PG_VERSION`) !== 'file';
  if (isNew && (password === undefined || password === '') && !isTrusted) {
    errors.write(
      'Error: Database is uninitialized and superuser password is not specified.\n       You must specify POSTGRES_PASSWORD to a non-empty value for the\n       superuser. For example, "-e POSTGRES_PASSWORD=password" on "docker run".\n\n       You may also use "POSTGRES_HOST_AUTH_METHOD=trust" to allow all\n       connections without a password. This is *not* recommended.\n\n       See PostgreSQL documentation about "trust":\n       https://www.postgresql.org/docs/current/auth-trust.html\n',
    );
    return 1;
  }
  const log = (text: string): void =>
    errors.write(`${new Date(clock.now()).toISOString().replace('T', ' ').replace('Z', ' UTC')} [1] LOG:  ${text}\n`);
  const version = versionOf(inside.world.image);
  const tables = new Database();
  let secret = password;
  try {
    files.makeFolder(folder);
    if (isNew) {
      output.write(
        `The files belonging to this database system will be owned by user "postgres".\n\nfixing permissions on existing directory ${folder} ... ok\ncreating subdirectories ... ok\n\nPostgreSQL init process complete; ready for start up.\n\n`,
      );
      files.write(`${folder}/PG_VERSION`, `${version.split('.')[0]}\n`);
      await initialize(context, tables, { version, database, user });
    } else {
      output.write('\nPostgreSQL Database directory appears to contain a database; Skipping initialization\n\n');
      const [held = '', text = '[]'] = files.read(kept).slice(MARK.length).split('\n');
      // A password is that of the beginning, whatever the environment says now.
      secret = held;
      tables.load(text);
    }
  } catch (problem) {
    if (!(problem instanceof FileError)) throw problem;
    errors.write(`initdb: error: could not access directory "${folder}": ${problem.message}\n`);
    return 1;
  }
  const save = (): void => files.write(kept, `${MARK}${secret ?? ''}\n${tables.dump()}`);
  save();
  const answer = (asked: Question, isLocal: boolean): Reply => {
    if (asked.user !== user)
      return {
        fatal: isLocal
          ? `role "${asked.user}" does not exist`
          : `password authentication failed for user "${asked.user}"`,
      };
    if (!isLocal && !isTrusted && asked.password !== secret)
      return {
        fatal:
          asked.password === undefined
            ? 'fe_sendauth: no password supplied'
            : `password authentication failed for user "${asked.user}"`,
      };
    if (asked.database !== database && asked.database !== 'postgres')
      return { fatal: `database "${asked.database}" does not exist` };
    if (asked.about === 'tables') return { tables: tables.names, owner: user };
    if (asked.about !== undefined) return { columns: tables.columns(asked.about) };
    const results: Result[] = [];
    for (const sql of statementsOf(`${asked.sql ?? ''};`).whole) {
      try {
        results.push(
          tables.run(sql, {
            now: clock.now(),
            facts: { version, database: asked.database, user, address: inside.world.address },
          }),
        );
      } catch (problem) {
        if (!(problem instanceof SqlError)) throw problem;
        errors.write(
          `${new Date(clock.now()).toISOString().replace('T', ' ').replace('Z', ' UTC')} [62] ERROR:  ${problem.message}\n`,
        );
        save();
        return {
          results,
          problem: { message: problem.message, sql, ...(problem.at === undefined ? {} : { at: problem.at }) },
        };
      }
    }
    save();
    return { results };
  };
  const listener = inside.network.listenTcp(PORT, ({ address }) => ({
    say: async (text) => {
      try {
        return JSON.stringify(answer(JSON.parse(text) as Question, address.startsWith('127.')));
      } catch (problem) {
        if (!(problem instanceof SyntaxError)) throw problem;
        log('invalid length of startup packet');
        return '';
      }
    },
    close() {},
  }));
  if (listener === 'in use') {
    errors.write(
      `LOG:  could not bind IPv4 address "0.0.0.0": Address already in use\nFATAL:  could not create any TCP/IP sockets\n`,
    );
    return 1;
  }
  log(`starting PostgreSQL ${version} on x86_64-pc-linux-gnu, 64-bit`);
  log(`listening on IPv4 address "0.0.0.0", port ${PORT}`);
  log('database system is ready to accept connections');
  const signal = await untilEnded(context, inside, ['SIGTERM', 'SIGINT', 'SIGQUIT']);
  listener.close();
  if (signal === 'SIGKILL') return 137;
  log(signal === 'SIGTERM' ? 'received smart shutdown request' : 'received fast shutdown request');
  log('database system is shut down');
  return 0;
};

/** Runs what stands ready for a new database. */
async function initialize(
  { files, output, clock }: Context,
  tables: Database,
  facts: Readonly<Record<string, string>>,
): Promise<void> {
  const folder = '/docker-entrypoint-initdb.d';
  if (files.kind(folder) !== 'folder') return;
  for (const name of files.list(folder)) {
    if (!name.endsWith('.sql')) continue;
    output.write(`/usr/local/bin/docker-entrypoint.sh: running ${folder}/${name}\n`);
    for (const sql of statementsOf(`${files.read(`${folder}/${name}`)};`).whole) {
      try {
        output.write(`${tables.run(sql, { now: clock.now(), facts }).tag}\n`);
      } catch (problem) {
        if (!(problem instanceof SqlError)) throw problem;
        output.write(`psql:${folder}/${name}: ERROR:  ${problem.message}\n`);
        return;
      }
    }
  }
}
