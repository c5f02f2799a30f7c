import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Output } from '../../../src/site/build/output.ts';
import { temporaryFolder } from '../../helpers/build.ts';

let folder: ReturnType<typeof temporaryFolder>;
let site: string;
let next: Output;
const PAGE = 'lessons/one/index.html';
const whole = (path = PAGE): string => join(site, path);

beforeEach(() => {
  folder = temporaryFolder();
  vi.stubEnv('CACHE_DIR', join(folder.path, 'cache'));
  site = join(folder.path, 'site');
  const first = new Output(join(folder.path, 'first'), site);
  first.write(PAGE, 'one', 'key');
  first.write('index/a', 'a', 'index');
  first.write('index/b', 'b', 'index');
  renameSync(first.folder, site);
  first.note();
  next = new Output(join(folder.path, 'next'), site);
  mkdirSync(next.folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  folder.remove();
});

test('a file that is made from the same is taken over, and no other', () => {
  expect(next.keep(PAGE, 'key')).toBe(true);
  expect(statSync(join(next.folder, PAGE)).ino).toBe(statSync(whole()).ino);
  expect(next.keep('index/a', 'other')).toBe(false);
});

test('a symbolic link is not taken over: what it leads to is no part of the site', () => {
  renameSync(whole(), join(folder.path, 'elsewhere.html'));
  symlinkSync(join(folder.path, 'elsewhere.html'), whole());
  expect(next.keep(PAGE, 'key')).toBe(false);
});

test('permissions are those of a file that is written now', () => {
  chmodSync(whole(), 0o600);
  expect(next.keep(PAGE, 'key')).toBe(true);
  writeFileSync(join(folder.path, 'any'), '');
  expect(statSync(join(next.folder, PAGE)).mode).toBe(statSync(join(folder.path, 'any')).mode);
  expect(statSync(whole()).mode & 0o777).toBe(0o600);
});

test('a file of public/ is never replaced without a word', () => {
  mkdirSync(join(next.folder, 'lessons/one'), { recursive: true });
  writeFileSync(join(next.folder, PAGE), 'of public/');
  expect(next.keep(PAGE, 'key')).toBe(false);
  expect(readFileSync(join(next.folder, PAGE), 'utf8')).toBe('of public/');
});

test('what is written in place of a file that was taken over leaves the site that is there as it is', () => {
  rmSync(whole('index/b'));
  expect(next.keepAll('index')).toBe(0);
  expect(next.isKept('index/a')).toBe(true);
  next.write('index/a', 'new', 'index');
  expect(next.isKept('index/a')).toBe(false);
  expect(readFileSync(whole('index/a'), 'utf8')).toBe('a');
  expect(readFileSync(join(next.folder, 'index/a'), 'utf8')).toBe('new');
});

test('what was changed through another name of the file is made anew', () => {
  linkSync(whole(), join(folder.path, 'copy.html'));
  writeFileSync(join(folder.path, 'copy.html'), 'two');
  expect(next.keep(PAGE, 'key')).toBe(false);
});
