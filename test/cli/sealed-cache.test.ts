import {
  appendFileSync,
  copyFileSync,
  readdirSync,
  readFileSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { SealedCache } from '../../src/cli/sealed-cache.ts';
import { writeAtomically } from '../../src/cli/write-atomically.ts';
import { temporaryFolder } from '../helpers/build.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

let place = '';
let cache: SealedCache;
let path = '';
beforeEach(({ task }) => {
  place = join(folder.path, task.id);
  cache = new SealedCache(() => place, '.html');
  path = join(place, 'key.html');
  cache.write('key', '<p>Right</p>');
});

test('what was kept is found again, byte by byte, and nothing else is', () => {
  expect(cache.read('key')?.toString()).toBe('<p>Right</p>');
  expect(cache.read('other')).toBeUndefined();
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  cache.write('bytes', bytes);
  expect(Uint8Array.from(cache.read('bytes') ?? [])).toEqual(bytes);
  cache.write('empty', '');
  expect(cache.read('empty')?.length).toBe(0);
});

describe('what somebody else wrote counts as absent, and is removed:', () => {
  test.each<[string, () => void]>([
    ['an empty file', () => truncateSync(path, 0)],
    ['the first half of it', () => truncateSync(path, Math.floor(readFileSync(path).length / 2))],
    ['all but the last byte', () => truncateSync(path, readFileSync(path).length - 1)],
    ['content without a seal', () => writeFileSync(path, '<p>Right</p>')],
    ['something before it', () => writeFileSync(path, `<script></script>${readFileSync(path, 'utf8')}`)],
    ['something behind it', () => appendFileSync(path, '<script></script>')],
    ['one other letter', () => writeFileSync(path, readFileSync(path, 'utf8').replace('R', 'L'))],
    [
      'the entry of another key',
      () => {
        cache.write('other', '<p>Other</p>');
        copyFileSync(join(place, 'other.html'), path);
      },
    ],
  ])('%s', (_, damage) => {
    damage();
    expect(cache.read('key')).toBeUndefined();
    expect(readdirSync(place)).not.toContain('key.html');
    cache.write('key', '<p>Again</p>');
    expect(cache.read('key')?.toString()).toBe('<p>Again</p>');
  });
});

test('pruning removes what is not used and what killed processes left, but nothing that is younger than asked', () => {
  cache.write('other', 'x');
  writeFileSync(join(place, 'key.html.1-0-1.tmp'), 'half');
  cache.prune(new Set(['key']), 3600_000);
  expect(readdirSync(place)).toHaveLength(3);
  const long = new Date(Date.now() - 7200_000);
  utimesSync(join(place, 'other.html'), long, long);
  cache.prune(new Set(['key']), 3600_000);
  expect(readdirSync(place).sort()).toEqual(['key.html', 'key.html.1-0-1.tmp']);
  cache.prune(new Set(['key']));
  expect(readdirSync(place)).toEqual(['key.html']);
});

describe('a file is written', () => {
  test('as a whole, over another one, whose permissions stay', () => {
    writeAtomically(join(place, 'deep/folder/a'), 'one');
    writeAtomically(join(place, 'deep/folder/a'), 'two');
    expect(readFileSync(join(place, 'deep/folder/a'), 'utf8')).toBe('two');
    expect(readdirSync(join(place, 'deep/folder'))).toEqual(['a']);
  });

  test('or not at all: a failure leaves no draft, and the error says why', () => {
    writeAtomically(join(place, 'folder/file'), 'x');
    expect(() => writeAtomically(join(place, 'folder'), 'x')).toThrow(/EISDIR|EEXIST|ENOTEMPTY|EPERM/);
    expect(readdirSync(place).sort()).toEqual(['folder', 'key.html']);
  });
});
