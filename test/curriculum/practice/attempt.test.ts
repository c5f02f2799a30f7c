import { describe, expect, test } from 'vitest';
import {
  atTime,
  begin,
  choose,
  elapsed,
  flag,
  goTo,
  handIn,
  left,
  type Mode,
  pause,
  strike,
} from '../../../src/curriculum/practice/attempt.ts';
import { isRight, outlook, resultOf, type Scored, wilson } from '../../../src/curriculum/practice/result.ts';

const MINUTE = 60_000;
const BEGUN = Date.UTC(2026, 10, 30, 12);
const items = ['a', 'b', 'c', 'd'].map((id) => ({ item: { id }, options: [2, 0, 1, 3] }));
const begun = (mode: Mode) => begin({ exam: 'TCS', form: 3, mode, minutes: 90 }, items, BEGUN);

describe('the clock of a sitting', () => {
  test('goes on in an exam whatever happens, and ends it at its time', () => {
    const exam = pause(begun('exam'), BEGUN + MINUTE);
    expect(left(exam, BEGUN + 80 * MINUTE)).toBe(10 * MINUTE);
    expect(atTime(exam, BEGUN + 90 * MINUTE - 1)).toBe(exam);
    const over = atTime(exam, BEGUN + 9 * 60 * MINUTE);
    expect(over.ended).toBe(BEGUN + 90 * MINUTE);
    expect(elapsed(over, BEGUN + 10 * 60 * MINUTE)).toBe(90 * MINUTE);
    expect(choose(over, 1, false)).toEqual(over);
  });

  test('stands still in pauses of training, which ends by itself never', () => {
    const paused = pause(begun('training'), BEGUN + 10 * MINUTE);
    expect(elapsed(paused, BEGUN + 50 * MINUTE)).toBe(10 * MINUTE);
    const goesOn = pause(paused, BEGUN + 50 * MINUTE);
    expect(elapsed(goesOn, BEGUN + 55 * MINUTE)).toBe(15 * MINUTE);
    expect(left(goesOn, BEGUN + 140 * MINUTE)).toBe(-10 * MINUTE);
    expect(atTime(goesOn, BEGUN + 140 * MINUTE)).toBe(goesOn);
    const handed = handIn(pause(goesOn, BEGUN + 60 * MINUTE), BEGUN + 70 * MINUTE);
    expect(elapsed(handed, BEGUN + 999 * MINUTE)).toBe(20 * MINUTE);
    expect(handIn(handed, BEGUN + 80 * MINUTE)).toBe(handed);
  });
});

describe('answering', () => {
  test('chooses one, or several and takes them back', () => {
    const one = choose(choose(begun('exam'), 2, false), 0, false);
    expect(one.items[0]?.chosen).toEqual([0]);
    const several = choose(choose(choose(begun('exam'), 2, true), 0, true), 2, true);
    expect(several.items[0]?.chosen).toEqual([0]);
  });

  test('an option that is struck is not chosen, and one that is chosen is not struck', () => {
    const struck = strike(choose(begun('exam'), 1, false), 1);
    expect(struck.items[0]).toMatchObject({ chosen: [], struck: [1] });
    expect(choose(struck, 1, false).items[0]).toMatchObject({ chosen: [1], struck: [] });
    expect(strike(struck, 1).items[0]?.struck).toEqual([]);
  });

  test('is about the item that is shown, and the time for which it was is kept', () => {
    const second = flag(goTo(begun('exam'), 1, 30_000));
    expect(second.items.map(({ isFlagged }) => isFlagged)).toEqual([false, true, false, false]);
    expect(second.items[0]?.shown).toBe(30_000);
    expect(goTo(second, 99, 0).at).toBe(3);
    expect(goTo(second, -1, 0).at).toBe(0);
  });
});

describe('the result', () => {
  const exam = {
    id: 'TCS',
    domains: [
      { id: 'TCS-R', name: 'Ropes', weight: 50, competencies: [{ id: 'TCS-R-1', text: 'Knots' }] },
      { id: 'TCS-N', name: 'Navigation', weight: 50, competencies: [{ id: 'TCS-N-1', text: 'Compass' }] },
    ],
  };
  const bank = new Map<string, Scored>(
    ['a', 'b', 'c'].map((id, index) => [
      id,
      {
        id,
        competency: index < 2 ? 'TCS-R-1' : 'TCS-N-1',
        objective: `knots#${index < 2 ? 'tie' : 'steer'}`,
        right: [1],
      },
    ]),
  );

  test('counts by domain and competency, what was not answered as wrong, and what is gone not at all', () => {
    const sat = handIn(choose(begun('exam'), 1, false), BEGUN + MINUTE);
    const result = resultOf(sat, bank, exam);
    expect(result).toMatchObject({ right: 1, of: 3, gone: ['d'] });
    expect(result.domains.map(({ id, right, of }) => [id, right, of])).toEqual([
      ['TCS-R', 1, 2],
      ['TCS-N', 0, 1],
    ]);
    expect(result.toRead).toEqual([
      { objective: 'knots#steer', wrong: 1 },
      { objective: 'knots#tie', wrong: 1 },
    ]);
  });

  test('gives nothing for a part of a right answer, nor for more than that', () => {
    expect(isRight([1], [1, 2])).toBe(false);
    expect(isRight([1, 2, 3], [1, 2])).toBe(false);
    expect(isRight([2, 1], [1, 2])).toBe(true);
    expect(isRight([], [])).toBe(true);
  });

  test.each([
    [45, 60, 0.6277, 0.8422],
    [0, 10, 0, 0.2775],
    [10, 10, 0.7225, 1],
    [30, 60, 0.3773, 0.6227],
  ])('%i of %i lies between %f and %f', (right, of, low, high) => {
    const [from, to] = wilson({ right, of });
    expect(from).toBeCloseTo(low, 3);
    expect(to).toBeCloseTo(high, 3);
  });

  test.each([
    [59, 'above'],
    [45, 'near'],
    [20, 'below'],
  ])('%i of 60 is %s a passing mark of 75 %%', (right, side) => {
    const result = { ...resultOf(begun('exam'), bank, exam), interval: wilson({ right, of: 60 }) };
    expect(outlook(result, 75)).toBe(side);
  });
});
