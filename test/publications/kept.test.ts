import { describe, expect, test } from 'vitest';
import { type Kept, MOST, NOTHING, pack, type Result, unpack } from '../../src/publications/player/client/kept.ts';
import { standingOf } from '../../src/publications/player/client/standing.ts';

const ITEMS = Array.from({ length: 20 }, (_, index) => `question-with-a-long-name-${index}`);
const TASKS = Array.from({ length: 12 }, (_, index) => `task-with-a-long-name-${index}`);

function kept(result: Result, tasks: readonly string[] = []): Kept {
  return { results: new Map(ITEMS.map((item) => [item, result])), tasks: new Set(tasks), isDone: false };
}

describe('what is kept of a lesson', () => {
  test('comes back as it was', () => {
    const before: Kept = {
      results: new Map([
        ['a', { right: true, tries: 3, answer: '1fflqdx p2mst8' }],
        ['b', { right: false, tries: 1, answer: '"קשר" & \\ 🪢' }],
        ['c', { right: true, tries: 2, answer: undefined }],
      ]),
      tasks: new Set(['knot']),
      isDone: true,
    };
    expect(unpack(pack(before), ['a', 'b', 'c', 'd'], ['knot', 'rope'])).toEqual(before);
  });

  test('is nothing, if nothing was done', () => {
    expect(pack(NOTHING)).toBe('');
    expect(unpack('', ITEMS, TASKS)).toEqual(NOTHING);
  });

  test('is of the questions and tasks that the lesson has today', () => {
    const text = pack(kept({ right: true, tries: 1, answer: 'x' }, TASKS));
    const read = unpack(text, ITEMS.slice(0, 2), ['other']);
    expect([...read.results.keys()]).toEqual(ITEMS.slice(0, 2));
    expect(read.tasks.size).toBe(0);
  });

  test.each([
    ['of eight steps', Array.from({ length: 8 }, () => 'zzzzzzz').join(' ')],
    ['of a hundred characters', 'x'.repeat(300)],
    ['of characters that are written longer', '"\\'.repeat(150)],
    ['of characters that have no sign', '\u0007'.repeat(300)],
  ])('has room for twenty answers %s', (_, answer) => {
    const text = pack(kept({ right: true, tries: 99, answer }, TASKS));
    expect(text.length).toBeLessThanOrEqual(MOST);
    const read = unpack(text, ITEMS, TASKS);
    expect([...read.results.values()].every(({ right, tries }) => right && tries === 99)).toBe(true);
    expect(read.tasks.size).toBe(TASKS.length);
  });

  test('keeps short answers where long ones do not fit', () => {
    const { results } = kept({ right: false, tries: 1, answer: '\u0007'.repeat(100) });
    const all = { ...NOTHING, results: new Map([...results, ['short', { right: true, tries: 1, answer: 'kubelet' }]]) };
    const read = unpack(pack(all), [...ITEMS, 'short'], []);
    expect(read.results.get('short')?.answer).toBe('kubelet');
    expect(read.results.size).toBe(ITEMS.length + 1);
  });

  test.each(['null', '[]', '[2,{},[],0]', '{"a":1}', 'cmi', '[1,null,[],0]', '[1,{},null,0]', '<b>'])(
    'is nothing, if it is %s',
    (text) => {
      expect(unpack(text, ITEMS, TASKS)).toEqual(NOTHING);
    },
  );

  test('leaves out a result that nobody can read', () => {
    const text = pack({ ...NOTHING, results: new Map([['a', { right: true, tries: 1 }]]) });
    expect(unpack(text.replace('[1,1]', '["1"]'), ['a'], []).results.size).toBe(0);
  });
});

describe('a standing', () => {
  const asked = { items: ['a', 'b', 'c', 'd', 'e'], tasks: ['knot'] };
  const results = (...right: boolean[]): Kept => ({
    ...NOTHING,
    results: new Map(right.map((one, index) => [asked.items[index] ?? '', { right: one, tries: 1 }])),
  });

  test('has no score before each question was answered', () => {
    expect(standingOf(results(true, true), asked, 0.8)).toEqual({
      score: undefined,
      isPassed: undefined,
      isComplete: false,
      progress: 0.4,
      isLabDone: false,
    });
  });

  test.each([
    ['passed at the score that is needed', [true, true, true, true, false], 0.8, true],
    ['not passed below it', [true, true, true, false, false], 0.6, false],
  ])('is %s', (_, right, score, isPassed) => {
    expect(standingOf(results(...right), asked, 0.8)).toMatchObject({ score, isPassed, isComplete: true });
  });

  test('without questions is complete with the lab, or when the learner says so', () => {
    const none = { items: [], tasks: ['knot'] };
    expect(standingOf(NOTHING, none, 0.8)).toMatchObject({ isComplete: false, score: undefined, isPassed: undefined });
    expect(standingOf({ ...NOTHING, tasks: new Set(['knot']) }, none, 0.8).isComplete).toBe(true);
    expect(standingOf({ ...NOTHING, isDone: true }, none, 0.8).isComplete).toBe(true);
  });
});
