import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { systemErrorLine } from '../../src/cli/system-error.ts';
import { finishPending, pending, writeTogether } from '../../src/cli/write-together.ts';
import { temporaryFolder } from '../helpers/build.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

let root = '';
let journal = '';
const at = (name: string): string => join(root, name);
const stopped = (files: unknown): void => writeFileSync(journal, JSON.stringify({ what: 'Release 2', files }));
beforeEach(({ task }) => {
  root = join(folder.path, task.id);
  journal = at('journal.json');
  mkdirSync(root);
  writeFileSync(at('a'), 'old');
});

test('all files are written, and the journal goes', () => {
  writeTogether(
    journal,
    'Release 2',
    new Map([
      [at('a'), 'new'],
      [at('b'), 'new'],
    ]),
  );
  expect([readFileSync(at('a'), 'utf8'), readFileSync(at('b'), 'utf8')]).toEqual(['new', 'new']);
  expect(readdirSync(root).sort()).toEqual(['a', 'b']);
  expect(pending(journal)).toBeUndefined();
  expect(finishPending(journal)).toBeUndefined();
});

test('what was stopped half-way is finished', () => {
  writeFileSync(at('c'), 'new');
  writeFileSync(at('a.4194305-0-1.tmp'), 'ne');
  writeFileSync(at('journal.json.4194305-0-1.tmp'), '{');
  stopped({
    [at('a')]: { before: 'old', after: 'new' },
    [at('b')]: { before: null, after: 'new' },
    [at('c')]: { before: 'old', after: 'new' },
  });
  expect(pending(journal)).toBe('Release 2');
  expect(finishPending(journal)).toBe('Release 2');
  for (const name of ['a', 'b', 'c']) expect(readFileSync(at(name), 'utf8')).toBe('new');
  expect(readdirSync(root).sort()).toEqual(['a', 'b', 'c']);
});

test('what was edited since is not overwritten', () => {
  stopped({ [at('a')]: { before: 'older', after: 'new' }, [at('b')]: { before: null, after: 'new' } });
  expect(() => finishPending(journal)).toThrow(`edited since: ${at('a')}`);
  expect(readFileSync(at('a'), 'utf8')).toBe('old');
  expect(existsSync(at('b'))).toBe(false);
});

test.each(['', '{', 'null', '{}', '[]', '{"what":1,"files":{}}'])('a journal that says %j is not followed', (text) => {
  writeFileSync(journal, text);
  expect(() => finishPending(journal)).toThrow(/is damaged.*git checkout/);
  expect(() => pending(journal)).toThrow('is damaged');
});

test('what the system refuses is told in one line, wherever in an error it stands', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC', path: '/a' });
  const line = 'There is no space left on the disk for /a. Make space, and do it again. (ENOSPC)';
  expect(systemErrorLine(full)).toBe(line);
  expect(systemErrorLine(new Error('x', { cause: new Error('y', { cause: full }) }))).toBe(line);
  expect(systemErrorLine(new AggregateError([new Error('x'), full]))).toBe(line);
  const words = new Error('Failed to write /b\nCaused by:\n  No space left on device (os error 28)');
  expect(systemErrorLine(words)).toContain('There is no space left on the disk');
  expect(systemErrorLine(new Error('x'))).toBeUndefined();
  expect(systemErrorLine(Object.assign(new Error('x'), { code: 'constructor' }))).toBeUndefined();
});
