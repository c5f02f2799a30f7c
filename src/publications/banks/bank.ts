import { type Credit, type Credited, creditFor, creditHtml } from '../../attribution/credit.ts';
import { dataFile, type Lesson, type Position } from '../../curriculum/model.ts';
import { readYaml } from '../../findings/yaml.ts';
import { escapeHtml } from '../../strings/html.ts';
import type { Translate } from '../../strings/index.ts';
import { lessonAddress } from '../lesson.ts';
import { publicationLinks } from '../links.ts';
import type { Loss, Source } from '../publication.ts';
import { type Asked, type Question, questionsOf } from '../questions.ts';

/** The questions of a lesson, with its credit. */
export interface LessonQuestions {
  lesson: Lesson;
  position: Position;
  credit: Credit;
  questions: readonly Question[];
  /** Names of the folders that it stands in: course, module and lesson, those with numbers. */
  path: readonly string[];
}

const numbered = (number: number, title: string): string => `${String(number).padStart(2, '0')} ${title}`;

/** The questions of the lessons that have some, in reading order. Their links lead to the published site. */
export function lessonsWithQuestions(source: Source): LessonQuestions[] {
  const { edition, course, lessons } = source;
  const links = publicationLinks(edition.identity, {});
  return lessons.flatMap((lesson): LessonQuestions[] => {
    const position = edition.positions.get(lesson.id);
    const questions = questionsOf(source, lesson, links);
    if (!position || questions.length === 0) return [];
    const { module, moduleNumber, lessonNumber } = position;
    const path = [course.title, numbered(moduleNumber, module.title), numbered(lessonNumber, lesson.title)];
    return [{ lesson, position, credit: creditFor(lesson, edition, lessonAddress(edition, lesson)), questions, path }];
  });
}

/** The question with the unit that its answer has, as HTML: fields of other platforms have no words behind them. */
export function stemHtml(question: Asked, t: Translate): string {
  if (question.type !== 'numeric' || question.unit === '') return question.stem;
  return `${question.stem}<p>${t('quizUnit', { unit: escapeHtml(question.unit) })}</p>`;
}

/** The credit with all that CC BY 4.0 3(a)(1) asks for, as HTML. */
export function wholeCreditHtml(credit: Credited): string {
  const { copyright, disclaimer, changes } = credit;
  const warranty = `<a href="${escapeHtml(disclaimer.url)}">${escapeHtml(disclaimer.text)}</a>`;
  return `${creditHtml(credit)}<p>${escapeHtml(copyright)} · ${warranty} · ${escapeHtml(changes)}</p>`;
}

/** What stands under every explanation, as HTML: a question that is taken out of its bank keeps its credit. */
export function explanationHtml(question: Asked, credit: Credited): string {
  return `${question.explanation}<hr>${wholeCreditHtml(credit)}`;
}

/** A loss in a question, with its line. */
export function lossOf({ lesson, item }: Question, what: string, instead: string | undefined): Loss {
  const index = lesson.quiz.findIndex(({ id }) => id === item.id);
  const { line } = readYaml('quiz.yaml', lesson.sources['quiz.yaml'] ?? '').place(['items', index]);
  return { lesson: lesson.id, file: dataFile(lesson, 'quiz.yaml'), line, what, instead };
}

/** Losses in questions of a type, one each. */
export function lossesOf(
  lessons: readonly LessonQuestions[],
  types: readonly Question['type'][],
  what: string,
  instead: string | undefined,
): Loss[] {
  const all = lessons.flatMap(({ questions }) => questions).filter(({ type }) => types.includes(type));
  return all.map((question) => lossOf(question, what, instead));
}
