import { type ChildProcess, spawn } from 'node:child_process';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyProject, TINY, temporaryFolder } from '../helpers/build.ts';

const folder = temporaryFolder();
let npm: ChildProcess | undefined;
let printed = '';
let address = '';

const isUp = (url: string): Promise<boolean> => fetch(url).then(Boolean, () => false);

beforeAll(async () => {
  const project = join(folder.path, 'project');
  copyProject(project);
  npm = spawn('npm', ['start'], {
    cwd: project,
    env: {
      ...process.env,
      CURRICULUM_ROOT: TINY,
      OUT_DIR: join(folder.path, 'dist'),
      CACHE_DIR: join(folder.path, 'cache'),
      ASTRO_TELEMETRY_DISABLED: '1',
      PORT: '0',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  address = await new Promise((found, failed) => {
    const read = (data: Buffer): void => {
      printed += data.toString();
      const match = /http:\/\/localhost:\d+\S*/.exec(printed);
      if (match) found(match[0]);
    };
    npm?.stdout?.on('data', read);
    npm?.stderr?.on('data', read);
    npm?.on('close', () => failed(new Error(printed)));
  });
});
afterAll(() => {
  npm?.kill('SIGKILL');
  folder.remove();
});

test('npm start serves the site to this machine alone, and ends with npm', async () => {
  const url = new URL(address);
  const port = url.port;
  expect(await isUp(address.replace('localhost', '127.0.0.1'))).toBe(true);
  const others = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal);
  for (const other of others) expect(await isUp(`http://${other.address}:${port}${url.pathname}`)).toBe(false);
  npm?.kill('SIGTERM');
  await expect.poll(() => isUp(address.replace('localhost', '127.0.0.1')), { timeout: 20_000 }).toBe(false);
});
