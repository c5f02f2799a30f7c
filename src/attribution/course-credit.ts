import { publishedPaths } from '../curriculum/addresses.ts';
import type { Course } from '../curriculum/model.ts';
import type { Translate } from '../strings/index.ts';
import { type Credit, creditFor } from './credit.ts';
import { type LicenceUse, licencesInUse } from './licences-in-use.ts';
import type { CourseChange, Published } from './published.ts';
import type { Statement } from './statements.ts';
import type { Creator, Named } from './work.ts';

/** Who made a course, under which licenses it is, and what providers changed in it. */
export interface CourseCredit {
  /** Everybody who made one of its lessons, each once. */
  creators: readonly Creator[];
  /** Copyright notices of its lessons and of what they were adapted from, each once. */
  notices: readonly string[];
  /** Licenses of its lessons; that of the curriculum if it has none. */
  licences: readonly LicenceUse[];
  /** Who brought the course, and where theirs is; undefined if the publisher did. */
  basedOn: (Named & { address: string; version: string }) | undefined;
  /** Who changed it, with what they hid, added and adapted; the last one first. */
  changes: readonly { by: Named; statement: Statement }[];
}

function changeStatement(change: CourseChange, by: Named, curriculum: Published, t: Translate): Statement {
  const titles = (ids: readonly string[]): string =>
    ids
      .flatMap((id) => curriculum.lessons.get(id)?.title ?? [])
      .map((title) => `“${title}”`)
      .join(', ');
  const hidden = change.hidden.map(({ title }) => `“${title}”`).join(', ');
  const items = [
    ...(hidden === '' ? [] : [t('courseHidden', { titles: hidden })]),
    ...(titles(change.added) === '' ? [] : [t('courseAdded', { titles: titles(change.added) })]),
    ...(titles(change.adapted) === '' ? [] : [t('courseAdapted', { titles: titles(change.adapted) })]),
    ...(change.reordered ? [t('courseReordered')] : []),
  ];
  return { text: t('courseChangedBy', { by: by.name }), items };
}

/** The credit of a course, put together from those of its lessons. @param lessonAddress absolute address of a lesson's page. */
export function courseCredit(
  course: Course,
  curriculum: Published,
  { lessonAddress, t }: { lessonAddress: (id: string) => string; t: Translate },
): CourseCredit {
  const { editions, identity, layers } = curriculum;
  const lessons = course.modules.flatMap((module) => module.lessons);
  const credits: Credit[] = lessons.map((lesson) => creditFor(lesson, curriculum, lessonAddress(lesson.id)));
  const origin = editions[course.layer] ?? identity;
  const paths = publishedPaths(origin);
  const used = licencesInUse(lessons, curriculum);
  return {
    creators: [...new Map(credits.flatMap(({ creators }) => creators).map((one) => [one.name, one])).values()],
    notices: [...new Set(credits.flatMap(({ copyright }) => copyright.split(' · ')))],
    licences: used.length > 0 ? used : [{ licence: origin.own_licence ?? origin.licence, lessons: [] }],
    basedOn:
      course.layer < layers.length
        ? {
            name: origin.name,
            url: origin.url,
            address: paths.absolute(paths.course(course.id)),
            version: origin.version,
          }
        : undefined,
    changes: [...(curriculum.courseChanges.get(course.id) ?? [])].reverse().map((change) => {
      const { name, url } = editions[change.layer] ?? identity;
      return { by: { name, url }, statement: changeStatement(change, { name, url }, curriculum, t) };
    }),
  };
}
