import type { Links } from '../curriculum/addresses.ts';
import type { Lesson } from '../curriculum/model.ts';
import type { QuizItem } from '../curriculum/schema/quiz.ts';
import { textRenderer } from '../rendering/render.ts';
import type { Source } from './publication.ts';

/** What typical wrong answers teach: HTML, by the answer as it was written. */
export interface AnswerFeedback<Value> {
  value: Value;
  html: string;
}

/** An option of a choice. */
export interface QuestionOption {
  /** HTML without a paragraph around it. */
  html: string;
  correct: boolean;
  /** What choosing it teaches, as HTML; empty if nothing is said. */
  feedback: string;
}

interface AskedBase {
  /** Id, unique in the whole curriculum: that of the lesson or exam, and that of the item in it. */
  id: string;
  item: { readonly id: string };
  /** The question, as HTML. */
  stem: string;
  /** What everybody should know after answering, as HTML. */
  explanation: string;
}

/** What items have that are answered by choosing. */
export interface ChoiceParts {
  type: 'single' | 'multiple';
  options: readonly QuestionOption[];
  /** In which order options are shown, by their positions; that of `options` if it is left out. `any`: another one each time. */
  order?: readonly number[] | 'any';
  /** How many are to be chosen, in words, where that is said. */
  prompt?: string;
}

/** What items of a type have. */
type QuestionParts =
  | ChoiceParts
  | { type: 'numeric'; answer: number; tolerance: number; unit: string; feedback: readonly AnswerFeedback<number>[] }
  | { type: 'text'; accepted: readonly string[]; feedback: readonly AnswerFeedback<string>[] }
  | { type: 'ordering'; steps: readonly string[]; feedback: string };

/** Something that is asked, with its texts as HTML: an item of a quiz, or of the bank of an exam. */
export type Asked = AskedBase & QuestionParts;

/** A quiz item with its texts as HTML. */
export type Question = Asked & { item: QuizItem; lesson: Lesson };

/** The questions of a lesson's quiz, in order, with HTML whose links are those given. */
export function questionsOf({ edition, t }: Pick<Source, 'edition' | 't'>, lesson: Lesson, links: Links): Question[] {
  const render = textRenderer(lesson, edition, links, t);
  return lesson.quiz.map((item) => ({
    id: `${lesson.id}-${item.id}`,
    item,
    lesson,
    stem: render(item.question),
    explanation: render(item.explanation),
    ...partsOf(item, (text) => render(text, 'inline')),
  }));
}

function partsOf(item: QuizItem, inline: (text: string) => string): QuestionParts {
  switch (item.type) {
    case 'single':
    case 'multiple': {
      const options = item.options.map(({ text, correct, feedback }) => {
        return { html: inline(text), correct, feedback: feedback === undefined ? '' : inline(feedback) };
      });
      return { type: item.type, options };
    }
    case 'numeric': {
      const feedback = item.feedback.map(({ value, text }) => ({ value, html: inline(text) }));
      const { answer, tolerance, unit = '' } = item;
      return { type: item.type, answer, tolerance, unit, feedback };
    }
    case 'text': {
      const feedback = item.feedback.map(({ value, text }) => ({ value, html: inline(text) }));
      return { type: item.type, accepted: item.accepted, feedback };
    }
    case 'ordering':
      return { type: item.type, steps: item.steps.map(inline), feedback: inline(item.feedback) };
  }
}
