import type { Course, Position } from './model.ts';

/** Where each lesson stands: numbers and neighbors, in the order of course.yaml and module.yaml. */
export function computePositions(courses: readonly Course[]): Map<string, Position> {
  const positions = new Map<string, Position>();
  for (const course of courses) {
    const modules = course.modules.filter((module) => module.lessons.length > 0);
    const sequence = modules.flatMap((module) => module.lessons);
    let courseNumber = 0;
    modules.forEach((module, moduleIndex) => {
      module.lessons.forEach((lesson, lessonIndex) => {
        positions.set(lesson.id, {
          course,
          module,
          moduleNumber: moduleIndex + 1,
          lessonNumber: lessonIndex + 1,
          courseNumber: courseNumber + 1,
          previous: sequence[courseNumber - 1],
          next: sequence[courseNumber + 1],
        });
        courseNumber++;
      });
    });
  }
  return positions;
}
