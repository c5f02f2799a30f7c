import { isoDuration } from '../curriculum/durations.ts';
import type { Course, Curriculum } from '../curriculum/model.ts';
import type { JsonLd } from './json-ld.ts';

/** JSON-LD for a course with its lessons as parts. Addresses are absolute. */
export function courseJsonLd(
  course: Course,
  curriculum: Curriculum,
  address: string,
  lessonAddress: (id: string) => string,
): JsonLd {
  const { identity } = curriculum;
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
    license: identity.licence.url,
    copyrightHolder: { '@type': 'Organization', name: identity.creators },
    copyrightNotice: identity.copyright,
    creator: { '@type': 'Organization', name: identity.creators },
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
