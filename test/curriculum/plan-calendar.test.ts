import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { classPlan, type PlanUnit } from '../../src/curriculum/teaching/class-plan.ts';
import { planCalendar } from '../../src/curriculum/teaching/plan-calendar.ts';

const unit = (lesson: string, minutes: number): PlanUnit => ({
  lesson,
  part: 'reading',
  minutes,
  optional: 0,
  isNeeded: true,
});
const TITLE = 'Knöpfe, "Knots"; \\ & <loops> ⚓ 結び目、とても長い題名なので行が折り返されるはずです';

test('a plan as a calendar is read as it was planned, by a parser of calendars', () => {
  const units = [unit('one', 60), unit('two', 60), unit('three', 50)];
  const plan = classPlan(units, { days: 2, minutesPerDay: 140, withLabs: true, start: 9 * 60 });
  const made = '2026-11-30T01:02:03.456Z';
  const text = planCalendar(plan, {
    first: '2026-12-31',
    made,
    id: 'tiny.example-harbor',
    titleOf: (id) => `${id} ${TITLE}`,
  });
  for (const line of text.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
  const events = new ICAL.Component(ICAL.parse(text))
    .getAllSubcomponents('vevent')
    .map((event) => new ICAL.Event(event));
  expect(events.map(({ summary, startDate, endDate }) => [summary, String(startDate), String(endDate)])).toEqual([
    [`one ${TITLE}`, '2026-12-31T09:00:00', '2026-12-31T10:00:00'],
    [`two ${TITLE}`, '2026-12-31T10:15:00', '2026-12-31T11:15:00'],
    [`three ${TITLE}`, '2027-01-01T09:00:00', '2027-01-01T09:50:00'],
  ]);
  expect(new Set(events.map(({ uid }) => uid)).size).toBe(3);
});
