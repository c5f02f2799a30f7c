import { mkdirSync, statSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sourceDigest } from '../../src/cli/source-digest.ts';
import { SourceState } from '../../src/cli/source-state.ts';
import { temporaryFolder } from '../helpers/build.ts';

const folder = temporaryFolder();
const [one, other] = [join(folder.path, 'sources/one.ts'), join(folder.path, 'sources/inner/other.ts')];
const paths = [join(folder.path, 'sources')];
/** Long enough for what was just written not to be taken for what may still be changed within the same tick. */
const SETTLED_MS = 2_200;

beforeAll(() => {
  mkdirSync(join(folder.path, 'sources/inner'), { recursive: true });
  writeFileSync(one, 'one');
  writeFileSync(other, 'other');
});
afterAll(folder.remove);

const changes: [string, () => void][] = [
  [
    'a file says something else of the same length, with the time that it had',
    () => {
      const { atime, mtime } = statSync(one);
      writeFileSync(one, 'two');
      utimesSync(one, atime, mtime);
    },
  ],
  ['there is a file more', () => writeFileSync(join(folder.path, 'sources/inner/third.ts'), '')],
  ['there is a file less', () => unlinkSync(join(folder.path, 'sources/inner/third.ts'))],
];

test('files are still what they were, whether they were just written or long ago', async () => {
  const fresh = new SourceState(paths);
  expect(fresh.digest).toBe(sourceDigest(paths));
  expect(fresh.isStill()).toBe(true);
  await wait(SETTLED_MS);
  const settled = new SourceState(paths);
  expect(settled.digest).toBe(fresh.digest);
  expect(settled.isStill()).toBe(true);
});

test.each(changes)('files are not what they were when %s', async (_, change) => {
  const fresh = new SourceState(paths);
  await wait(SETTLED_MS);
  const settled = new SourceState(paths);
  change();
  expect(fresh.isStill()).toBe(false);
  expect(settled.isStill()).toBe(false);
});

test('a file that was just written is read again: its time may not tell of the next change', () => {
  writeFileSync(one, 'abc');
  const state = new SourceState(paths);
  writeFileSync(one, 'abd');
  expect(state.isStill()).toBe(false);
  writeFileSync(one, 'abc');
  expect(state.isStill()).toBe(true);
});
