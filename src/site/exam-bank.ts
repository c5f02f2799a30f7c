import type { ExamBank } from '../curriculum/model.ts';
import { type Blueprint, type Drawable, reviewed, type Shortage, shortages } from '../curriculum/practice/forms.ts';
import type { Scored } from '../curriculum/practice/result.ts';
import type { ExamForm } from '../curriculum/schema/bank.ts';
import { textRenderer } from '../rendering/render.ts';
import { getCurriculum, paths, t } from './site.ts';

/** An item as pages have it: texts are HTML. */
export interface BankedItem extends Drawable, Scored {
  type: 'single' | 'multiple';
  question: string;
  options: readonly { text: string; feedback: string }[];
  explanation: string;
  source: string;
}

/** What a page needs to draw forms of an exam, and to say what came of them. */
export interface BankData {
  exam: Blueprint & { name: string };
  form: Pick<ExamForm, 'items' | 'minutes' | 'passing'>;
  /** What objectives of lessons say, and where the lesson is, by `lesson#objective`. */
  objectives: Readonly<Record<string, { lesson: string; text: string; href: string }>>;
  items: readonly BankedItem[];
}

/** What the bank of an exam lacks for forms; empty if it is full. */
export const lacking = (bank: ExamBank): Shortage[] => shortages(bank.exam, bank.form.items, reviewed(bank.items));

/** The bank of an exam for its page. @throws if an item is about a lesson that is not published. */
export function bankData(bank: ExamBank): BankData {
  const edition = getCurriculum();
  const objectives: Record<string, BankData['objectives'][string]> = {};
  const items = reviewed(bank.items).map(
    ({ review: _, difficulty, competency, id, type, source, objective, ...texts }) => {
      const [lessonId = '', name = ''] = objective.split('#');
      const lesson = edition.lessons.get(lessonId);
      if (!lesson) throw new Error(`The item "${id}" is about the lesson "${lessonId}", which is not published.`);
      const text = lesson.objectives.find((one) => one.id === name)?.text ?? '';
      objectives[objective] = { lesson: lesson.title, text, href: paths.lesson(lessonId) };
      const markdown = textRenderer(lesson, edition, paths, t);
      return {
        ...{ id, competency, difficulty, type, objective, source },
        question: markdown(texts.question),
        options: texts.options.map((option) => {
          return { text: markdown(option.text, 'inline'), feedback: markdown(option.feedback, 'inline') };
        }),
        right: texts.options.flatMap(({ correct }, index) => (correct ? [index] : [])),
        explanation: markdown(texts.explanation),
      };
    },
  );
  const { id, name, domains } = bank.exam;
  const { items: count, minutes, passing } = bank.form;
  return { exam: { id, name, domains }, form: { items: count, minutes, passing }, objectives, items };
}
