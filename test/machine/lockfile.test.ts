import { execFile } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../helpers/build.ts';

// package.json holds Vite at 8.3.8: from 8.4.0 on it has an optional package for Windows, napi-windows-process-start-time,
// that not every registry has, and then npm leaves it out of the lockfile. Let go of it once a later Vite does without.

/** What npm writes of a package into the lockfile, as far as it is looked at here. */
interface Locked {
  version?: string;
  resolved?: string;
  integrity?: string;
  optionalDependencies?: Record<string, string>;
}

interface Lockfile {
  packages: Record<string, Locked>;
}

const lockfile = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lockfile;
const installed = Object.entries(lockfile.packages).filter(([path]) => path !== '');
const folder = temporaryFolder();
afterAll(folder.remove);

const PLATFORMS: Readonly<Record<string, readonly string[]>> = {
  'this machine': [],
  'macOS on ARM': ['--os=darwin', '--cpu=arm64'],
  'Windows on x86-64': ['--os=win32', '--cpu=x64'],
  'Linux on ARM': ['--os=linux', '--cpu=arm64'],
};

let folders = 0;

/** What `npm ci` would do with a lockfile, without doing it. @returns what it complains about; nothing if it would install. */
function complaint(lock: Lockfile, platform: readonly string[]): Promise<string> {
  const path = join(folder.path, String(++folders));
  cpSync('package.json', join(path, 'package.json'));
  writeFileSync(join(path, 'package-lock.json'), JSON.stringify(lock));
  const words = ['ci', '--dry-run', '--no-audit', '--no-fund', '--loglevel=error', ...platform];
  return new Promise((done) => {
    execFile('npm', words, { cwd: path, shell: process.platform === 'win32' }, (problem, out, err) =>
      done(problem ? `${problem.message}\n${out}\n${err}` : ''),
    );
  });
}

/** The lockfile without one of its packages. */
function without(name: string): Lockfile {
  const kept = Object.entries(lockfile.packages).filter(([path]) => path !== `node_modules/${name}`);
  expect(kept.length).toBe(Object.keys(lockfile.packages).length - 1);
  return { ...lockfile, packages: Object.fromEntries(kept) };
}

describe('npm ci', () => {
  test.each(Object.entries(PLATFORMS))('takes the lockfile for %s', async (_, platform) => {
    expect(await complaint(lockfile, platform)).toBe('');
  });

  test.each(['@astrojs/compiler-binding-darwin-arm64', '@biomejs/cli-win32-x64', '@pagefind/linux-arm64'])(
    'refuses it without %s, whatever the platform',
    async (name) => {
      expect(await complaint(without(name), [])).toContain(`Missing: ${name}@`);
    },
  );
});

describe('the lockfile', () => {
  test('has every optional package, those of other platforms included', () => {
    const wanted = installed.flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).map((name) => ({ path, name })),
    );
    expect(wanted.length).toBeGreaterThan(50);
    const absent = wanted.filter(
      ({ path, name }) =>
        !(`node_modules/${name}` in lockfile.packages || `${path}/node_modules/${name}` in lockfile.packages),
    );
    expect(absent).toEqual([]);
  });

  test('names no host but that of the public registry, and says what each package is', () => {
    const elsewhere = installed.filter(
      ([, { resolved }]) => resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/'),
    );
    expect(elsewhere).toEqual([]);
    expect(installed.filter(([, { integrity = '' }]) => !integrity.startsWith('sha512-'))).toEqual([]);
  });
});
