import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyProject, run, TINY, temporaryFolder } from '../helpers/build.ts';
import { differences, digestsOf } from '../helpers/built-files.ts';
import { directoryFiles } from '../helpers/directory.ts';
import { EditedFolder } from '../helpers/edited-folder.ts';

const folder = temporaryFolder();
const [project, content, cache] = ['project', 'content', 'cache'].map((name) => join(folder.path, name)) as [
  string,
  string,
  string,
];

/** The same moment for all builds: only the day of the directory differs. */
const MOMENT = { SOURCE_DATE_EPOCH: String(Math.floor(Date.now() / 1000)) };

async function buildOn(name: string, ...words: string[]): Promise<{ dist: string; output: string; code: number }> {
  const dist = join(folder.path, name);
  const environment = { CURRICULUM_ROOT: content, OUT_DIR: dist, CACHE_DIR: cache, ...MOMENT };
  return { dist, ...(await run(process.execPath, ['scripts/build.ts', '--silent', ...words], project, environment)) };
}

beforeAll(() => {
  copyProject(project);
  cpSync(TINY, content, { recursive: true });
  for (const [path, text] of directoryFiles()) new EditedFolder(content).write(path, text);
});
afterAll(() => folder.remove());

test('the day changes the pages of the directory, and else only what is made of all pages: search and what is kept for times without a network', async () => {
  const before = await buildOn('before', '--date', '2026-11-30');
  expect(before.output.trim()).toBe('');
  const after = await buildOn('after', '--date', '2027-02-01');
  const again = await buildOn('again', '--date', '2026-11-30');
  const text = ({ dist }: { dist: string }): string =>
    readFileSync(join(dist, 'providers/becalmed/index.html'), 'utf8');
  expect(text(before)).toContain('Met, expires on Jan 20, 2027');
  expect(text(after)).toContain('Not met since Jan 20, 2027');
  expect(differences(digestsOf(before.dist), digestsOf(again.dist))).toEqual([]);
  const changed = differences(digestsOf(before.dist), digestsOf(after.dist));
  expect(changed).toContain('providers/becalmed/index.html');
  expect(changed).toContain('providers/expiring.ics');
  expect(changed.filter((path) => !/^(providers\/|pagefind\/|sw\.js$)/.test(path))).toEqual([]);
});

test('a day that is none stops the build in words', async () => {
  const { code, output } = await buildOn('never', '--date', '2027-02-30');
  expect(code).toBe(1);
  expect(output).toContain('"2027-02-30" is no day of the calendar. Write it as YYYY-MM-DD: --date 2027-01-31');
});
