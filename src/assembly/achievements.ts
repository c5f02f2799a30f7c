import { editionVersion } from '../attribution/release-state.ts';
import { didOf } from '../badges/issuer.ts';
import { type Achievement, type Alignment, CONTEXTS } from '../badges/open-badges.ts';
import type { Paths } from '../curriculum/addresses.ts';
import type { Course, CoveredCompetency, Lesson, Module } from '../curriculum/model.ts';
import type { OwnBadge } from '../provider/badges/schema.ts';
import type { Translate } from '../strings/index.ts';
import type { Edition } from './edition.ts';

/** A badge of a site: what can be achieved, and what it is about. */
export interface Badge {
  /** Its path below badges/, without an ending: `<course>`, `<course>/<module>`, or the id of a badge of the provider's own. */
  id: string;
  /** Course that it is for, or that its module belongs to. */
  course: Course | undefined;
  /** Module that it is for, with its number in the course, from 1 on. */
  module: { module: Module; number: number } | undefined;
  /** Competencies of exams that it is about. */
  competencies: readonly CoveredCompetency[];
  achievement: Achievement;
}

/** What there is to be done in some lessons, as the middle of a sentence. */
function workIn(lessons: readonly Lesson[], language: string, t: Translate): string {
  const labs = lessons.filter(({ lab }) => lab !== undefined).length;
  const items = lessons.reduce((sum, { quiz }) => sum + quiz.length, 0);
  return new Intl.ListFormat(language, { type: 'conjunction' }).format([
    t('badgeDoLessons', { count: lessons.length }),
    ...(labs > 0 ? [t('badgeDoLabs', { count: labs })] : []),
    ...(items > 0 ? [t('badgeDoItems', { count: items })] : []),
  ]);
}

/** Every badge of a site: of each course with lessons, of its modules, and the provider's own. @param t words in the language of the site. */
export function badgesOf(edition: Edition, paths: Paths, t: Translate): Badge[] {
  const { identity, courses, competencies, exams } = edition;
  const version = editionVersion(edition, t);
  const { issuer } = edition.badges;
  const creator: Achievement['creator'] = {
    id: issuer ? didOf(issuer.address) : identity.url,
    type: ['Profile'],
    name: identity.name,
    url: identity.url,
  };
  const alignmentOf = ({ id, text, examId }: CoveredCompetency): Alignment => {
    const exam = exams.find((one) => one.id === examId);
    return {
      type: ['Alignment'],
      targetName: text,
      targetUrl: paths.absolute(paths.competency(examId, id)),
      targetFramework: exam ? `${exam.name} (${exam.id}), ${exam.curriculum_version}` : examId,
      targetCode: id,
    };
  };
  const make = (
    id: string,
    about: Pick<Badge, 'course' | 'module' | 'competencies'>,
    {
      name,
      description,
      type,
      narrative,
      version,
    }: Record<'name' | 'description' | 'type' | 'narrative', string> & { version?: string },
  ): Badge => ({
    id,
    ...about,
    achievement: {
      id: paths.absolute(paths.badge(id, 'json')),
      type: ['Achievement'],
      name,
      description,
      achievementType: type,
      criteria: { id: paths.absolute(paths.badges(id)), narrative },
      image: { id: paths.absolute(paths.badge(id, 'png')), type: 'Image', caption: t('badgeCaption', { name }) },
      creator,
      alignment: about.competencies.map(alignmentOf),
      inLanguage: identity.language,
      ...(version === undefined ? {} : { version }),
    },
  });
  const taughtBy = (lessons: readonly Lesson[]): CoveredCompetency[] =>
    [...competencies.values()].filter((one) =>
      one.lessons.some(({ id }) => lessons.some((lesson) => lesson.id === id)),
    );
  const ofCourse = (course: Course): Badge[] => {
    const modules = course.modules.map((module, index) => ({ module, number: index + 1 }));
    const shown = modules.filter(({ module }) => module.lessons.length > 0);
    const lessons = shown.flatMap(({ module }) => module.lessons);
    if (lessons.length === 0) return [];
    const { title } = course;
    return [
      make(
        course.id,
        { course, module: undefined, competencies: taughtBy(lessons) },
        {
          name: t('badgeCourseName', { course: title }),
          description: course.summary,
          type: 'Course',
          narrative: t('badgeCourseCriteria', { course: title, work: workIn(lessons, identity.language, t) }),
          version,
        },
      ),
      ...shown.map((entry) =>
        make(
          `${course.id}/${entry.module.id}`,
          { course, module: entry, competencies: taughtBy(entry.module.lessons) },
          {
            name: t('badgeModuleName', { course: title, module: entry.module.title }),
            description: entry.module.summary,
            type: 'Badge',
            narrative: t('badgeModuleCriteria', {
              course: title,
              module: entry.module.title,
              work: workIn(entry.module.lessons, identity.language, t),
            }),
            version,
          },
        ),
      ),
    ];
  };
  const own = ({ id, name, description, type, criteria, competencies: ids }: OwnBadge): Badge =>
    make(
      id,
      { course: undefined, module: undefined, competencies: ids.flatMap((one) => competencies.get(one) ?? []) },
      { name, description, type, narrative: criteria },
    );
  return [...courses.flatMap(ofCourse), ...edition.badges.own.map(own)];
}

/** An achievement as a document of its own: JSON-LD, with what its terms mean. */
export function achievementDocument({ achievement }: Badge): Record<string, unknown> {
  return { '@context': [...CONTEXTS], ...achievement };
}
