import { describe, expect, test } from 'vitest';
import { type Attempt, begin, choose, flag, graded, handIn, strike } from '../../../src/curriculum/practice/attempt.ts';
import { mergeSittings, parseSittings, storedSittings, withSitting } from '../../../src/curriculum/practice/kept.ts';

const BEGUN = Date.UTC(2026, 10, 30, 12);
const items = ['a', 'b', 'c'].map((id) => ({ item: { id }, options: [2, 0, 1] }));
const sitting = (begun = BEGUN, exam = 'TCS'): Attempt =>
  begin({ exam, form: 7, mode: 'exam', minutes: 90 }, items, begun);
const again = (attempts: readonly Attempt[]): unknown => JSON.parse(JSON.stringify(storedSittings(attempts)));

test('what is stored comes back as it was', () => {
  const one = flag(strike(choose(sitting(), 2, false), 1));
  const other = handIn(choose(sitting(BEGUN + 1), 0, false), BEGUN + 60_000);
  expect(parseSittings(again([one, other]))).toEqual([one, other]);
});

test('how a hands-on form was graded comes back as it was', () => {
  const grades = [{ id: 'a', weight: 60, credit: 1 / 3, met: [true, false, false] }];
  const one = graded(handIn(sitting(), BEGUN + 5), grades, '0123456789abcdef');
  expect(parseSittings(again([one]))).toEqual([one]);
  expect(graded(sitting(), grades, '0123456789abcdef')).toEqual(sitting());
  const ended = handIn(sitting(), BEGUN + 5);
  expect(mergeSittings([ended], [one])).toEqual([one]);
  expect(mergeSittings([one], [ended])).toEqual([one]);
});

describe('what is no sitting', () => {
  const good = again([sitting()]) as { attempts: Record<string, unknown>[] };
  test.each<[string, unknown]>([
    ['nothing', null],
    ['a later version', { version: 2, attempts: [] }],
    [
      'an option that does not exist',
      { ...good, attempts: [{ ...good.attempts[0], items: [['a', '019', '', '', 0, 0]] }] },
    ],
    ['an option twice', { ...good, attempts: [{ ...good.attempts[0], items: [['a', '011', '', '', 0, 0]] }] }],
    ['an id with markup', { ...good, attempts: [{ ...good.attempts[0], items: [['<b>', '01', '', '', 0, 0]] }] }],
    ['a place behind the last item', { ...good, attempts: [{ ...good.attempts[0], at: 3 }] }],
    ['another mode', { ...good, attempts: [{ ...good.attempts[0], mode: 'cheating' }] }],
    ['more than a whole credit', { ...good, attempts: [{ ...good.attempts[0], grades: [['a', 10, 1.5, '1']] }] }],
    ['a weight that is none', { ...good, attempts: [{ ...good.attempts[0], grades: [['a', 'much', 1, '1']] }] }],
    ['no items', { ...good, attempts: [{ ...good.attempts[0], items: [] }] }],
    ['a time that is none', { ...good, attempts: [{ ...good.attempts[0], begun: 'now' }] }],
  ])('%s is not taken', (_, value) => {
    expect(parseSittings(value)).toBeUndefined();
  });
});

test('forty sittings of an exam are kept, the latest ones, and every one that goes on', () => {
  let all = [sitting(BEGUN - 1), sitting(BEGUN, 'OTHER')] as Attempt[];
  for (let index = 1; index <= 50; index++) all = withSitting(all, handIn(sitting(BEGUN + index), BEGUN + index));
  expect(all.filter(({ exam, ended }) => exam === 'TCS' && ended !== undefined).length).toBe(40);
  expect(all.at(-1)?.begun).toBe(BEGUN + 50);
  expect(all.filter(({ ended }) => ended === undefined).length).toBe(2);
});

test('of two records of one sitting the one stays that ended, or was answered more', () => {
  const little = choose(sitting(), 2, false);
  const ended = handIn(little, BEGUN + 5);
  expect(mergeSittings([little], [ended])).toEqual([ended]);
  expect(mergeSittings([ended], [little])).toEqual([ended]);
  expect(mergeSittings([sitting()], [little])).toEqual([little]);
  expect(mergeSittings([little], [sitting(), sitting(BEGUN + 9)]).length).toBe(2);
});

test('a sitting that is open in two tabs does not go on after it has ended in one, and is graded once', () => {
  const going = choose(sitting(), 2, false);
  const ended = handIn(going, BEGUN + 5);
  const done = graded(ended, [{ id: 'a', weight: 60, credit: 1, met: [true] }], '0123456789abcdef');
  expect(withSitting([ended], going)).toEqual([ended]);
  expect(withSitting([ended], done)).toEqual([done]);
  expect(withSitting([done], going)).toEqual([done]);
  expect(withSitting([done], { ...done, grades: [] })).toEqual([done]);
});
