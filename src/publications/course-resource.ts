import { courseCredit } from '../attribution/course-credit.ts';
import { publishedPaths } from '../curriculum/addresses.ts';
import { lessonAddress } from './lesson.ts';
import type { LomResource } from './lom.ts';
import type { Source } from './publication.ts';

/** A course as a resource, with the credits of its lessons put together. */
export function courseResource({ edition, course, t }: Source): LomResource {
  const { identity } = edition;
  const paths = publishedPaths(identity);
  const credit = courseCredit(course, edition, {
    lessonAddress: (id) => {
      const lesson = edition.lessons.get(id);
      return lesson ? lessonAddress(edition, lesson) : paths.absolute(paths.lesson(id));
    },
    t,
  });
  const licences = credit.licences.map(({ licence }) => `${licence.name} (${licence.url})`);
  const changes = credit.changes.flatMap(({ statement }) => [statement.text, ...statement.items]);
  const warranty = `${identity.disclaimer} (${identity.disclaimer_url})`;
  return {
    address: paths.absolute(paths.course(course.id)),
    title: course.title,
    description: course.summary,
    language: identity.language,
    version: identity.version,
    creators: credit.creators,
    publisher: identity.name,
    rights: [credit.notices.join(' · '), licences.join(', '), warranty, ...changes].join(' '),
    basedOn: credit.basedOn?.address,
  };
}
