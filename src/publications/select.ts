import type { Edition } from '../assembly/edition.ts';
import { UserError } from '../cli/user-error.ts';
import { didYouMean } from '../findings/suggest.ts';
import { translator } from '../strings/index.ts';
import type { Source } from './publication.ts';

/** One of some names. @throws UserError that says which there are */
export function oneOf(name: string, kind: string, known: readonly string[]): string {
  if (known.includes(name)) return name;
  const help = didYouMean(name, known) || ` There are: ${known.join(', ')}.`;
  throw new UserError(`There is no ${kind} "${name}".${help}`);
}

/**
 * What is to be published: courses, and of them some lessons or all.
 * @param courses ids; all of the courses that have lessons, if there are none @param lessons ids; all, if there are none
 * @throws UserError for an id that is not there
 */
export function sourcesOf(edition: Edition, courses: readonly string[], lessons: readonly string[]): Source[] {
  const t = translator(edition.identity.language);
  const ids = edition.courses.map(({ id }) => id);
  for (const id of courses) oneOf(id, 'course', ids);
  for (const id of lessons) oneOf(id, 'lesson', [...edition.lessons.keys()]);
  const sources = edition.courses
    .filter(({ id }) => courses.length === 0 || courses.includes(id))
    .map((course): Source => {
      const all = course.modules.flatMap((module) => module.lessons);
      return { edition, t, course, lessons: lessons.length === 0 ? all : all.filter(({ id }) => lessons.includes(id)) };
    })
    .filter((source) => source.lessons.length > 0);
  if (sources.length === 0) throw new UserError('Nothing to publish: none of these courses has any of these lessons.');
  return sources;
}
