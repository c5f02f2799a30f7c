import { describe, expect, test } from 'vitest';
import {
  competencyWork,
  type LessonWork,
  type RecordedCourse,
  workRecord,
} from '../../../src/curriculum/record/work-record.ts';
import { workRecordSchema } from '../../../src/curriculum/schema/work-record.ts';

const COURSE: RecordedCourse = {
  id: 'harbor',
  title: 'Leaving harbor',
  url: 'https://tiny.example/courses/harbor/',
  version: '1.2.0',
  lessons: [
    { id: 'one', title: 'One', minutes: { reading: 10, lab: 20 }, tasks: ['a', 'b'], items: ['x', 'y'] },
    { id: 'two', title: 'Two', minutes: { reading: 5, lab: 0 }, tasks: [], items: ['x'] },
  ],
  competencies: [
    { id: 'TCS-ROPE-1', text: 'Tie knots', exam: 'TCS', items: ['one/x', 'one/y', 'two/x'] },
    { id: 'TCS-ROPE-2', text: 'Make fast', exam: 'TCS', items: ['two/x'] },
  ],
};
const ABOUT = { statement: 'Nobody has verified this.', date: '2026-11-30' };
const of = (work: Record<string, LessonWork>, name?: string) => workRecord(COURSE, work, { ...ABOUT, name });

describe('a record of somebody’s work', () => {
  test('counts what is in the course, and what of it is done', () => {
    const record = of({
      one: {
        completed: '2026-11-20T10:00:00.000Z',
        tasks: ['a', 'b', 'gone'],
        quiz: { x: { right: true, tries: 1 }, y: { right: true, tries: 3 }, gone: { right: true, tries: 1 } },
      },
      elsewhere: { completed: '2026-11-20' },
    });
    expect(record.totals).toEqual({
      lessons: { done: 1, total: 2 },
      tasks: { done: 2, total: 2 },
      items: { total: 3, right: 2, firstTry: 1, tried: 2 },
      estimatedMinutes: 30,
    });
    expect(record.lessons[0]).toMatchObject({ completed: '2026-11-20', tasks: { done: 2, total: 2 } });
    expect(record.lessons[1]).not.toHaveProperty('completed');
  });

  test('has no minutes of a lab that is not done, nor of a lesson that is only begun', () => {
    expect(of({ one: { completed: '2026-11-20', tasks: ['a'] } }).totals.estimatedMinutes).toBe(10);
    expect(of({ one: { tasks: ['a', 'b'] } }).totals.estimatedMinutes).toBe(20);
    expect(of({}).totals.estimatedMinutes).toBe(0);
  });

  test('has the form that its schema describes, with a name and without', () => {
    const none = of({});
    expect(workRecordSchema.parse(none)).toEqual(none);
    expect(none).not.toHaveProperty('name');
    expect(of({}, '')).not.toHaveProperty('name');
    const named = of({ two: { completed: '2026-11-21T00:00:00.000Z' } }, 'Ada');
    expect(workRecordSchema.parse(named)).toEqual(named);
    expect(named).toMatchObject({ name: 'Ada', verified: false, kind: 'work-record', version: 1 });
    expect(workRecordSchema.safeParse({ ...named, verified: true }).success).toBe(false);
  });
});

test.each([
  ['nothing was tried', {}, false],
  ['all were right at once', { x: 1, y: 1 }, false],
  ['one of two was not', { x: 1, y: 2 }, true],
  ['none was', { x: 2 }, true],
])('a competency is to be looked at again: %s', (_, tries, isWeak) => {
  const quiz = Object.fromEntries(Object.entries(tries).map(([item, count]) => [item, { right: true, tries: count }]));
  const [competency] = COURSE.competencies;
  expect(competencyWork(competency ?? { items: [] }, { one: { quiz } }).isWeak).toBe(isWeak);
});
