import {
  chmodSync,
  existsSync,
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
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { unchangedSite } from '../../../src/site/build/last-site.ts';
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
  first.note('made of this', ['a warning']);
  next = new Output(join(folder.path, 'next'), site);
  mkdirSync(next.folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  folder.remove();
});

describe('a site that would be the same', () => {
  const unchanged = (key = 'made of this'): readonly string[] | undefined => unchangedSite(site, key, folder.path);

  test('is known by what it was made from, with what its publisher was warned of', () => {
    expect(unchanged()).toEqual(['a warning']);
    expect(unchanged('made of something else')).toBeUndefined();
  });

  test('may have a repository in it', () => {
    mkdirSync(whole('.git/objects'), { recursive: true });
    writeFileSync(whole('.git/HEAD'), 'ref');
    expect(unchanged()).toEqual(['a warning']);
  });

  test.each<[string, () => void]>([
    ['a file more', () => writeFileSync(whole('index/c'), 'c')],
    ['a file less', () => rmSync(whole('index/b'))],
    ['another file', () => writeFileSync(whole('index/b'), 'c')],
    ['a file cut off', () => writeFileSync(whole('index/b'), '')],
    ['other permissions', () => chmodSync(whole('index/b'), 0o600)],
    ['no file at all', () => rmSync(site, { recursive: true })],
    [
      'a link in place of a file',
      () => {
        renameSync(whole('index/b'), join(folder.path, 'b'));
        symlinkSync(join(folder.path, 'b'), whole('index/b'));
      },
    ],
  ])('is made again with %s', (_, change) => {
    change();
    expect(unchanged()).toBeUndefined();
  });
});

test('what was written without a key is known, too', () => {
  mkdirSync(join(next.folder, '_astro'));
  writeFileSync(join(next.folder, '_astro/a.js'), 'a');
  next.reuse(join(folder.path, 'none'));
  next.write('lessons/moved/index.html', 'elsewhere');
  next.write(PAGE, 'two', 'other');
  rmSync(site, { recursive: true });
  renameSync(next.folder, site);
  next.note('made of that', []);
  expect(unchangedSite(site, 'made of that', folder.path)).toEqual([]);
  for (const path of ['_astro/a.js', 'lessons/moved/index.html']) {
    const text = readFileSync(whole(path), 'utf8');
    writeFileSync(whole(path), 'x');
    expect(unchangedSite(site, 'made of that', folder.path)).toBeUndefined();
    writeFileSync(whole(path), text);
  }
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

describe('folders of the site before the last one', () => {
  let spare: string;
  const left = (path: string): string => join(next.folder, path);

  beforeEach(() => {
    spare = join(folder.path, 'spare');
    mkdirSync(join(spare, 'lessons/one'), { recursive: true });
    linkSync(whole(), join(spare, PAGE));
  });

  /** Puts a file of the site before the last one. */
  function inSpare(path: string, text: string): void {
    mkdirSync(join(spare, path, '..'), { recursive: true });
    writeFileSync(join(spare, path), text);
  }

  test('what is the same again stays, and the rest goes', () => {
    inSpare('lessons/one/gone.json', '{}');
    inSpare('lessons/two/index.html', 'two');
    inSpare('courses/index.html', 'old');
    next.reuse(spare);
    expect(existsSync(spare)).toBe(false);
    expect(existsSync(left('courses'))).toBe(false);
    expect(next.has(PAGE)).toBe(false);
    expect(next.keep(PAGE, 'key')).toBe(true);
    expect(next.has(PAGE)).toBe(true);
    expect(next.has('lessons/two/index.html')).toBe(false);
    next.dropRest();
    expect(statSync(left(PAGE)).ino).toBe(statSync(whole()).ino);
    expect(existsSync(left('lessons/one/gone.json'))).toBe(false);
    expect(existsSync(left('lessons/two'))).toBe(false);
  });

  test('what is written over it never reaches the site that is there', () => {
    next.reuse(spare);
    next.write(PAGE, 'new', 'other');
    next.dropRest();
    expect(readFileSync(left(PAGE), 'utf8')).toBe('new');
    expect(readFileSync(whole(), 'utf8')).toBe('one');
  });

  test('another file in the same place makes way, whatever it says', () => {
    rmSync(join(spare, PAGE));
    inSpare(PAGE, 'one');
    next.reuse(spare);
    expect(next.keep(PAGE, 'key')).toBe(true);
    expect(statSync(left(PAGE)).ino).toBe(statSync(whole()).ino);
  });

  test('files in the place of folders make way, and the other way round', () => {
    inSpare('teach', 'a file');
    inSpare('lessons/three', 'a file');
    inSpare('lessons/four.json/deep/a', 'a folder');
    next.reuse(spare);
    next.write('lessons/three/index.html', 'three');
    next.write('lessons/four.json', 'four');
    next.write('teach/one/index.html', 'teach');
    next.dropRest();
    expect(readFileSync(left('lessons/three/index.html'), 'utf8')).toBe('three');
    expect(readFileSync(left('lessons/four.json'), 'utf8')).toBe('four');
    expect(existsSync(left('lessons/one'))).toBe(false);
  });

  test('nothing is written through a link to another folder', () => {
    const elsewhere = join(folder.path, 'elsewhere');
    mkdirSync(elsewhere);
    symlinkSync(elsewhere, join(spare, 'lessons/two'), 'dir');
    symlinkSync(elsewhere, join(spare, 'teach'), 'dir');
    next.reuse(spare);
    next.write('lessons/two/index.html', 'two');
    next.write('teach/two/index.html', 'two');
    next.dropRest();
    expect(readFileSync(left('lessons/two/index.html'), 'utf8')).toBe('two');
    expect(existsSync(join(elsewhere, 'index.html'))).toBe(false);
    expect(existsSync(join(elsewhere, 'two'))).toBe(false);
  });

  test('a folder that public/ has brought is not touched', () => {
    mkdirSync(left('lessons/mine'), { recursive: true });
    writeFileSync(left('lessons/mine/a'), 'mine');
    next.reuse(spare);
    expect(next.keep(PAGE, 'key')).toBe(true);
    next.dropRest();
    expect(readFileSync(left('lessons/mine/a'), 'utf8')).toBe('mine');
  });
});
