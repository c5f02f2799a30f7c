import { spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  copyFileSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Ending, runJailed } from '../../../../src/checks/programs/jail/run.ts';
import { probeJail } from '../../../../src/checks/programs/jail/state.ts';
import type { Jailed } from '../../../../src/checks/programs/jail/words.ts';
import { opened } from './attempt.ts';

const LONGEST = 300_000;

function node(code: string, more: Partial<Jailed> = {}): Promise<Ending> {
  const main = '/lesson/main.mjs';
  return runJailed({
    program: process.execPath,
    name: 'node',
    words: ['--no-warnings', main],
    ...more,
    files: [{ to: main, content: code }, ...(more.files ?? [])],
  });
}

/** Words of all processes of this machine. */
function running(): string[] {
  return readdirSync('/proc').flatMap((name) => {
    try {
      return /^\d+$/.test(name) ? [readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ')] : [];
    } catch {
      return [];
    }
  });
}

describe('a jail', { timeout: LONGEST }, () => {
  test('lets ordinary code work', async () => {
    const code = `import { readFileSync, writeFileSync } from 'node:fs';
writeFileSync('b', readFileSync('a/x', 'utf8') + 'y');
console.log(readFileSync('b', 'utf8'), await new Promise((done) => setTimeout(done, 1, 'later')));
console.error('and this');
process.exitCode = 3;`;
    expect(await node(code, { files: [{ to: '/lesson/a/x', content: 'x' }] })).toEqual({
      how: 'ended',
      status: 3,
      output: 'xy later\n',
      errors: 'and this\n',
    });
  });

  test('hands on what is to be read, and joins what is printed in its order', async () => {
    const code = `import { readFileSync, writeSync } from 'node:fs';
const input = readFileSync(0, 'utf8');
writeSync(1, input); writeSync(2, 'b'); writeSync(1, 'c');`;
    expect(await node(code, { input: 'a', joined: true })).toMatchObject({ output: 'abc', errors: '' });
  });

  test('lets what it does in the folder of its task be seen there, and links lead nowhere', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'task-'));
    try {
      writeFileSync(join(folder, 'a'), 'x');
      const code = `import { appendFileSync, existsSync, symlinkSync } from 'node:fs';
appendFileSync('a', 'y'); symlinkSync('/etc/passwd', 'link'); console.log(existsSync('link'));`;
      const words = ['--no-warnings', '--input-type=module', '-'];
      const ending = await runJailed({ program: process.execPath, name: 'node', words, folder, input: code });
      expect(ending).toMatchObject({ status: 0, output: 'false\n' });
      expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('xy');
      // What was left there is given to the next one as it is: a link, not the file that it names.
      const owner = statSync('/etc/passwd').uid;
      expect(await runJailed({ program: '/bin/cat', name: 'cat', words: ['link'], folder })).toMatchObject({
        status: 1,
      });
      expect(statSync('/etc/passwd').uid).toBe(owner);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('takes a program from a folder that is nobody else’s', async () => {
    const own = mkdtempSync(join(tmpdir(), 'own-'));
    try {
      copyFileSync('/bin/cat', join(own, 'cat'));
      const ending = await runJailed({ program: join(own, 'cat'), name: 'cat', words: ['-n'], input: 'it runs' });
      expect(ending).toMatchObject({ status: 0, output: '     1\tit runs' });
    } finally {
      rmSync(own, { recursive: true });
    }
  });

  test('has nothing of the settings, the descriptors and the secrets of who runs it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'handed-down-'));
    try {
      writeFileSync(join(folder, 'secret'), 'handed down');
      const run = resolve('src/checks/programs/jail/run.ts');
      // Reads every descriptor that it has, and prints what it finds.
      const inside = `const fs = require('node:fs'); for (let at = 3; at < 40; at++) try { const bytes = Buffer.alloc(20); fs.readSync(at, bytes, 0, 20, 0); if (bytes.includes('handed')) console.log('found ' + at); } catch {} console.log(JSON.stringify(process.env))`;
      writeFileSync(
        join(folder, 'outer.ts'),
        `import { execFileSync } from 'node:child_process';
import { runJailed } from ${JSON.stringify(run)};
const open = execFileSync(process.execPath, ['-e', ${JSON.stringify(inside)}], { stdio: ['ignore', 'pipe', 'inherit'], env: {} });
const { output } = await runJailed({ program: process.execPath, name: 'node', words: ['-e', ${JSON.stringify(inside)}] });
console.log(JSON.stringify([String(open), output]));`,
      );
      const secret = openSync(join(folder, 'secret'), 'r');
      const stdio = Array.from(
        { length: 31 },
        (_, at) => (at === 1 ? 'pipe' : at === 30 ? secret : 'ignore') as 'pipe',
      );
      const { stdout } = spawnSync(process.execPath, [join(folder, 'outer.ts')], {
        stdio,
        encoding: 'utf8',
        env: { ...process.env, TOKEN: 'handed down' },
      });
      closeSync(secret);
      const [open, jailed] = JSON.parse(stdout) as [string, string];
      expect(open).toContain('found 30');
      expect(jailed).toBe('{"PWD":"/lesson"}\n');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('ends what prints without end', async () => {
    const { how, output } = await node("import { writeSync } from 'node:fs'; for (;;) writeSync(1, 'x'.repeat(1e5));");
    expect(how).toBe('too much');
    expect(output.length).toBeLessThanOrEqual(1_000_000);
  });

  test.each([
    ['objects', "const all = []; for (;;) all.push('x'.repeat(1000) + all.length);"],
    ['memory beside objects', 'const all = []; for (;;) all.push(Buffer.alloc(2 ** 26, 1));'],
    ['memory of WebAssembly', 'new WebAssembly.Memory({ initial: 40000 }); console.log("got it");'],
    [
      'threads',
      `import { Worker } from 'node:worker_threads';
      for (let n = 0; n < 400; n++) new Worker('setInterval(() => {}, 1e3)', { eval: true }).on('error', () => process.exit(1));
      setTimeout(() => console.log('got it'), 60_000);`,
    ],
  ])('gives no %s without end', async (_, code) => {
    const { how, status, output } = await node(code, { limits: { memory: 600 * 1024 ** 2 } });
    expect(how === 'stopped' || status !== 0).toBe(true);
    expect(output).not.toContain('got it');
  });

  test('gives as much memory as lessons need', async () => {
    expect(await node('console.log(Buffer.alloc(300e6, 1).length);')).toMatchObject({ output: '300000000\n' });
  });

  test('gives no room for files without end', async () => {
    const one = "import { writeFileSync } from 'node:fs'; writeFileSync('a', 'x'.repeat(17 * 2 ** 20));";
    expect((await node(one)).errors).toContain('EFBIG');
    const many =
      "import { writeFileSync } from 'node:fs'; for (let n = 0; n < 100; n++) writeFileSync('a' + n, 'x'.repeat(2 ** 20));";
    expect((await node(many)).errors).toContain('ENOSPC');
    expect((await node(many.replaceAll("'a'", "'/home/a'"))).errors).toContain('ENOSPC');
  });

  test('ends what works without end, however busy the machine is', async () => {
    expect((await node('for (;;);', { limits: { work: 1 } })).how).toBe('stopped');
  });

  test('ends what waits without end, and leaves nothing of it', async () => {
    const mark = `mark-${process.pid}-${process.hrtime.bigint()}`;
    const code = `process.on('SIGTERM', () => {}); process.title = '${mark}'; setInterval(() => {}, 1000);`;
    const ending = node(code, { words: ['/lesson/main.mjs', mark], limits: { seconds: 3 } });
    await expect.poll(() => running().some((words) => words.includes(mark)), { timeout: LONGEST }).toBe(true);
    expect((await ending).how).toBe('stopped');
    await expect.poll(() => running().filter((words) => words.includes(mark)), { timeout: LONGEST }).toEqual([]);
  });

  test('dies with who made it', async () => {
    const own = mkdtempSync(join(tmpdir(), 'maker-'));
    const mark = `mark-${process.pid}-${process.hrtime.bigint()}`;
    const run = resolve('src/checks/programs/jail/run.ts');
    const code = `import { runJailed } from ${JSON.stringify(run)};
await runJailed({ program: process.execPath, name: 'node', words: ['-e', 'setInterval(() => {}, 1000)', '${mark}'] });`;
    const maker = spawn(process.execPath, ['--input-type=module-typescript', '-e', code], {
      stdio: 'ignore',
      env: { ...process.env, TMPDIR: own },
    });
    // The program itself: while Bubblewrap begins, nothing ties it to its maker yet.
    const inside = (): string[] => running().filter((words) => words.startsWith('node -e ') && words.includes(mark));
    await expect.poll(() => inside().length, { timeout: LONGEST }).toBeGreaterThan(0);
    maker.kill('SIGKILL');
    await expect.poll(inside, { timeout: LONGEST }).toEqual([]);
    rmSync(own, { recursive: true });
  });

  test('that cannot be made runs nothing', async () => {
    const nothing = { how: 'not started', status: undefined, output: '' };
    expect(await node('console.log(1)', { cwd: '/nowhere' })).toMatchObject(nothing);
    expect(await node('console.log(1)', { readOnly: [{ from: '/etc/passwd', to: '/bin/node/x' }] })).toMatchObject(
      nothing,
    );
  });
});

describe('whether a jail is closed is tried', { timeout: LONGEST }, () => {
  /** Words for Bubblewrap with others put in behind an option, or an option taken out. */
  const behind =
    (option: string, ...more: string[]) =>
    (words: string[]) => {
      const at = words.indexOf(option) + 1;
      return [...words.slice(0, at), ...more, ...words.slice(at)];
    };
  const before = (words: string[], option: string, ...more: string[]): string[] => {
    const at = words.indexOf(option);
    return [...words.slice(0, at), ...more, ...words.slice(at)];
  };
  const without = (words: string[], option: string, count: number): string[] => {
    const at = words.indexOf(option);
    return [...words.slice(0, at), ...words.slice(at + count)];
  };

  test.each<[string, (words: string[]) => string[], RegExp]>([
    ['files can be read', behind('--clearenv', '--ro-bind', tmpdir(), tmpdir()), /reads files/],
    ['files can be written', behind('--clearenv', '--bind', tmpdir(), tmpdir()), /writes files/],
    [
      'the network can be reached',
      (words) => behind('--unshare-all', '--share-net')(without(words, '--seccomp', 2)),
      /reaches the network/,
    ],
    [
      'sockets can be reached',
      (words) => behind('--clearenv', '--ro-bind', tmpdir(), tmpdir())(without(words, '--seccomp', 2)),
      /reaches sockets/,
    ],
    ['programs can be started', (words) => without(words, '--seccomp', 2), /starts programs/],
    ['processes can be seen', behind('--clearenv', '--proc', '/proc'), /sees processes/],
    ['it runs as root', (words) => words.map((word, at) => (words[at - 1] === '--uid' ? '0' : word)), /is root/],
    ['everything is open', (words) => opened(words, tmpdir()), /reads files, writes files, reaches the network/],
    ['nothing works in it', (words) => before(words, '--remount-ro', '--remount-ro', '/lesson'), /cannot be made/],
    ['Bubblewrap does not start', (words) => [...words.slice(0, 1), '--no-such-option'], /Unknown option/],
  ])('it is not if %s', async (_, alter, reason) => {
    const state = await probeJail(alter);
    expect(state.closed ? 'closed' : state.reason).toMatch(reason);
  });
});

describe('a machine that makes no namespaces', { timeout: LONGEST }, () => {
  /** Checks a curriculum as on such a machine: in what Bubblewrap makes, without anything kept apart but this. */
  const check = (...words: string[]) => {
    const machine = ['--dev-bind', '/', '/', '--unshare-user', '--disable-userns', '--'];
    const command = [process.execPath, 'scripts/check.ts', '--no-prose', ...words];
    return spawnSync('bwrap', [...machine, ...command], {
      encoding: 'utf8',
      // Not even a machine of continuous integration is trusted.
      env: { ...process.env, CI: 'true', CURRICULUM_ROOT: resolve('test/fixtures/workshop') },
    });
  };

  test('is said to have no jail where one is asked for', () => {
    const { status, stderr } = check('--require-jail');
    expect(stderr).toMatch(
      /^There is no jail for code and programs of lessons: .+\nWhy: .+\nDo: {2}Install Bubblewrap/,
    );
    expect(status).toBe(1);
  });
});
