import { describe, expect, test } from 'vitest';
import { type Answers, itemStatistics, type Rated } from '../../../src/curriculum/practice/statistics.ts';

const OPTIONS = ['a', 'b', 'c', 'd'];
const bank: Rated[] = ['one', 'two', 'three'].map((id) => ({ id, difficulty: 'easy', right: [0], options: OPTIONS }));

/** A sitting in which options of the three items were chosen. */
const sat = (...chosen: number[]): Answers => ({
  exam: 'TCS',
  answers: bank.map(({ id }, index) => ({ item: id, chosen: [chosen[index] ?? 0] })),
});
const of = (id: string, results: readonly Answers[]) => itemStatistics(bank, results).find((item) => item.id === id);

describe('statistics of items', () => {
  test('count who was right, and which options were chosen', () => {
    expect(of('one', [sat(0, 0, 0), sat(1, 0, 0), sat(1, 2, 0), sat(0, 0, 3)])).toMatchObject({
      count: 4,
      share: 0.5,
      chosen: [2, 2, 0, 0],
      flags: ['few'],
    });
  });

  test('correlate with the rest, without the item itself', () => {
    // Rests 1, 0.5, 0, 1 against 1, 0, 0, 1: by hand 0.9045.
    const results = [sat(0, 0, 0), sat(1, 0, 1), sat(1, 1, 1), sat(0, 0, 0)];
    expect(of('one', results)?.discrimination).toBeCloseTo(0.9045, 3);
    expect(of('one', [sat(0, 0, 0), sat(0, 1, 1)])?.discrimination).toBeUndefined();
  });

  test('flag what is wrong with an item, once there are enough answers', () => {
    const often = (times: number, result: Answers): Answers[] => Array.from({ length: times }, () => result);
    const reversed = [...often(20, sat(0, 1, 1)), ...often(20, sat(1, 0, 0))];
    expect(of('one', reversed)?.flags).toContain('negative');
    expect(of('one', often(40, sat(0, 0, 0)))?.flags).toEqual(['too easy', 'unused option']);
    const hard = [...often(5, sat(0, 0, 0)), ...often(30, sat(2, 0, 1)), ...often(5, sat(3, 1, 0))];
    expect(of('one', hard)?.flags).toEqual(expect.arrayContaining(['too hard', 'unused option', 'wrong option wins']));
  });

  test('several right answers are right together only', () => {
    const several: Rated = { id: 'several', difficulty: 'hard', right: [0, 2], options: OPTIONS };
    const answers = [[0, 2], [0], [0, 1, 2]].map((chosen) => ({ exam: 'TCS', answers: [{ item: 'several', chosen }] }));
    expect(itemStatistics([several], answers)[0]).toMatchObject({ share: 1 / 3, chosen: [3, 1, 2, 0] });
  });

  test('tell ids that no bank has', () => {
    const unknown: string[] = [];
    itemStatistics(bank, [{ exam: 'TCS', answers: [{ item: 'gone', chosen: [] }] }], (id) => unknown.push(id));
    expect(unknown).toEqual(['gone']);
  });
});
