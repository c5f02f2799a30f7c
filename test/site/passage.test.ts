import { describe, expect, test } from 'vitest';
import type { Course, Lesson, Module } from '../../src/curriculum/model.ts';
import { passageOf } from '../../src/site/passage.ts';
import { loadTiny } from '../helpers/fixture.ts';

/** A course of the tiny curriculum with as many modules and lessons as wanted. */
function courseOf(modules: number, lessons: number): Course {
  const [course] = loadTiny().courses;
  const [module] = course?.modules ?? [];
  const [lesson] = module?.lessons ?? [];
  if (!course || !module || !lesson) throw new Error('the tiny curriculum has no lesson');
  const many = Array.from({ length: modules }, (_, number): Module => {
    const own = Array.from({ length: lessons }, (_, place): Lesson => ({ ...lesson, id: `lesson-${number}-${place}` }));
    return { ...module, id: `module-${number}`, lessons: own };
  });
  return { ...course, modules: many };
}

const shown = (course: Course, current: string): number =>
  passageOf(course, current).legs.reduce((sum, { lessons }) => sum + lessons.length, 0);

describe('the contents of a lesson’s page', () => {
  test('are the whole course, if it is small', () => {
    const view = passageOf(courseOf(5, 8), 'lesson-2-3');
    expect(view).toMatchObject({ before: 0, after: 0 });
    expect(view.legs.map(({ number, open, lessons }) => [number, open, lessons.length])).toEqual([
      [1, false, 8],
      [2, false, 8],
      [3, true, 8],
      [4, false, 8],
      [5, false, 8],
    ]);
  });

  test('do not grow with the lessons of a module', () => {
    const [some, many] = [courseOf(1, 200), courseOf(1, 5000)];
    expect(shown(many, 'lesson-0-2500')).toBe(shown(some, 'lesson-0-100'));
    const [leg] = passageOf(many, 'lesson-0-2500').legs;
    expect(leg).toMatchObject({ open: true, before: 2488, after: 2487 });
    expect(leg?.lessons.map(({ id }) => id)).toContain('lesson-0-2500');
    expect(passageOf(many, 'lesson-0-0').legs[0]).toMatchObject({ before: 0, after: 4987 });
    expect(passageOf(many, 'lesson-0-4999').legs[0]).toMatchObject({ before: 4987, after: 0 });
  });

  test('do not grow with the modules of a course', () => {
    const many = courseOf(500, 10);
    const view = passageOf(many, 'lesson-250-4');
    expect(view).toMatchObject({ before: 235, after: 234 });
    expect(view.legs.find(({ open }) => open)).toMatchObject({ number: 251, before: 0, after: 0 });
    expect(shown(many, 'lesson-250-4')).toBe(10);
  });
});
