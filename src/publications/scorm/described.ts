import { courseCredit } from '../../attribution/course-credit.ts';
import { lessonAddress } from '../../attribution/work.ts';
import { publishedPaths } from '../../curriculum/addresses.ts';
import { rightsOf } from '../lom.ts';
import type { Contents, PackedLesson } from '../player/package.ts';
import type { Described } from './metadata.ts';

/** What is said of a lesson. */
export function describedLesson({ published: { lesson, credit } }: PackedLesson, { source }: Contents): Described {
  return {
    title: lesson.title,
    summary: lesson.summary,
    address: credit.address,
    language: source.edition.identity.language,
    version: credit.version,
    minutes: lesson.minutes,
    creators: credit.creators.map(({ name }) => name),
    publisher: credit.publisher,
    rights: rightsOf(credit),
  };
}

/** What is said of all that is in a package: of a lesson, if it is one by itself, else of the course. */
export function describedContents(contents: Contents): Described {
  const [first] = contents.lessons;
  if (contents.isLesson && first) return describedLesson(first, contents);
  const { course, edition, t } = contents.source;
  const { identity } = edition;
  const paths = publishedPaths(identity);
  const credit = courseCredit(course, edition, { lessonAddress: (id) => lessonAddress(identity, id), t });
  const rights = [
    ...credit.notices,
    ...credit.licences.map(({ licence }) => `${licence.name}, ${licence.url}`),
    `${identity.disclaimer} ${identity.disclaimer_url}`,
    ...(credit.basedOn ? [`${credit.basedOn.name}, ${credit.basedOn.address}, ${credit.basedOn.version}`] : []),
    ...credit.changes.flatMap(({ statement }) => [statement.text, ...statement.items]),
  ];
  return {
    title: contents.title,
    summary: contents.summary,
    address: paths.absolute(paths.course(course.id)),
    language: identity.language,
    version: identity.version,
    minutes: course.minutes,
    creators: credit.creators.map(({ name }) => name),
    publisher: identity.name,
    rights: rights.join('\n'),
  };
}
