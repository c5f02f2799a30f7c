import type { CoveredCompetency, Lesson } from '../curriculum/model.ts';
import { renderedLesson } from './rendered-lesson.ts';
import { getCurriculum, t } from './site.ts';

/** Names of what learners get through in lessons, "<lesson>/<part>", as the script that counts them takes them (client/learned.ts). */
export interface LearnedParts {
  'data-sections'?: string;
  'data-tasks'?: string;
  'data-items'?: string;
}

const names = (lesson: Lesson, parts: readonly { id: string }[]): string | undefined =>
  parts.length === 0 ? undefined : parts.map(({ id }) => `${lesson.id}/${id}`).join(' ');

const said = (parts: { [name in keyof LearnedParts]: string | undefined }): LearnedParts =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));

/** What a learner practices in a lesson: the tasks of its lab that are not optional, and the items of its quiz. */
export function practicedParts(lesson: Lesson): LearnedParts {
  return said({
    'data-tasks': names(lesson, lesson.lab?.tasks.filter(({ isOptional }) => !isOptional) ?? []),
    'data-items': names(lesson, lesson.quiz),
  });
}

/** What a learner gets through in a lesson: its sections, and what is practiced in it. */
export async function learnedParts(lesson: Lesson): Promise<LearnedParts> {
  const sections = (await renderedLesson(lesson.id))?.sections ?? [];
  return { ...said({ 'data-sections': names(lesson, sections) }), ...practicedParts(lesson) };
}

/** Items of quizzes that test a competency, "<lesson>/<item>"; empty if there are none. */
export function itemsOf(competency: string, lessons: Iterable<Lesson>): string {
  return [...lessons]
    .flatMap((lesson) =>
      lesson.quiz.filter(({ competencies }) => competencies.includes(competency)).map(({ id }) => `${lesson.id}/${id}`),
    )
    .join(' ');
}

/** Competencies that quizzes of some lessons test, each with its items. */
export function testedBy(lessons: readonly Lesson[]): { competency: CoveredCompetency; items: string }[] {
  return [...getCurriculum().competencies.values()]
    .map((competency) => ({ competency, items: itemsOf(competency.id, lessons) }))
    .filter(({ items }) => items !== '');
}

/** Words that the counts are filled into; an element around all <learned-state> of a page carries them. */
export const learnedWords = {
  'data-lessons-text': t('learnedLessons'),
  'data-sections-text': t('learnedSections'),
  'data-tasks-text': t('learnedTasks'),
  'data-items-text': t('learnedItems'),
};
