import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../helpers/build.ts';
import { Repository } from '../helpers/fork.ts';

/**
 * A provider changes sentences of lessons for two releases, with real repositories and commands. Every remedy that is printed
 * is followed to the letter. Tests build on each other.
 */
const folder = temporaryFolder();
afterAll(folder.remove);

let upstream: Repository;
let fork: Repository;

const PATCH = 'provider/lessons/tie-a-bowline/patch.yaml';
const MODULE = 'content/courses/port/mooring';
const describeChange = (text: string) => (file: string) =>
  file.replace('changes: []', `changes: [{date: 2026-06-01, text: ${text}}]`);

beforeAll(async () => {
  upstream = await Repository.original(join(folder.path, 'upstream'), '1.2.0', '2026-05-17');
  fork = upstream.clone(join(folder.path, 'fork'));
  const { code, output } = await fork.rebrand('rtl');
  expect(code, output).toBe(0);
  fork.commit('Publish as ourselves');
});

test('one command begins each edit, with the present words to be changed', async () => {
  const output = await fork.must('adapt', 'tie-a-bowline', '--paragraph', 'A boat pulls');
  expect(output).toContain(`wrote  ${PATCH}`);
  expect(output).toContain(`The edit begins on line 5 of ${PATCH}.`);
  expect(fork.text(PATCH)).toMatch(
    /^# yaml-language-server: \$schema=\.\.\/\.\.\/\.\.\/schemas\/patch\.schema\.json\n# [^\n]+\n\nblocks:\n {2}- begins: A boat pulls/,
  );
  expect(existsSync(join(fork.path, 'provider/lessons/tie-a-bowline', '../../../schemas/patch.schema.json'))).toBe(
    true,
  );
  fork.edit(PATCH, (text) => describeChange('A barge')(text.replace('      A boat pulls', '      A barge pulls')));
  await fork.must('adapt', 'tie-a-bowline', '--quiz-item', 'good-uses');
  fork.edit(PATCH, (text) => describeChange('Our crew')(text.replace('would you tie', 'does our crew tie')));
  await fork.must('adapt', 'tie-a-bowline', '--file', 'count.txt');
  fork.edit(PATCH, describeChange('Three ropes'));
  fork.edit('provider/lessons/tie-a-bowline/files/count.txt', (text) => text.replace('2', '3'));
  await fork.must('adapt', '--term', 'cleat');
  fork.edit('provider/glossary.yaml', (text) =>
    describeChange('Plainer')(text.replace('A fitting', 'A piece of iron')),
  );
  const rows = await fork.must('provenance');
  expect(rows).toMatch(/tie-a-bowline +adapted +1\.2\.0 +Tiny Harbor +3/);
  expect(rows).toMatch(/belay-a-cleat +verbatim/);
  fork.edit('provider/curriculum.yaml', (text) => `${text}order:\n  harbor: [mooring, signals]\n`);
  fork.commit('Change some words');
});

test.each([
  [['tie-a-bowline', '--paragraph', 'A ship pulls'], 'No block of "tie-a-bowline" begins with "A ship pulls".'],
  [['tie-a-bowline', '--file', 'a', '--term', 'b'], 'Say one part at a time'],
  [['tie-a-bowline', '--file', 'a', '--record'], '--record is for all edits of a lesson'],
])('a command that cannot be done says why: %j', async (words, message) => {
  const { code, output } = await fork.run('adapt', ...words);
  expect(output).toContain(message);
  expect(output.split('\n').filter((line) => /^\s+at /.test(line))).toEqual([]);
  expect(code).toBe(1);
  expect(fork.git('status', '--porcelain').trim()).toBe('');
});

test('upstream changes a part and renames lesson and course: the rest comes through, and remedies work', async () => {
  upstream.git('mv', 'content/courses/harbor', 'content/courses/port');
  upstream.edit('content/courses/port/course.yaml', (text) => `${text}aliases: [harbor]\n`);
  upstream.git('mv', `${MODULE}/tie-a-bowline`, `${MODULE}/bowline`);
  upstream.edit(`${MODULE}/module.yaml`, (text) => text.replace('- tie-a-bowline', '- bowline'));
  upstream.edit(`${MODULE}/belay-a-cleat/lesson.mdx`, (text) => text.replaceAll('tie-a-bowline', 'bowline'));
  upstream.edit(`${MODULE}/bowline/lesson.mdx`, (text) =>
    text
      .replace('status:', 'aliases: [tie-a-bowline]\nstatus:')
      .replace('at its rope all night', 'at its rope day and night')
      .replace('3. Pull tight.', '3. Pull it tight.'),
  );
  upstream.commit('Rename');
  await upstream.release('minor', '2026-07-01');
  await fork.must('upstream', '--merge', '--no-build');
  const { code, output } = await fork.build();
  expect(code).not.toBe(0);
  expect(output).toContain(`${PATCH}:5`);
  expect(output).toContain('It is now: "A boat pulls at its rope day and night.');
  expect(output).not.toContain('quiz item');
  const [, remedy = ''] = /run "npm run (adapt \S+ -- --record)"/.exec(output) ?? [];
  fork.edit(PATCH, (text) =>
    text.replace('A barge pulls at its rope all night', 'A barge pulls at its rope day and night'),
  );
  expect(await fork.must(...(remedy.replace('-- ', '').split(' ') as [string]))).toContain('"A boat pulls');
  const [, present = ''] = /The course "harbor" is called [\s\S]*?Write "(\w+)" here/.exec(output) ?? [];
  fork.edit('provider/curriculum.yaml', (text) => text.replace('harbor:', `${present}:`));
  const [, move = ''] = /git (mv provider\S+ provider\S+)/.exec(output) ?? [];
  fork.git(...move.split(' '));
  expect(await fork.must('provenance')).toMatch(/bowline +adapted +1\.3\.0 +Tiny Harbor +3/);
  const built = await fork.build();
  expect(built.output.trim()).toBe('');
  expect(fork.page('lessons/bowline')).toContain('A barge pulls at its rope day and night');
  expect(fork.page('lessons/bowline')).toContain('Pull it tight');
  expect(fork.changesOf('bowline')).toContain('2026-06-01: A barge');
  expect(fork.page('lessons/tie-a-bowline')).toContain('lessons/bowline/');
  expect(fork.page('courses/harbor')).toContain('courses/port/');
  expect(fork.page('glossary')).toMatch(/A piece of iron with two horns[\s\S]*?Changed by [^<]*: 2026-06-01: Plainer/);
});
