import { describe, expect, test } from 'vitest';
import { random } from '../../scripts/bench/synthetic.ts';
import { type ClassPlan, classPlan, type PlanUnit, type PlanWishes } from '../../src/curriculum/teaching/class-plan.ts';
import { planUnits } from '../../src/curriculum/teaching/plan-units.ts';
import { realSources } from '../helpers/publication-sources.ts';

const units = planUnits(realSources()[0]?.course as Parameters<typeof planUnits>[0]);
const NINE = 9 * 60;
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** Every minute is planned or at home, days are as long as they may be, and nothing happens twice at a time or out of order. */
function expectRight(plan: ClassPlan, all: readonly PlanUnit[], { days, minutesPerDay, start }: PlanWishes): void {
  const entries = plan.days.flat();
  const planned = entries.flatMap((entry) => (entry.kind === 'unit' ? [entry] : []));
  const inClass = sum(planned.map(({ from, to }) => to - from));
  const atHome = sum(plan.home.map(({ minutes }) => minutes));
  expect(inClass + atHome).toBe(sum(all.map(({ minutes }) => minutes)));
  expect(plan.days.length).toBe(days);
  for (const day of plan.days) {
    expect(day[0]?.from ?? start).toBe(start);
    day.forEach((entry, index) => {
      expect(entry.to).toBeGreaterThan(entry.from);
      expect(entry.from).toBe(day[index - 1]?.to ?? start);
    });
    const lunch = sum(day.flatMap(({ kind, from, to }) => (kind === 'lunch' ? [to - from] : [])));
    expect((day.at(-1)?.to ?? start) - start - lunch).toBeLessThanOrEqual(minutesPerDay);
    let without = 0;
    for (const { kind, from, to } of day) {
      without = kind === 'unit' ? without + to - from : 0;
      expect(without).toBeLessThanOrEqual(95);
    }
    // Nobody has a break before going home.
    expect(day.at(-1)?.kind ?? 'unit').toBe('unit');
  }
  const order = all.map(({ lesson, part }) => `${lesson} ${part}`);
  const places = planned.map(({ unit }) => order.indexOf(`${unit.lesson} ${unit.part}`));
  expect(places).toEqual([...places].sort((one, other) => one - other));
}

describe('a plan of the real course', () => {
  test.each([
    [2, 360, true],
    [4, 180, true],
    [10, 90, true],
    [2, 360, false],
    [5, 360, true],
    [1, 30, true],
  ])('of %i days of %i minutes adds up (with labs: %s)', (days, minutesPerDay, withLabs) => {
    const wishes = { days, minutesPerDay, withLabs, start: NINE };
    expectRight(classPlan(units, wishes), units, wishes);
  });

  test('keeps everything if there is time, and says how much is left', () => {
    const plan = classPlan(units, { days: 5, minutesPerDay: 360, withLabs: true, start: NINE });
    expect(plan.home).toEqual([]);
    expect(plan.free).toBeGreaterThan(60);
  });

  test('sends home what is optional first, then labs, and keeps the last lab and what others build on', () => {
    const plan = classPlan(units, { days: 2, minutesPerDay: 360, withLabs: true, start: NINE });
    const reasons = new Set(plan.home.map(({ reason }) => reason));
    expect([...reasons].filter((reason) => reason === 'no time' || reason === 'no labs')).toEqual([]);
    expect(plan.home.some(({ unit, reason }) => unit.lesson === 'capstone-small-shop' && reason !== 'optional')).toBe(
      false,
    );
    expect(plan.free).toBeLessThan(60);
    const there = plan.days.flat().flatMap((entry) => (entry.kind === 'unit' ? [entry.unit] : []));
    const optionalOnly = there.filter(({ lesson, part, minutes }) =>
      units.some((one) => one.lesson === lesson && one.part === part && one.optional > 0 && minutes <= one.optional),
    );
    expect(optionalOnly).toEqual([]);
  });
});

test('any course on any days adds up', () => {
  const next = random(20261130);
  const upTo = (most: number): number => 1 + Math.floor(next() * most);
  for (let round = 0; round < 400; round++) {
    const all = Array.from({ length: upTo(12) }, (_, index): PlanUnit[] => {
      const minutes = upTo(130);
      const isNeeded = next() < 0.5;
      return [
        { lesson: `l${index}`, part: 'reading', minutes: upTo(60), optional: 0, isNeeded },
        { lesson: `l${index}`, part: 'lab', minutes, optional: Math.floor(next() * minutes), isNeeded },
      ];
    }).flat();
    const wishes = { days: upTo(6), minutesPerDay: upTo(480), withLabs: next() < 0.8, start: NINE };
    expectRight(classPlan(all, wishes), all, wishes);
  }
});

test('a class without time is refused', () => {
  expect(() => classPlan(units, { days: 0, minutesPerDay: 60, withLabs: true, start: 0 })).toThrow(RangeError);
});
