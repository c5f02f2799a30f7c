import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { temporaryFolder } from '../helpers/build.ts';

/** A project with one package of its own, so that nothing is fetched, which runs on the Node in its node_modules. */
const folder = temporaryFolder();
afterAll(folder.remove);
const at = (...words: string[]): string => join(folder.path, ...words);
const node = at('node_modules', 'node', 'bin', basename(process.execPath));

function write(path: string, value: unknown): void {
  mkdirSync(join(at(path), '..'), { recursive: true });
  writeFileSync(at(path), typeof value === 'string' ? value : JSON.stringify(value));
}

/** A project and the lockfile that fits to it. */
function writeProject(): void {
  const own = { name: 'project', version: '1.0.0', dependencies: { rope: 'file:rope' } };
  write('package.json', own);
  write('rope/package.json', { name: 'rope', version: '1.0.0' });
  write('package-lock.json', {
    lockfileVersion: 3,
    packages: {
      '': own,
      rope: { version: '1.0.0' },
      'node_modules/rope': { resolved: 'rope', link: true },
    },
  });
}

/** Puts a Node into node_modules, as installing does. */
function putNode(): void {
  mkdirSync(join(node, '..'), { recursive: true });
  copyFileSync(process.execPath, node);
}

function install(): { status: number | null; output: string; printed: string } {
  const { status, stdout, stderr } = spawnSync(node, ['scripts/install.mjs'], { cwd: folder.path, encoding: 'utf8' });
  return { status, output: stdout + stderr, printed: stdout };
}

cpSync('scripts/install.mjs', at('scripts/install.mjs'));

test('installs while it runs on a Node that is removed with all the rest, and leaves nothing of it', () => {
  writeProject();
  putNode();
  write('node_modules/left-over/package.json', {});
  const { status, output, printed } = install();
  expect(output).toContain('Installing dependencies');
  // Programs that read a report, such as SARIF, read standard output.
  expect(printed).toBe('');
  expect(status, output).toBe(0);
  expect(readdirSync(at('node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['rope']);
  if (process.platform !== 'win32') expect(existsSync(at('.cache/running-node'))).toBe(false);
});

test('installs nothing as long as the lockfile stays as it is', () => {
  putNode();
  expect(install()).toEqual({ status: 0, output: '', printed: '' });
  expect(existsSync(node)).toBe(true);
});

test('installs nothing for a release of the project itself', () => {
  const lock = JSON.parse(readFileSync(at('package-lock.json'), 'utf8'));
  write('package-lock.json', {
    ...lock,
    version: '1.1.0',
    packages: { ...lock.packages, '': { ...lock.packages[''], version: '1.1.0' } },
  });
  expect(install()).toEqual({ status: 0, output: '', printed: '' });
});

test('leaves everything as it is if npm refuses the lockfile, the Node included', () => {
  const stamp = readFileSync(at('node_modules/.lockfile-hash'), 'utf8');
  const dependencies = { rope: 'file:rope', knot: 'file:knot' };
  write('package.json', { name: 'project', version: '1.0.0', dependencies });
  write('knot/package.json', { name: 'knot', version: '1.0.0' });
  const lock = JSON.parse(readFileSync(at('package-lock.json'), 'utf8'));
  lock.packages.rope.version = '1.0.1';
  write('package-lock.json', lock);
  const { status, output } = install();
  expect(output).toContain('Missing: knot@');
  expect(output).toContain('npm could not install the dependencies; see its message above.');
  expect(status).not.toBe(0);
  expect(readFileSync(at('node_modules/.lockfile-hash'), 'utf8')).toBe(stamp);
  expect(spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim()).toBe(process.version);
});

test('installs nothing into a folder that belongs to another project, where node_modules is a link', () => {
  renameSync(at('node_modules'), at('elsewhere'));
  symlinkSync(at('elsewhere'), at('node_modules'), 'junction');
  rmSync(at('elsewhere/.lockfile-hash'));
  const before = readdirSync(at('elsewhere'));
  const { status, output } = install();
  expect(output).toContain(`node_modules is a link to ${at('elsewhere')}`);
  expect(status).toBe(1);
  expect(readdirSync(at('elsewhere'))).toEqual(before);
});
