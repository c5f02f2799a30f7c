import { describe, expect, test } from 'vitest';
import { checkContent } from '../../src/checks/check.ts';
import { paths, replace, textOf, withChange } from '../helpers/fixture.ts';

const WORDS = 'One two three four five six seven eight nine ten. ';

/** What is wrong with the prose of a lesson after a change; it is long enough for its minutes otherwise. */
function problems(edit: (text: string) => string, today = '2026-06-01'): string[] {
  const long = withChange(paths.bowline, (text) => edit(`${text}\n${WORDS.repeat(30)}\n`));
  return checkContent(long, { only: [paths.bowline.replace('/lesson.mdx', '')], today }).map(
    ({ rule, file, line, message }) => `${rule} ${file.split('/').at(-1)}:${line} ${message}`,
  );
}

const lineOf = (needle: string, text = textOf(paths.bowline)): number =>
  text.split('\n').findIndex((line) => line.includes(needle)) + 1;

describe('the prose of a lesson', () => {
  test('that is fine is left alone', () => {
    expect(problems((text) => text)).toEqual([]);
  });

  test.each(['Simply pull.', 'It is easy.', 'You just pull.', 'Obviously, it holds.'])(
    'may not say: %s',
    (sentence) => {
      const [problem = ''] = problems((text) => `${text}\n${sentence}\n`);
      expect(problem).toMatch(
        /^prose\/forbidden-word lesson\.mdx:\d+ The word "(Simply|easy|just|Obviously)" stands here\.$/,
      );
    },
  );

  test.each([
    '`just a command`',
    'Unjustly treated, uneasy readers.',
    '```text\njust output\n```',
    'The [just](https://just.systems/) runner is a just-in-time name.'.replace('[just]', '[tool]'),
  ])('may say: %s', (sentence) => {
    expect(problems((text) => `${text}\n${sentence}\n`)).toEqual([]);
  });

  test('begins its objectives with a verb that can be measured', () => {
    const [problem = ''] = problems(replace('Tie a bowline in under a minute', 'Understand the bowline'));
    expect(problem).toBe(
      `objective/vague lesson.mdx:${lineOf('Tie a bowline in under a minute')} The objective "Understand the bowline" begins with a verb that nobody can measure.`,
    );
  });

  test('goes from one level of headings to the next', () => {
    const [problem = ''] = problems((text) => `${text}\n#### Too deep\n`);
    expect(problem).toContain('heading/level lesson.mdx:');
    expect(problem).toContain('A heading of level 4 follows one of level 2.');
  });

  test('takes about as long as it says', () => {
    const [problem = ''] = problems(replace('reading: 5', 'reading: 55'));
    expect(problem).toMatch(
      /^lesson\/reading-time lesson\.mdx:\d+ The lesson says that it takes 55 minutes to read; its \d+ words and 2 quiz items take between 1 and \d+\.$/,
    );
  });

  test('has facts that somebody looks at when their day has come', () => {
    const same = (text: string): string => text;
    expect(problems(same, '2027-05-01')).toEqual([
      `watch/due lesson.mdx:${lineOf('review: 2027-05-01')} This fact was to be looked at again on 2027-05-01: The rope in the lab is still sold.`,
    ]);
    expect(problems(same, '2027-04-30')).toEqual([]);
  });

  test('has nothing left of the skeleton that it was begun with', () => {
    const [problem = ''] = problems((text) => `${text}\nBegin with a concrete problem.\n`);
    expect(problem).toContain('lesson/placeholder lesson.mdx:');
    expect(problem).toContain('"Begin with a concrete problem." still stands here, as the lesson was begun.');
  });
});
