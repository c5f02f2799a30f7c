import type { Credit } from '../../attribution/credit.ts';
import type { Links } from '../../curriculum/addresses.ts';
import type { Lesson } from '../../curriculum/model.ts';
import { lossesOf, lossOf } from '../banks/bank.ts';
import { colophon } from '../colophon.ts';
import { colorsOf } from '../colors.ts';
import { type FigureFile, moveFigures } from '../figure-files.ts';
import { publishedLesson } from '../lesson.ts';
import type { Loss, Source } from '../publication.ts';
import { type Question, questionsOf } from '../questions.ts';
import { openOutside, stillLesson } from '../still-lesson.ts';
import { staticName } from './links.ts';
import { quizPlace, type Unit, unitsOf } from './units.ts';

/** A lesson of a course for Open edX. */
export interface OlxLesson {
  lesson: Lesson;
  credit: Credit;
  units: Unit[];
  questions: readonly Question[];
  /** Its drawings, by their names in `static/`. */
  figures: readonly FigureFile[];
  losses: readonly Loss[];
}

/** What problems judge or say in another way than the site. */
function losses(
  lesson: Lesson,
  credit: Credit,
  position: Parameters<typeof lossesOf>[0][number]['position'],
  questions: readonly Question[],
): Loss[] {
  const all = [{ lesson, position, credit, questions, path: [] }];
  const numbers = questions.filter((question) => question.type === 'numeric' && question.feedback.length > 0);
  return [
    ...numbers.map((question) =>
      lossOf(
        question,
        'feedback for typical wrong numbers',
        'the explanation, which is there after the first try, has it',
      ),
    ),
    ...lossesOf(
      all,
      ['text'],
      'what people type is compared as the site does it',
      'usual shapes of quotes and hyphens are listed as answers; case does not count',
    ),
    ...lossesOf(all, ['ordering'], 'an order', 'a step is chosen for each place; each right one gives a share'),
  ];
}

/** Makes a lesson: its text as units with the colophon at the end, and the questions of its quiz. */
export async function olxLesson(source: Source, lesson: Lesson, links: Links): Promise<OlxLesson> {
  const { edition, t } = source;
  const published = await publishedLesson(source, lesson, links);
  const { credit, position } = published;
  const still = stillLesson(source, published, { quiz: [quizPlace()] });
  const drawn = moveFigures(still.tree, colorsOf(edition), (name) => `/static/${staticName(lesson.id, name)}`, 'light');
  const units = unitsOf(lesson.id, lesson.title, still.tree);
  units.at(-1)?.content.push(openOutside(colophon(credit, t)));
  const questions = questionsOf(source, lesson, links);
  return {
    lesson,
    credit,
    units,
    questions: units.some(({ hasQuiz }) => hasQuiz) ? questions : [],
    figures: drawn.map(({ name, content }) => ({ name: staticName(lesson.id, name), content })),
    losses: [...still.losses, ...losses(lesson, credit, position, questions)],
  };
}
