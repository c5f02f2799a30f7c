import type { Course } from '../model.ts';
import type { PlanUnit } from './class-plan.ts';

/** The parts of a course that a class spends time on, in reading order: of each lesson its text, then its lab. */
export function planUnits(course: Course): PlanUnit[] {
  const lessons = course.modules.flatMap((module) => module.lessons);
  const needed = new Set(lessons.flatMap(({ prerequisites }) => prerequisites));
  return lessons.flatMap(({ id, minutes, lab }): PlanUnit[] => {
    const isNeeded = needed.has(id);
    const tasks = lab?.tasks ?? [];
    const share = tasks.length === 0 ? 0 : tasks.filter((task) => task.isOptional).length / tasks.length;
    return [
      { lesson: id, part: 'reading', minutes: minutes.reading, optional: 0, isNeeded },
      ...(minutes.lab > 0
        ? [
            {
              lesson: id,
              part: 'lab',
              minutes: minutes.lab,
              optional: Math.floor(minutes.lab * share),
              isNeeded,
            } as const,
          ]
        : []),
    ];
  });
}
