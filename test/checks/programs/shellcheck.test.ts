import { beforeAll, expect, test } from 'vitest';
import { commentsOn, type Judgment } from '../../../src/checks/programs/shellcheck.ts';
import { findPrograms } from '../../../src/checks/programs/verify.ts';

let path: string;

beforeAll(() => {
  path = findPrograms().programs.get('shellcheck')?.path ?? '';
  expect(path).not.toBe('');
});

const ask = (text: string, dialect = 'bash', program = path): Promise<Judgment> =>
  commentsOn(text, { path: program, dialect, without: 'SC2034' });

/** Line and number of what is said. */
const places = (judgment: Judgment): string[] =>
  typeof judgment === 'object' && 'comments' in judgment
    ? judgment.comments.map(({ line, code }) => `${line} SC${code}`)
    : [JSON.stringify(judgment)];

test('scripts of which it is asked at the same time get what is said of each alone', async () => {
  const scripts = Array.from({ length: 95 }, (_, number) => [
    `${'\n'.repeat(number)}echo $undefined`,
    'echo fine',
    `${'\n'.repeat(number)}if true; then echo`,
  ]).flat();
  const together = (await Promise.all(scripts.map((text) => ask(text)))).map(places);
  for (const [index, said] of together.entries()) {
    const line = Math.floor(index / 3) + 1;
    if (index % 3 === 0) expect(said).toEqual([`${line} SC2154`]);
    else if (index % 3 === 1) expect(said).toEqual([]);
    else expect(said[0]).toMatch(new RegExp(`^${line} SC1\\d{3}$`));
  }
  expect(together.slice(0, 3)).toEqual([
    places(await ask(scripts[0] ?? '')),
    places(await ask(scripts[1] ?? '')),
    places(await ask(scripts[2] ?? '')),
  ]);
});

test('each is read in its own dialect', async () => {
  const array = 'array=(a b)\nexport array\n';
  const [inBash, inSh] = await Promise.all([ask(array), ask(array, 'sh')]);
  expect([places(inBash), places(inSh)]).toEqual([[], ['1 SC3030']]);
});

test('a script cannot read its neighbors', async () => {
  const [first] = await Promise.all([ask('for one in ./*; do source "$one"; done\necho "$secret"'), ask('secret=1')]);
  expect(places(first)).toContain('2 SC2154');
});

test('who cannot be asked is said to each', async () => {
  const program = '/usr/bin/no-such-shellcheck';
  const said = await Promise.allSettled([ask('echo', 'bash', program), ask('echo again', 'bash', program)]);
  expect(said.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  for (const one of said)
    expect(one).toMatchObject({ value: { why: expect.stringContaining('could not be started') } });
});
