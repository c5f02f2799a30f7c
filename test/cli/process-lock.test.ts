import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { isAlive } from '../../src/cli/is-alive.ts';
import { takeLock } from '../../src/cli/process-lock.ts';
import { temporaryFolder } from '../helpers/build.ts';

const folder = temporaryFolder();
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  folder.remove();
});

let path = '';
beforeEach(({ task }) => {
  path = join(folder.path, task.id, 'a.lock');
});

/** A process that has taken the lock, or tried to; it says what came of it, and stays. */
async function other(): Promise<{ child: ChildProcess; said: string }> {
  const code = `import { takeLock } from ${JSON.stringify(resolve('src/cli/process-lock.ts'))};
const taken = takeLock(${JSON.stringify(path)});
process.stdout.write(typeof taken === 'number' ? 'owned by ' + taken : 'taken');
setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, said: said.toString() };
}

test('a lock is taken once, and again when it was released', () => {
  const release = takeLock(path);
  if (typeof release === 'number') throw new Error('somebody else has it');
  expect(existsSync(path)).toBe(true);
  release();
  expect(readdirSync(join(path, '..'))).toEqual([]);
  expect(takeLock(path)).toBeTypeOf('function');
});

test('what a living process has is not taken; what a killed one had is', async () => {
  const { child, said } = await other();
  expect(said).toBe('taken');
  expect(takeLock(path)).toBe(child.pid);
  child.kill('SIGKILL');
  await once(child, 'close');
  expect(isAlive(child.pid ?? 0)).toBe(false);
  expect(takeLock(path)).toBeTypeOf('function');
  expect(readdirSync(join(path, '..'))).toEqual(['a.lock']);
});

test('of many at once, one takes what a dead process had', async () => {
  takeLock(path);
  writeFileSync(path, JSON.stringify({ pid: 2 ** 22 + 1, began: '1' }));
  const said = await Promise.all(Array.from({ length: 6 }, other));
  expect(said.filter((one) => one.said === 'taken')).toHaveLength(1);
  const winner = said.find((one) => one.said === 'taken')?.child.pid;
  for (const one of said) if (one.said !== 'taken') expect(one.said).toBe(`owned by ${winner}`);
});

test.each([
  ['is empty', ''],
  ['is cut off', '{"pid": 1'],
  ['says null', 'null'],
  ['says nothing', '{}'],
  ['names a number that a later process has', JSON.stringify({ pid: process.ppid, began: 'long ago' })],
])('a lock that %s has no owner', (_, text) => {
  takeLock(path);
  writeFileSync(path, text);
  expect(takeLock(path)).toBeTypeOf('function');
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: process.pid });
});
