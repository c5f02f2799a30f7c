import { createSocket } from 'node:dgram';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { runJailed } from '../../../../src/checks/programs/jail/run.ts';
import { runProblems } from '../../../../src/checks/programs/run-javascript.ts';
import type { Way } from './way.ts';

/** What is outside of a jail, for those in it to find: code knows all of it but the secret. */
interface World {
  folder: string;
  canary: string;
  database: string;
  port: number;
  datagrams: number;
  socket: string;
  abstract: string;
  parent: number;
  host: string;
  secret: string;
}

/** A world of its own, and what has become of it. */
interface Watched {
  world: World;
  /** What happened to it: files that are new, changed or gone, and calls of its listeners. */
  happened(): string[];
  end(): void;
}

const SECRET = 'nobody-in-a-jail-knows-this';
process.env.WAYS_SECRET = SECRET;

async function build(): Promise<Watched> {
  const folder = mkdtempSync(join(tmpdir(), 'ways-'));
  const [canary, database, socket] = [join(folder, 'canary'), join(folder, 'database'), join(folder, 'socket')];
  writeFileSync(canary, SECRET);
  writeFileSync(join(folder, 'env'), `WAYS_FILE=${SECRET}`);
  writeFileSync(join(folder, 'module.mjs'), `export default ${JSON.stringify(SECRET)};`);
  writeFileSync(join(folder, 'module.cjs'), `module.exports = ${JSON.stringify(SECRET)};`);
  mkdirSync(join(folder, 'sub'));
  const db = new DatabaseSync(database);
  db.exec(`create table t(a); insert into t values ('${SECRET}')`);
  db.close();
  const calls: string[] = [];
  const web = createServer((_, response) => response.end());
  web.on('connection', () => calls.push('port called'));
  await new Promise<void>((done) => web.listen(0, '127.0.0.1', done));
  const local = createSocketServer((call) => {
    calls.push('socket called');
    call.destroy();
  });
  await new Promise<void>((done) => local.listen(socket, done));
  const abstract = folder.replace('/tmp/', '');
  const hidden = createSocketServer((call) => {
    calls.push('socket without a file called');
    call.destroy();
  });
  await new Promise<void>((done) => hidden.listen(`\0${abstract}`, done));
  const datagrams = createSocket('udp4').on('message', () => calls.push('datagram came'));
  await new Promise<void>((done) => datagrams.bind(0, '127.0.0.1', done));
  // Rights of files are not what is to keep them in.
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o777);
  chmodSync(folder, 0o777);
  const state = (): string[] =>
    readdirSync(folder).map((name) => `${name} ${name === 'canary' ? readFileSync(canary, 'utf8') : ''}`);
  const before = state();
  const port = web.address();
  return {
    world: {
      folder,
      canary,
      database,
      port: typeof port === 'object' ? (port?.port ?? 0) : 0,
      datagrams: datagrams.address().port,
      socket,
      abstract,
      parent: process.pid,
      host: hostname(),
      secret: SECRET,
    },
    happened() {
      const after = state();
      const gone = before.filter((file) => !after.includes(file)).map((file) => `gone: ${file}`);
      return [...calls, ...gone, ...after.filter((file) => !before.includes(file)).map((file) => `new: ${file}`)];
    },
    end() {
      web.closeAllConnections();
      for (const server of [web, local, hidden]) server.close();
      datagrams.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What code says when it got out: then it fails, since that is seen of code in lessons, too. */
const OUT = /\bgot out: .*/;

/** The code of a way as a whole module. */
function moduleOf({ code }: Way, world: World): string {
  return `const w = ${JSON.stringify(world)};
const load = (name) => import('node:' + name);
const happens = (emitter, name) => new Promise((done) => {
  emitter.once(name, () => done(name));
  emitter.once('error', () => done(false));
});
let got;
try {
  got = await (async () => { ${code} })();
} catch (problem) {
  console.log(problem);
}
if (got && String(got) !== '0') { console.error('got out: ' + String(got).slice(0, 100)); process.exit(9); }
process.exit(0);
`;
}

/** How far a way leads: what the code says that it got, and what has become of the world outside. */
export interface Attempt {
  got: string | undefined;
  happened: string[];
  /** What came of running it: only what ended by itself tells anything. */
  how: string;
}

/** Tries a way in Node with all of its modules and rights, so that only the kernel keeps it in. */
export async function attempt(way: Way, alter?: (words: string[], folder: string) => string[]): Promise<Attempt> {
  const { world, happened, end } = await build();
  try {
    const main = '/lesson/main.mjs';
    const { how, errors } = await runJailed(
      {
        program: process.execPath,
        name: 'node',
        words: ['--no-warnings', main],
        files: [{ to: main, content: moduleOf(way, world) }],
      },
      (words) => alter?.(words, world.folder) ?? words,
    );
    return { got: OUT.exec(errors)?.[0], happened: happened(), how };
  } finally {
    end();
  }
}

/** Tries a way as the code of a lesson: behind all fences. */
export async function attemptInLesson(way: Way): Promise<Attempt> {
  const { world, happened, end } = await build();
  try {
    const found = await runProblems(
      moduleOf(way, world).replace("console.error('got out: ' +", "throw new Error('got out: ' +"),
      { language: 'js' },
    );
    const said = typeof found === 'string' ? found : found.map(({ message }) => message).join();
    return { got: OUT.exec(said)?.[0], happened: happened(), how: typeof found === 'string' ? found : 'ended' };
  } finally {
    end();
  }
}

/** A jail with the machine's files, network and processes in it, without limits and a filter of calls, with all rights that it can have. */
export function opened(words: readonly string[], folder?: string): string[] {
  const [first = '', ...rest] = words;
  const start = rest.indexOf('--');
  const command = rest.slice(rest.indexOf('--', start + 1) + 1);
  const kept = rest.slice(0, start).filter((word, index, all) => {
    const alone = /^--(unshare-all|disable-userns|die-with-parent)$/;
    const withValue = /^--(seccomp|hostname|remount-ro|cap-drop)$/;
    return !alone.test(word) && !withValue.test(word) && !withValue.test(all[index - 1] ?? '');
  });
  const machine = ['/proc', '/dev', '/sys', '/etc', ...(folder === undefined ? [] : [folder])];
  const shown = machine.flatMap((path) => ['--dev-bind', path, path]);
  return [first, ...shown, '--cap-add', 'ALL', ...kept, '--', ...command];
}
