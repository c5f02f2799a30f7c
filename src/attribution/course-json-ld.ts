import { publishedPaths } from '../curriculum/addresses.ts';
import { isoDuration } from '../curriculum/durations.ts';
import type { Course } from '../curriculum/model.ts';
import type { JsonLd } from './json-ld.ts';
import type { Published } from './published.ts';

/** Address of a course on the site of an edition. */
function courseAddress(edition: { url: string }, id: string): string {
  const paths = publishedPaths(edition);
  return paths.absolute(paths.course(id));
}

/** JSON-LD for a course with its lessons as parts. Addresses are absolute. */
export function courseJsonLd(
  course: Course,
  curriculum: Published,
  address: string,
  lessonAddress: (id: string) => string,
): JsonLd {
  const { identity, editions, layers } = curriculum;
  const edition = editions[course.layer] ?? identity;
  const taken = course.layer < layers.length;
  const publisher = { '@type': 'Organization', name: identity.name, url: identity.url };
  return {
    '@context': 'https://schema.org',
    '@type': 'Course',
    '@id': address,
    url: address,
    name: course.title,
    description: course.summary,
    inLanguage: identity.language,
    isAccessibleForFree: true,
    timeRequired: isoDuration(course.minutes),
    license: edition.licence.url,
    copyrightHolder: { '@type': 'Organization', name: edition.creators },
    copyrightNotice: edition.copyright,
    creator: { '@type': 'Organization', name: edition.creators },
    ...(taken ? { isBasedOn: courseAddress(edition, course.id) } : {}),
    provider: publisher,
    publisher,
    version: identity.version,
    offers: { '@type': 'Offer', price: 0, priceCurrency: 'USD', category: 'Free' },
    hasCourseInstance: { '@type': 'CourseInstance', courseMode: 'online', courseWorkload: isoDuration(course.minutes) },
    hasPart: course.modules.flatMap((module) =>
      module.lessons.map((lesson) => ({
        '@type': 'LearningResource',
        '@id': lessonAddress(lesson.id),
        name: lesson.title,
      })),
    ),
  };
}
