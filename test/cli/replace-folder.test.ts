import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { mendFolder, replaceFolder } from '../../src/cli/replace-folder.ts';
import { temporaryFolder } from '../helpers/build.ts';
import { Disk, whyNoDisk } from '../helpers/disk.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

let root = '';
let from = '';
let target = '';
beforeEach(({ task }) => {
  root = join(folder.path, task.id);
  from = join(root, 'work/dist');
  target = join(root, 'site/dist');
  site(from, 'new');
});

function site(path: string, text: string): void {
  mkdirSync(join(path, 'deep'), { recursive: true });
  writeFileSync(join(path, 'index.html'), text);
  writeFileSync(join(path, `deep/${text}`), text);
}

function expectSite(path: string, text: string): void {
  expect(readFileSync(join(path, 'index.html'), 'utf8')).toBe(text);
  expect(readdirSync(join(path, 'deep'))).toEqual([text]);
}

/** Nothing is left but what was asked for. */
function expectTidy(path = target): void {
  expect(readdirSync(dirname(path))).toEqual(['dist']);
  expect(existsSync(from)).toBe(false);
  expect(readdirSync(dirname(from))).toEqual([]);
}

test('a folder takes the place of nothing, and of another one', () => {
  replaceFolder(from, target);
  expectSite(target, 'new');
  expectTidy();
  site(from, 'newer');
  replaceFolder(from, target);
  expectSite(target, 'newer');
  expectTidy();
});

test('the folder that was there is kept, if somebody wants it', () => {
  const spare = join(root, 'work/spare');
  replaceFolder(from, target, spare);
  expect(existsSync(spare)).toBe(false);
  for (const text of ['newer', 'newest']) {
    site(from, text);
    replaceFolder(from, target, spare);
  }
  expectSite(target, 'newest');
  expectSite(spare, 'newer');
  expect(readdirSync(dirname(spare))).toEqual(['spare']);
});

test('a repository in the folder stays', () => {
  site(target, 'old');
  mkdirSync(join(target, '.git'));
  writeFileSync(join(target, '.git/HEAD'), 'ref');
  replaceFolder(from, target);
  expectSite(target, 'new');
  expect(readFileSync(join(target, '.git/HEAD'), 'utf8')).toBe('ref');
});

test('a link to a folder stays a link', () => {
  site(join(root, 'elsewhere'), 'old');
  mkdirSync(dirname(target), { recursive: true });
  symlinkSync(join(root, 'elsewhere'), target, 'dir');
  replaceFolder(from, target);
  expectSite(join(root, 'elsewhere'), 'new');
  expectSite(target, 'new');
});

/** Replaces a folder in a process of its own, which is killed before its n-th change. @returns whether it was. */
function killedBefore(change: number, path: string): boolean {
  const code = `import { replaceFolder } from ${JSON.stringify(resolve('src/cli/replace-folder.ts'))};
replaceFolder(${JSON.stringify(from)}, ${JSON.stringify(path)});`;
  const words = ['--import', resolve('test/helpers/kill-before.mjs'), '--input-type=module', '--eval', code];
  const { signal, status, stderr } = spawnSync(process.execPath, words, {
    env: { ...process.env, KILL_BEFORE: String(change) },
    encoding: 'utf8',
  });
  if (signal === null) expect(status, stderr).toBe(0);
  return signal === 'SIGKILL';
}

/** Whatever moment the process is killed in, there is one of the two sites, as a whole, and nothing else. */
function expectOneOfBoth(path: string): void {
  let kills = 0;
  for (let killed = true; killed; ) {
    rmSync(path, { recursive: true, force: true });
    site(path, 'old');
    site(from, 'new');
    killed = killedBefore(kills + 1, path);
    if (killed) kills++;
    mendFolder(from, path);
    const text = readFileSync(join(path, 'index.html'), 'utf8');
    expectSite(path, killed && text === 'old' ? 'old' : 'new');
    expect(readdirSync(dirname(path))).toEqual(['dist']);
    expect(readdirSync(join(root, 'work')).filter((name) => name !== 'dist')).toEqual([]);
  }
  expect(kills).toBeGreaterThan(3);
}

test('a process that is killed in any step leaves the old site or the new one', () => expectOneOfBoth(target));

test('copies that a living process makes stay', () => {
  site(target, 'old');
  site(join(root, 'site/.dist.new-4194305'), 'half');
  site(join(root, `site/.dist.new-${process.ppid}`), 'of another');
  mendFolder(from, target);
  expect(readdirSync(join(root, 'site')).sort()).toEqual([`.dist.new-${process.ppid}`, 'dist']);
});

describe('on another file system', () => {
  const elsewhere =
    existsSync('/dev/shm') && statSync('/dev/shm').dev !== statSync(folder.path).dev ? '/dev/shm' : undefined;

  test.runIf(elsewhere !== undefined)('a copy takes the place', () => {
    const other = mkdtempSync(join(elsewhere ?? '', 'replace-'));
    try {
      const path = join(other, 'site/dist');
      site(path, 'old');
      replaceFolder(from, path);
      expectSite(path, 'new');
      expect(readdirSync(dirname(path))).toEqual(['dist']);
      expectOneOfBoth(path);
    } finally {
      rmSync(other, { recursive: true });
    }
  });

  test.skipIf(whyNoDisk !== undefined)(`a folder that is mounted gets other entries ${whyNoDisk ?? ''}`, () => {
    const disk = Disk.mount(join(root, 'disk'), '1m');
    try {
      site(disk.path, 'old');
      replaceFolder(from, disk.path);
      expectSite(disk.path, 'new');
      expect(readdirSync(disk.path).sort()).toEqual(['deep', 'index.html']);
    } finally {
      disk.unmount();
    }
  });

  test.skipIf(whyNoDisk !== undefined)(`one that is too small keeps what it has ${whyNoDisk ?? ''}`, () => {
    const disk = Disk.mount(join(root, 'disk'), '1m');
    try {
      writeFileSync(join(from, 'large'), Buffer.alloc(2 ** 21));
      for (const path of [disk.path, join(disk.path, 'dist')]) {
        site(path, 'old');
        expect(() => replaceFolder(from, path)).toThrow('ENOSPC');
        expectSite(path, 'old');
      }
      expect(readdirSync(disk.path).sort()).toEqual(['deep', 'dist', 'index.html']);
    } finally {
      disk.unmount();
    }
  });
});
