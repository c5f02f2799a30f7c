import { expect, test } from 'vitest';
import { type AskedLesson, classResults } from '../../src/site/teach-results.ts';

const LESSONS: Record<string, AskedLesson> = {
  knots: { title: 'Knots', address: '/teach/knots/', tasks: 2, items: { why: 'Why?', how: 'How?' } },
};
const DAY = '2026-11-30';

test('results of a class count what the site has now, and name what was missed most', () => {
  const { learners, missed } = classResults(
    [
      {
        name: 'Ada',
        progress: {
          lessons: {
            knots: {
              visited: DAY,
              completed: DAY,
              tasks: ['a', 'b', 'gone'],
              quiz: {
                why: { right: true, tries: 3 },
                how: { right: true, tries: 1 },
                gone: { right: false, tries: 1 },
              },
            },
            elsewhere: { visited: DAY, completed: DAY },
          },
        },
      },
      { name: 'Ben', progress: { lessons: { knots: { visited: DAY, quiz: { why: { right: false, tries: 1 } } } } } },
      { name: 'Eve', progress: { lessons: { constructor: { visited: DAY, completed: DAY } } } },
    ],
    LESSONS,
  );
  expect(learners).toEqual([
    { name: 'Ada', lessons: 1, right: 2, answered: 2, tasks: 2 },
    { name: 'Ben', lessons: 0, right: 0, answered: 1, tasks: 0 },
    { name: 'Eve', lessons: 0, right: 0, answered: 0, tasks: 0 },
  ]);
  expect(missed).toEqual([{ lesson: 'knots', item: 'why', question: 'Why?', missed: 2, asked: 2 }]);
});
