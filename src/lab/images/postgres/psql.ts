import { NetworkError, type TcpSession } from '../../node/process.ts';
import { absolutePath, FileError } from '../../shell/files.ts';
import { readAll } from '../../shell/program.ts';
import type { ContainerProgram } from '../inside.ts';
import { statementsOf } from './lexer.ts';
import { placeOf } from './place.ts';
import { printed, titled } from './printing.ts';
import { type Question, type Reply, versionOf } from './protocol.ts';

/** `pg_isready`. */
export const pgIsReady: ContainerProgram = async (context, { network }) => {
  const { host, port } = placeOf(context.arguments, context.environment);
  const shown = host === '127.0.0.1' && !context.arguments.includes('-h') ? '/var/run/postgresql' : host;
  try {
    (await network.connect(host, port, { timeout: 3000, signal: context.signal })).close();
    context.output.write(`${shown}:${port} - accepting connections\n`);
    return 0;
  } catch (problem) {
    if (!(problem instanceof NetworkError)) throw problem;
    context.output.write(`${shown}:${port} - no response\n`);
    return 2;
  }
};

/** `psql`. */
export const psql: ContainerProgram = async (context, inside) => {
  const { errors, output, files, folder, isTerminal, input, environment } = context;
  const { host, port, user, password, rest, ...place } = placeOf(context.arguments, {
    ...environment,
    PGUSER: environment.PGUSER ?? (inside.kind ? 'root' : 'root'),
  });
  const database = place.database ?? user;
  const where =
    host === '127.0.0.1' ? `on socket "/var/run/postgresql/.s.PGSQL.${port}"` : `at "${host}", port ${port}`;
  let session: TcpSession;
  try {
    session = await inside.network.connect(host, port, { signal: context.signal });
  } catch (problem) {
    if (!(problem instanceof NetworkError)) throw problem;
    const why =
      problem.address === undefined
        ? `could not translate host name "${host}" to address: Name or service not known`
        : host === '127.0.0.1'
          ? `connection to server ${where} failed: No such file or directory\n\tIs the server running locally and accepting connections on that socket?`
          : `connection to server at "${host}" (${problem.address}), port ${port} failed: ${problem.code === 'timed out' ? 'Connection timed out' : 'Connection refused'}\n\tIs the server running on that host and accepting TCP/IP connections?`;
    errors.write(`psql: error: ${why}\n`);
    return 2;
  }
  const ask = async (question: Omit<Question, 'user' | 'database' | 'password'>): Promise<Reply> => {
    const said = await session.say(
      JSON.stringify({ user, database, ...(password === undefined ? {} : { password }), ...question }),
    );
    return JSON.parse(said) as Reply;
  };
  const isBare = rest.has('t');
  const isUnaligned = rest.has('A');
  const run = async (sql: string): Promise<number> => {
    const meta = /^\s*\\(\S+)\s*(\S*)/.exec(sql);
    const reply = meta ? await about(meta[1] ?? '', meta[2] ?? '', ask) : await ask({ sql });
    if (typeof reply === 'string') {
      output.write(reply);
      return 0;
    }
    if ('fatal' in reply) {
      errors.write(
        `psql: error: connection to server ${where} failed: ${/^fe_/.test(reply.fatal) ? reply.fatal : `FATAL:  ${reply.fatal}`}\n`,
      );
      return 2;
    }
    if (!('results' in reply)) return 0;
    for (const result of reply.results) output.write(printed(result, isBare, isUnaligned, rest.has('q')));
    const { problem } = reply;
    if (!problem) return 0;
    errors.write(`ERROR:  ${problem.message}\n`);
    if (problem.at !== undefined && problem.sql !== undefined)
      errors.write(`LINE 1: ${problem.sql}\n${' '.repeat(8 + problem.at)}^\n`);
    return 1;
  };
  const check = await ask({ sql: '' });
  if ('fatal' in check) return run('');
  const texts = rest.get('c') ?? [];
  for (const path of rest.get('f') ?? []) {
    try {
      texts.push(files.read(absolutePath(path, folder)));
    } catch (problem) {
      if (!(problem instanceof FileError)) throw problem;
      errors.write(`psql: error: ${path}: No such file or directory\n`);
      return 1;
    }
  }
  if (texts.length > 0) {
    let code = 0;
    for (const text of texts) code = await run(text);
    return code;
  }
  if (!isTerminal) {
    for (const line of splitInput(await readAll(input))) await run(line);
    return 0;
  }
  output.write(`psql (${versionOf(inside.world.image)})\nType "help" for help.\n\n`);
  let typed = '';
  let open = '';
  for (;;) {
    output.write(`${database}${open === '' ? '=' : '-'}# `);
    while (!typed.includes('\n')) {
      const piece = await input.read();
      if (piece === undefined) return 0;
      typed += piece;
    }
    const line = typed.slice(0, typed.indexOf('\n'));
    typed = typed.slice(line.length + 1);
    if (/^\s*(?:\\q|exit|quit)\s*$/.test(line)) return 0;
    if (open === '' && line.startsWith('\\')) {
      await run(line);
      continue;
    }
    const { whole, rest: left } = statementsOf(`${open}${line}\n`);
    for (const sql of whole) await run(sql);
    open = left.trim() === '' ? '' : left;
  }
};

/** What comes in, statement by statement; commands of psql itself stand in lines of their own. */
function splitInput(text: string): string[] {
  const found: string[] = [];
  let open = '';
  for (const line of text.split('\n')) {
    if (open.trim() === '' && line.startsWith('\\')) found.push(line);
    else {
      const { whole, rest } = statementsOf(`${open}${line}\n`);
      found.push(...whole);
      open = rest;
    }
  }
  return open.trim() === '' ? found : [...found, open];
}

async function about(
  command: string,
  name: string,
  ask: (question: { about: string }) => Promise<Reply>,
): Promise<Reply | string> {
  if (command === 'dt') {
    const reply = await ask({ about: 'tables' });
    if (!('tables' in reply)) return reply;
    if (reply.tables.length === 0) return 'Did not find any tables.\n';
    return titled('List of tables', {
      columns: ['Schema', 'Name', 'Type', 'Owner'].map((one) => ({ name: one, isNumber: false })),
      rows: reply.tables.map((table) => ['public', table, 'table', reply.owner]),
      tag: '',
    });
  }
  if (command === 'd') {
    const reply = await ask({ about: name });
    if (!('columns' in reply)) return reply;
    if (!reply.columns) return `Did not find any relation named "${name}".\n`;
    const rows = reply.columns.map((one) => [
      one.name,
      /serial/.test(one.type) ? 'integer' : one.type === 'int' ? 'integer' : one.type,
      '',
      one.isRequired ? 'not null' : '',
      /serial/.test(one.type) ? `nextval('${name}_${one.name}_seq'::regclass)` : (one.usual ?? ''),
    ]);
    return titled(
      `Table "public.${name}"`,
      {
        columns: ['Column', 'Type', 'Collation', 'Nullable', 'Default'].map((one) => ({ name: one, isNumber: false })),
        rows,
        tag: '',
      },
      false,
    );
  }
  if (command === 'conninfo' || command === 'l' || command === 'du')
    return `\\${command}: the practice cluster knows \\d and \\dt of psql's own commands; on your own cluster there are more.\n`;
  return `invalid command \\${command}\nTry \\? for help.\n`;
}
