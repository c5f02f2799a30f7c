import { describe, expect, test } from 'vitest';
import type { ContentFiles } from '../../src/curriculum/read.ts';
import { paths, placeIn, readTiny, replace, withChange } from '../helpers/fixture.ts';
import { found } from '../helpers/found.ts';

/** An item with options of which one is right. */
const item = (id: string, right: number, options: readonly string[], question = 'What holds?'): string =>
  `  - id: ${id}
    type: single
    objective: tie
    question: ${question}
    options:
${options.map((text, index) => `      - text: ${text}\n${index === right ? '        correct: true\n' : '        feedback: It does not.\n'}`).join('')}    explanation: So it is.
`;

const OPTIONS = ['A rope', 'A chain', 'A ring', 'A hook'];

const withItems = (...items: string[]): ContentFiles => withChange(paths.bowlineQuiz, (text) => text + items.join(''));

describe('options', () => {
  test.each([
    'All of the above',
    'None of these',
    'Both A and B',
    'All of the options',
    'Both of them',
    'Answers 1 and 2 are right.',
  ])('do not speak of other options: %s', (text) => {
    const files = withItems(item('new', 3, ['A rope', 'A chain', 'A ring', text]));
    expect(found(files, 'quiz-style/all-of-the-above')).toEqual([
      `${placeIn(paths.bowlineQuiz, text, files)} Quiz item "new": the option "${text}" speaks of the other options.`,
    ]);
  });

  test.each(['All of the ropes are cut', 'None of these ropes holds', 'Both ends are loose', 'All of it, automated'])(
    'may say: %s',
    (text) => {
      expect(found(withItems(item('new', 0, ['A rope', text])), 'quiz-style/all-of-the-above')).toEqual([]);
    },
  );

  test('do not give away the right one by its length', () => {
    const long = 'A rope that was made fast with two round turns and two half hitches before the wind';
    const files = withItems(item('new', 1, ['A chain', long, 'A ring']));
    expect(found(files, 'quiz-style/longest-is-right')).toEqual([
      `${placeIn(paths.bowlineQuiz, long, files)} Quiz item "new": the right option has 83 characters, the next longest 7.`,
    ]);
    expect(found(withItems(item('new', 0, ['A chain', long])), 'quiz-style/longest-is-right')).toEqual([]);
    const other = `${long.slice(0, 45)}`;
    expect(found(withItems(item('new', 1, [other, long])), 'quiz-style/longest-is-right')).toEqual([]);
  });
});

describe('questions', () => {
  test.each([
    ['Which of these is not a knot?', 'not'],
    ['Which of the following does not hold?', 'not'],
    ['All of these hold a boat except one. Which?', 'except'],
  ])('do not turn on a small word: %s', (question, word) => {
    const files = withItems(item('new', 0, OPTIONS, question));
    expect(found(files, 'quiz-style/negative-stem')).toEqual([
      `${placeIn(paths.bowlineQuiz, question, files)} Quiz item "new": the question turns on the word "${word}", which does not stand out.`,
    ]);
  });

  test.each([
    'Which of these is *not* a knot?',
    'Which of these ropes that are not wet holds?',
    'The rope does not hold. Which of these holds?',
    'Which of these is `not` in the list?',
  ])('may be: %s', (question) => {
    expect(found(withItems(item('new', 0, OPTIONS, `'${question}'`)), 'quiz-style/negative-stem')).toEqual([]);
  });
});

describe('a quiz', () => {
  const few = (files: ContentFiles) =>
    found(files, 'quiz-style/too-few').filter((line) => line.startsWith(paths.bowlineQuiz.replace('quiz.yaml', '')));

  test('of a published lesson has four to eight items', () => {
    const more = (count: number) =>
      withItems(...Array.from({ length: count }, (_, index) => item(`new-${index}`, index % 4, OPTIONS)));
    expect(few(readTiny())).toEqual([`${paths.bowlineQuiz}:1:1 The lesson is published, and its quiz has 2 items.`]);
    expect(few(more(2))).toEqual([]);
    expect(found(more(6), 'quiz-style/too-many')).toEqual([]);
    expect(found(more(7), 'quiz-style/too-many')).toEqual([
      `${placeIn(paths.bowlineQuiz, 'new-6', more(7))} The lesson is published, and its quiz has 9 items.`,
    ]);
  });

  test('of a draft is as long as it is', () => {
    expect(few(withChange(paths.bowline, replace('status: published', 'status: draft')))).toEqual([]);
  });

  test('has its right answers in all places, over a module', () => {
    const module = (place: (index: number) => number) =>
      withItems(...Array.from({ length: 12 }, (_, index) => item(`new-${index}`, place(index), OPTIONS)));
    expect(
      found(
        module(() => 1),
        'quiz-style/position',
      ),
    ).toEqual([
      `${paths.mooring}:1:1 Of 12 questions with 4 options in this module, the second is the right one in 12.`,
    ]);
    expect(
      found(
        module((index) => index % 4),
        'quiz-style/position',
      ),
    ).toEqual([]);
    expect(
      found(
        module((index) => (index < 6 ? 0 : index % 4)),
        'quiz-style/position',
      ),
    ).toEqual([]);
  });
});

describe('competencies', () => {
  const claimed = (files: ContentFiles): string[] =>
    found(files, 'competency/not-practiced').filter((line) => line.startsWith(paths.bowline));
  const more = withChange(
    paths.bowline,
    replace('competencies: [TCS-ROPE-1]', 'competencies: [TCS-ROPE-1, TCS-NAV-1]'),
  );

  test('are claimed only if a quiz item names them', () => {
    expect(claimed(readTiny())).toEqual([]);
    expect(claimed(more)).toEqual([
      `${placeIn(paths.bowline, 'TCS-NAV-1', more)} The lesson claims to teach TCS-NAV-1, but no quiz item names it.`,
    ]);
  });

  test('of a draft are what it is going to teach', () => {
    expect(claimed(withChange(paths.bowline, replace('status: published', 'status: draft'), more))).toEqual([]);
  });
});
