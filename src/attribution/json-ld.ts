import { isoDuration } from '../curriculum/durations.ts';
import type { Curriculum, Lesson } from '../curriculum/model.ts';
import { type Credit, creditSentence } from './credit.ts';
import type { Adaptation, Creator, Named, Source, Work } from './work.ts';

/** Data for schema.org, ready for JSON.stringify. */
export type JsonLd = Readonly<Record<string, unknown>>;

/** Whoever is credited. */
export function creatorJsonLd(creator: Creator): JsonLd {
  return {
    '@type': creator.kind === 'person' ? 'Person' : 'Organization',
    name: creator.name,
    ...(creator.url === undefined ? {} : { url: creator.url }),
  };
}

/** Who adapted a work: a contributor in the role of its adapter, as schema.org has roles. */
export function adapterJsonLd({ name, url }: Named): JsonLd {
  return { '@type': 'Role', roleName: 'adapter', contributor: { '@type': 'Organization', name, url } };
}

/** What an adapter says that they changed. */
export function changesJsonLd(by: Named, { date, text }: { date?: string; text: string }): JsonLd {
  return {
    '@type': 'Comment',
    author: { '@type': 'Organization', name: by.name, url: by.url },
    ...(date === undefined ? {} : { dateCreated: date }),
    text,
  };
}

/** Who adapted a work and what they changed; nothing for a work that nobody adapted. */
function adaptationJsonLd(steps: readonly Pick<Adaptation, 'by' | 'changes'>[]): JsonLd {
  if (steps.length === 0) return {};
  return {
    contributor: steps.map(({ by }) => adapterJsonLd(by)),
    comment: steps.flatMap(({ by, changes }) => changes.map((change) => changesJsonLd(by, change))),
  };
}

/** A work from elsewhere that a lesson uses. */
function sourceJsonLd({ title, creators, source, licence, copyright, part }: Source): JsonLd {
  return {
    '@type': 'CreativeWork',
    '@id': source,
    url: source,
    name: title,
    creator: { '@type': 'Organization', name: creators },
    license: licence.url,
    ...(copyright === undefined ? {} : { copyrightNotice: copyright }),
    ...(part === undefined ? {} : { description: part }),
  };
}

/** What a lesson is based on: one work, or a list if it uses works from elsewhere besides. */
function basedOnJsonLd({ basedOn, sources }: Credit): JsonLd {
  const works = [...(basedOn ? [workJsonLd(basedOn)] : []), ...sources.map(sourceJsonLd)];
  return works.length === 0 ? {} : { isBasedOn: works.length === 1 ? works[0] : works };
}

/** A work that another one is based on; chains are nested, as schema.org's isBasedOn allows. */
function workJsonLd(work: Work): JsonLd {
  return {
    '@type': 'LearningResource',
    '@id': work.source,
    url: work.source,
    name: work.title,
    creator: work.creators.map(creatorJsonLd),
    copyrightNotice: work.copyright,
    license: work.licence.url,
    publisher: { '@type': 'Organization', name: work.publisher.name, url: work.publisher.url },
    version: work.version,
    ...(work.adaptation ? adaptationJsonLd([work.adaptation]) : {}),
    ...(work.adaptation ? { isBasedOn: workJsonLd(work.adaptation.of) } : {}),
  };
}

/**
 * JSON-LD for a lesson: a LearningResource with license, creators, origin and what it teaches.
 * @param page absolute address of its page. @param courseUrl absolute.
 */
export function lessonJsonLd(
  lesson: Lesson,
  { curriculum, credit, page, courseUrl }: { curriculum: Curriculum; credit: Credit; page: string; courseUrl: string },
): JsonLd {
  const course = curriculum.courses.find((candidate) => candidate.id === lesson.courseId);
  const { identity } = curriculum;
  return {
    '@context': 'https://schema.org',
    '@type': 'LearningResource',
    '@id': page,
    url: page,
    name: lesson.title,
    description: lesson.summary,
    learningResourceType: 'lesson',
    educationalLevel: lesson.level,
    inLanguage: identity.language,
    isAccessibleForFree: true,
    timeRequired: isoDuration(lesson.minutes),
    license: credit.licence.url,
    creator: credit.creators.map(creatorJsonLd),
    copyrightHolder: { '@type': 'Organization', name: credit.holder },
    copyrightNotice: credit.copyright,
    creditText: creditSentence(credit),
    usageInfo: credit.disclaimer.url,
    version: credit.version,
    ...(credit.released === undefined ? {} : { datePublished: credit.released }),
    dateModified: credit.modified,
    publisher: { '@type': 'Organization', name: identity.name, url: identity.url },
    ...adaptationJsonLd(credit.adaptations),
    ...basedOnJsonLd(credit),
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
