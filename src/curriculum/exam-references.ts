import type { Place } from '../findings/finding.ts';
import { didYouMean } from '../findings/suggest.ts';
import type { Lesson } from './model.ts';
import type { Reader } from './reader.ts';
import type { Exam } from './schema/exam.ts';

/** What of a practice exam refers to something: where it stands, and what messages call it, such as `Item "who-serves"`. */
export interface Referring {
  path: string;
  who: string;
  place: () => Place;
}

/** Reports a competency that an exam does not have. */
export function checkCompetency(
  reader: Reader,
  { path, place }: Pick<Referring, 'path' | 'place'>,
  competency: string,
  exam: Exam,
): void {
  const ids = exam.domains.flatMap(({ competencies }) => competencies.map(({ id }) => id));
  if (ids.includes(competency)) return;
  reader.report('reference/unknown-competency', path, place(), {
    message: `The exam ${exam.id} has no competency "${competency}".${didYouMean(competency, ids)}`,
    why: 'Forms are made by competencies, and results are told by them: it would be in none.',
    remedy: `Use one of: ${ids.join(', ')}.`,
  });
}

/** Reports an objective, as lesson#objective, that does not exist. @param lessons all of them, drafts included */
export function checkExamObjective(
  reader: Reader,
  { path, who, place }: Referring,
  named: string,
  lessons: ReadonlyMap<string, Lesson>,
): void {
  const [lessonId = '', objective = ''] = named.split('#');
  const lesson = lessons.get(lessonId);
  if (reader.unread.has(lessonId) || lesson?.objectives.some(({ id }) => id === objective)) return;
  const there = lesson?.objectives.map(({ id }) => id);
  reader.report('exam/unknown-objective', path, place(), {
    message: lesson
      ? `${who}: the lesson "${lessonId}" has no objective "${objective}".${didYouMean(objective, there ?? [])}`
      : `${who}: the lesson "${lessonId}" does not exist.${didYouMean(lessonId, lessons.keys())}`,
    why: 'The result of a practice exam leads from there to what is to be read again.',
    remedy: there ? `Use one of: ${there.join(', ')}.` : 'Correct the id of the lesson.',
  });
}
