import type { Edition } from '../assembly/edition.ts';

/** Ids of the courses that have an index for search of their own, so that only what has changed is indexed again, and written. */
export const searchedCourses = ({ courses }: Edition): string[] =>
  courses.filter(({ modules }) => modules.some(({ lessons }) => lessons.length > 0)).map(({ id }) => id);
