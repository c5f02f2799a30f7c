import { courseCredit } from '../../attribution/course-credit.ts';
import type { Credit } from '../../attribution/credit.ts';
import type { Lesson } from '../../curriculum/model.ts';
import { lessonAddress } from '../lesson.ts';
import type { Source } from '../publication.ts';
import type { Document } from './compile.ts';

/** What a document says of itself: who made it, under which license, when. */
export function metadataOf(
  { edition, t, course }: Source,
  credits: readonly Credit[],
): Pick<Document, 'authors' | 'description' | 'keywords' | 'date'> {
  const licences = [...new Set(credits.map(({ licence }) => `${licence.name} (${licence.url})`))];
  const authors = [...new Set(credits.flatMap(({ creators }) => creators.map(({ name }) => name)))];
  const copyright = [...new Set(credits.map((credit) => credit.copyright))].join(' · ');
  const days = credits.map(({ modified }) => modified).sort();
  return {
    authors,
    description: `${course.summary} ${copyright}. ${t('colophonLicence')}: ${licences.join(', ')}. ${edition.identity.name}, ${edition.identity.url}`,
    keywords: [edition.identity.name, course.title, ...licences],
    date: days.at(-1) ?? edition.identity.released,
  };
}

/** Words that the style uses, with places for numbers. */
export function styleWords({ t }: Source): Record<string, string> {
  const page = '{page}';
  return {
    page: t('printPage', { page }),
    answerOn: t('printAnswerOn', { page }),
    solutionOn: t('printSolutionOn', { page }),
    questionOn: t('printQuestionOn', { page }),
    lessonOn: t('printLessonOn', { page }),
    answers: t('printAnswers'),
    objectives: t('lessonObjectives'),
    prerequisites: t('lessonPrerequisites'),
    competencies: t('lessonCompetencies'),
    pages: t('printPages'),
    see: t('glossarySee'),
    name: t('printName'),
    date: t('printDate'),
  };
}

/** The credit of all that is published of a course. */
export function creditOf(source: Source): ReturnType<typeof courseCredit> {
  const { edition, course, t } = source;
  const address = (id: string): string => lessonAddress(edition, edition.lessons.get(id) as Lesson);
  return courseCredit(course, edition, { lessonAddress: address, t });
}
