import { isoDuration } from '../curriculum/durations.ts';
import type { Course } from '../curriculum/model.ts';
import { translator } from '../strings/index.ts';
import { courseCredit } from './course-credit.ts';
import { adapterJsonLd, changesJsonLd, creatorJsonLd, type JsonLd } from './json-ld.ts';
import type { Published } from './published.ts';
import { editionVersion } from './release-state.ts';
import { statementText } from './statements.ts';

/** JSON-LD for a course with its lessons as parts: who made it, from what, and what was changed. Addresses are absolute. */
export function courseJsonLd(
  course: Course,
  curriculum: Published,
  address: string,
  lessonAddress: (id: string) => string,
): JsonLd {
  const { identity, editions } = curriculum;
  const t = translator(identity.language);
  const { creators, notices, licences, basedOn, changes } = courseCredit(course, curriculum, { lessonAddress, t });
  const edition = editions[course.layer] ?? identity;
  const publisher = { '@type': 'Organization', name: identity.name, url: identity.url };
  const urls = licences.map(({ licence }) => licence.url);
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
    license: urls.length === 1 ? urls[0] : urls,
    copyrightHolder: { '@type': 'Organization', name: edition.creators },
    copyrightNotice: notices.length > 0 ? notices.join(' · ') : edition.copyright,
    creator: creators.length > 0 ? creators.map(creatorJsonLd) : { '@type': 'Organization', name: edition.creators },
    ...(basedOn
      ? {
          isBasedOn: {
            '@type': 'Course',
            '@id': basedOn.address,
            url: basedOn.address,
            name: course.title,
            version: basedOn.version,
            publisher: { '@type': 'Organization', name: basedOn.name, url: basedOn.url },
          },
        }
      : {}),
    ...(changes.length > 0
      ? {
          contributor: changes.map(({ by }) => adapterJsonLd(by)),
          comment: changes.map(({ by, statement }) => changesJsonLd(by, { text: statementText(statement) })),
        }
      : {}),
    provider: publisher,
    publisher,
    version: editionVersion(curriculum, t),
    offers: { '@type': 'Offer', price: 0, priceCurrency: 'USD', category: 'Free' },
    hasCourseInstance: { '@type': 'CourseInstance', courseMode: 'online', courseWorkload: isoDuration(course.minutes) },
    hasPart: course.modules.flatMap((module) =>
      module.lessons.map((lesson) => ({
        '@type': 'LearningResource',
        '@id': lessonAddress(lesson.id),
        name: lesson.title,
        license: creditLicence(lesson.id, licences),
      })),
    ),
  };
}

function creditLicence(id: string, licences: ReturnType<typeof courseCredit>['licences']): string | undefined {
  return licences.find(({ lessons }) => lessons.some((lesson) => lesson.id === id))?.licence.url;
}
