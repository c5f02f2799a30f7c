import { imageParts } from '../../node/image-name.ts';
import { NetworkError, type TcpSession } from '../../node/process.ts';
import { FileError } from '../../shell/files.ts';
import { readAll } from '../../shell/program.ts';
import { type ContainerProgram, untilEnded } from '../inside.ts';
import { commands, READING } from './commands.ts';
import { commandsOf, decoded, encoded, Keys, RedisError, type Reply, wordsOf } from './values.ts';

const DUMP = 'dump.rdb';
const LOG = 'appendonlydir/appendonly.aof';
const MARK = 'REDIS0012\n';

/** The settings of a server: those of its file, and those of its command line. */
function settingsOf(words: readonly string[], read: (path: string) => string): Map<string, string> {
  const settings = new Map([
    ['port', '6379'],
    ['bind', '* -::*'],
    ['dir', '/data'],
    ['appendonly', 'no'],
    ['save', '3600 1 300 100 60 10000'],
    ['maxmemory', '0'],
    ['requirepass', ''],
  ]);
  const put = ([name = '', ...value]: readonly string[]): void =>
    void settings.set(name.toLowerCase(), value.join(' '));
  const [first = ''] = words;
  if (first !== '' && !first.startsWith('-'))
    for (const line of read(first).split('\n')) if (!/^\s*(#|$)/.test(line)) put(wordsOf(line));
  let current: string[] | undefined;
  for (const word of words) {
    if (word.startsWith('--')) {
      if (current) put(current);
      current = [word.slice(2)];
    } else current?.push(word);
  }
  if (current) put(current);
  return settings;
}

/** `redis-server`. */
export const redisServer: ContainerProgram = async (context, inside) => {
  const { clock, output, files, folder } = context;
  const [, version = '8.2.3'] = /^(\d+\.\d+\.\d+)/.exec(imageParts(inside.world.image).tag) ?? [];
  const note = (role: string, text: string): void => {
    const at = new Date(clock.now());
    output.write(
      `1:${role} ${at.toUTCString().slice(5, 25)}.${String(at.getUTCMilliseconds()).padStart(3, '0')} * ${text}\n`,
    );
  };
  let settings: Map<string, string>;
  try {
    settings = settingsOf(context.arguments, (path) => files.read(path.startsWith('/') ? path : `${folder}/${path}`));
  } catch (problem) {
    if (!(problem instanceof FileError)) throw problem;
    context.errors.write(
      `1:C # Fatal error, can't open config file '${context.arguments[0]}': No such file or directory\n`,
    );
    return 1;
  }
  note('C', 'oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo');
  note('C', `Redis version=${version}, bits=64, commit=00000000, modified=0, pid=1, just started`);
  const keys = new Keys(() => clock.now());
  const of = (name: string): string => settings.get(name) ?? '';
  const path = (name: string): string => `${of('dir').replace(/\/$/, '')}/${name}`;
  const save = (name: string): void => {
    files.makeFolder(path(name).slice(0, path(name).lastIndexOf('/')) || '/');
    files.write(path(name), MARK + keys.dump());
  };
  const isLogged = of('appendonly') === 'yes';
  const kept = path(isLogged ? LOG : DUMP);
  if (files.kind(kept) === 'file') {
    keys.load(files.read(kept).slice(MARK.length));
    note('M', `DB loaded from ${isLogged ? 'append only file' : 'disk'}: 0.000 seconds`);
  }
  let end = (): void => undefined;
  const shutdown = new Promise<'SHUTDOWN'>((resolve) => {
    end = () => resolve('SHUTDOWN');
  });
  const run = (words: readonly string[], session: { isKnown: boolean }): Reply => {
    const name = (words[0] ?? '').toLowerCase();
    const rest = words.slice(1);
    if (name === 'auth') {
      if (of('requirepass') === '')
        return {
          error:
            'ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?',
        };
      session.isKnown = rest.at(-1) === of('requirepass');
      return session.isKnown
        ? { ok: 'OK' }
        : { error: 'WRONGPASS invalid username-password pair or user is disabled.' };
    }
    if (!session.isKnown) return { error: 'NOAUTH Authentication required.' };
    if (name === 'select' || name === 'client' || name === 'hello' || name === 'quit' || name === 'command')
      return { ok: 'OK' };
    if (name === 'config' && rest[0]?.toLowerCase() === 'get')
      return [...settings].filter(([key]) => key === rest[1] || rest[1] === '*').flat();
    if (name === 'config') {
      settings.set(rest[1] ?? '', rest[2] ?? '');
      return { ok: 'OK' };
    }
    if (name === 'save' || name === 'bgsave') {
      save(DUMP);
      return { ok: name === 'save' ? 'OK' : 'Background saving started' };
    }
    if (name === 'info')
      return `# Server\r\nredis_version:${version}\r\nredis_mode:standalone\r\ntcp_port:${of('port')}\r\n# Replication\r\nrole:master\r\nconnected_slaves:0\r\n# Keyspace\r\n${keys.names().length > 0 ? `db0:keys=${keys.names().length},expires=0,avg_ttl=0\r\n` : ''}`;
    if (name === 'shutdown') {
      end();
      return { ok: 'OK' };
    }
    const command = commands[name];
    if (!command)
      return {
        error: `ERR unknown command '${words[0]}', with args beginning with: ${rest.map((word) => `'${word}' `).join('')}`,
      };
    if (rest.length < command[0]) return { error: `ERR wrong number of arguments for '${name}' command` };
    try {
      const reply = command[1]({ keys, words: rest, now: clock.now() });
      if (isLogged && !READING.has(name)) save(LOG);
      return reply;
    } catch (problem) {
      if (!(problem instanceof RedisError)) throw problem;
      return { error: problem.message };
    }
  };
  const open = (): TcpSession => {
    const session = { isKnown: of('requirepass') === '' };
    return {
      say: async (text) =>
        commandsOf(text)
          .map((words) => encoded(run(words, session)))
          .join(''),
      close() {},
    };
  };
  const [host = ''] = of('bind').split(' ');
  const listener = inside.network.listenTcp(Number(of('port')), open, host === '127.0.0.1' ? host : '0.0.0.0');
  if (listener === 'in use') {
    output.write(
      `1:M # Warning: Could not create server TCP listening socket *:${of('port')}: bind: Address already in use\n1:M # Failed listening on port ${of('port')} (tcp), aborting.\n`,
    );
    return 1;
  }
  note('M', 'Server initialized');
  note('M', 'Ready to accept connections tcp');
  const signal = await Promise.race([untilEnded(context, inside, ['SIGTERM', 'SIGINT']), shutdown]);
  listener.close();
  if (signal === 'SIGKILL') return 137;
  if (signal === 'SIGTERM')
    context.output.write(
      `1:signal-handler (${Math.floor(clock.now() / 1000)}) Received SIGTERM scheduling shutdown...\n`,
    );
  note('M', 'User requested shutdown...');
  if (of('save') !== '' && !isLogged) {
    note('M', 'Saving the final RDB snapshot before exiting.');
    save(DUMP);
    note('M', 'DB saved on disk');
  }
  note('M', 'Redis is now ready to exit, bye bye...');
  return 0;
};

/** A reply as redis-cli shows it: to a person with types, otherwise bare. */
function shown(reply: Reply, isForPerson: boolean, indent = ''): string {
  if (Array.isArray(reply)) {
    if (reply.length === 0) return isForPerson ? '(empty array)\n' : '\n';
    return reply
      .map((one, index) =>
        isForPerson
          ? `${index === 0 ? '' : indent}${index + 1}) ${shown(one, true, `${indent}   `)}`
          : shown(one, false),
      )
      .join('');
  }
  if (reply === null) return isForPerson ? '(nil)\n' : '\n';
  if (typeof reply === 'number') return isForPerson ? `(integer) ${reply}\n` : `${reply}\n`;
  if (typeof reply === 'string')
    return isForPerson && !reply.startsWith('# Server') ? `${JSON.stringify(reply)}\n` : `${reply}\n`;
  if ('ok' in reply) return `${reply.ok}\n`;
  return isForPerson ? `(error) ${reply.error}\n` : `${reply.error}\n\n`;
}

/** `redis-cli`. */
export const redisCli: ContainerProgram = async (context, { network }) => {
  const { errors, output, isTerminal } = context;
  let [host, port, password, at] = ['127.0.0.1', 6379, context.environment.REDISCLI_AUTH, 0];
  const words = context.arguments;
  for (; at < words.length && words[at]?.startsWith('-'); at++) {
    const option = words[at] as string;
    if (option === '-h') host = words[++at] ?? '';
    else if (option === '-p') port = Number(words[++at]);
    else if (option === '-a' || option === '--pass') password = words[++at];
    else if (option === '-n' || option === '-r' || option === '-i' || option === '-t') at++;
    else if (option === '-u') {
      const [, secret, where, number] =
        /^rediss?:\/\/(?:[^:@]*:?([^@]*)@)?([^:/]+)(?::(\d+))?/.exec(words[++at] ?? '') ?? [];
      if (secret) password = secret;
      host = where ?? host;
      port = Number(number ?? port);
    } else if (option === '--version' || option === '-v') {
      output.write('redis-cli 8.2.3\n');
      return 0;
    }
  }
  let session: TcpSession;
  try {
    session = await network.connect(host, port, { signal: context.signal });
  } catch (problem) {
    if (!(problem instanceof NetworkError)) throw problem;
    const why = {
      refused: 'Connection refused',
      'timed out': 'Connection timed out',
      'unknown host': 'Name or service not known',
      unreachable: 'No route to host',
      reset: 'Connection reset by peer',
    }[problem.code];
    errors.write(`Could not connect to Redis at ${host}:${port}: ${why}\n`);
    return 1;
  }
  const ask = async (command: readonly string[]): Promise<Reply> => {
    const said = await session.say(encoded([...command]));
    return said === '' ? { error: 'Error: Server closed the connection' } : decoded(said).reply;
  };
  const isFailure = (reply: Reply): boolean => typeof reply === 'object' && reply !== null && 'error' in reply;
  try {
    if (password !== undefined) {
      if (words.includes('-a') && !words.includes('--no-auth-warning'))
        errors.write(
          "Warning: Using a password with '-a' or '-u' option on the command line interface may not be safe.\n",
        );
      const reply = await ask(['AUTH', password]);
      if (isFailure(reply)) errors.write(`AUTH failed: ${(reply as { error: string }).error}\n`);
    }
    if (at < words.length) {
      const reply = await ask(words.slice(at));
      output.write(shown(reply, isTerminal));
      return 0;
    }
    return await converse(ask, `${host}:${port}> `, context);
  } catch (problem) {
    if (!(problem instanceof NetworkError)) throw problem;
    errors.write('Error: Server closed the connection\n');
    return 1;
  }
};

/** Commands that somebody types, or that come in line by line. */
async function converse(
  ask: (words: readonly string[]) => Promise<Reply>,
  prompt: string,
  { input, output, isTerminal }: Parameters<ContainerProgram>[0],
): Promise<number> {
  if (!isTerminal) {
    for (const line of (await readAll(input)).split('\n'))
      if (wordsOf(line).length > 0) output.write(shown(await ask(wordsOf(line)), false));
    return 0;
  }
  let rest = '';
  for (;;) {
    output.write(prompt);
    while (!rest.includes('\n')) {
      const piece = await input.read();
      if (piece === undefined) return 0;
      rest += piece;
    }
    const line = rest.slice(0, rest.indexOf('\n'));
    rest = rest.slice(line.length + 1);
    const words = wordsOf(line);
    if (/^(exit|quit)$/i.test(words[0] ?? '')) return 0;
    if (words.length > 0) output.write(shown(await ask(words), true));
  }
}
