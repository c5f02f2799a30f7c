import { isoDuration } from '../curriculum/durations.ts';
import type { Curriculum, Lesson } from '../curriculum/model.ts';
import { type Credit, creditSentence } from './credit.ts';

/** Data for schema.org, ready for JSON.stringify. */
export type JsonLd = Readonly<Record<string, unknown>>;

/** JSON-LD for a lesson: a LearningResource with licence, creators and what it teaches. @param courseUrl absolute. */
export function lessonJsonLd(lesson: Lesson, curriculum: Curriculum, credit: Credit, courseUrl: string): JsonLd {
  const course = curriculum.courses.find((candidate) => candidate.id === lesson.courseId);
  const holder = { '@type': 'Organization', name: curriculum.identity.creators };
  return {
    '@context': 'https://schema.org',
    '@type': 'LearningResource',
    '@id': credit.source,
    url: credit.source,
    name: lesson.title,
    description: lesson.summary,
    learningResourceType: 'lesson',
    educationalLevel: lesson.level,
    inLanguage: curriculum.identity.language,
    isAccessibleForFree: true,
    timeRequired: isoDuration(lesson.minutes),
    license: credit.licence.url,
    creator: credit.creators.map((creator) => ({
      '@type': creator.kind === 'person' ? 'Person' : 'Organization',
      name: creator.name,
      ...(creator.url === undefined ? {} : { url: creator.url }),
    })),
    copyrightHolder: holder,
    copyrightNotice: credit.copyright,
    creditText: creditSentence(credit),
    usageInfo: credit.disclaimer.url,
    version: credit.version,
    datePublished: credit.released,
    dateModified: lesson.verified.date,
    publisher: { '@type': 'Organization', name: credit.publisher, url: curriculum.identity.url },
    ...(course ? { isPartOf: { '@type': 'Course', '@id': courseUrl, url: courseUrl, name: course.title } } : {}),
    teaches: lesson.objectives.map((objective) => objective.text),
    competencyRequired: lesson.prerequisites.flatMap((id) => curriculum.lessons.get(id)?.title ?? []),
    educationalAlignment: lesson.competencies.flatMap((id) => {
      const competency = curriculum.competencies.get(id);
      return competency
        ? [
            {
              '@type': 'AlignmentObject',
              alignmentType: 'teaches',
              educationalFramework: competency.examId,
              targetName: `${id}: ${competency.text}`,
            },
          ]
        : [];
    }),
  };
}

/** JSON for a script element: "<" is escaped, so that no text can close it. */
export function jsonForScript(data: JsonLd): string {
  return JSON.stringify(data).replace(/</g, '\\u003c');
}
