import { shuffle } from '../../rendering/shuffle.ts';
import type { Translate } from '../../strings/index.ts';
import { type LessonQuestions, lossesOf, lossOf } from '../banks/bank.ts';
import { typedForms } from '../banks/typed-forms.ts';
import type { Loss } from '../publication.ts';
import type { AnswerFeedback, Question, QuestionOption } from '../questions.ts';

/** A question in the types that Common Cartridge knows: one choice, several, or a text that is compared. */
export type Asked = { stem: string; explanation: string } & (
  | { kind: 'single' | 'multiple'; options: readonly (QuestionOption & { id: string })[] }
  | { kind: 'text'; accepted: readonly string[]; wrong: readonly AnswerFeedback<string>[] }
);

type Numeric = Extract<Question, { type: 'numeric' }>;

/** Most numbers that are listed one by one. */
const MOST_NUMBERS = 60;
/** How many orders there are to choose from. */
const ORDERS = 4;

const lettered = (options: readonly QuestionOption[]): (QuestionOption & { id: string })[] =>
  options.map((option, index) => ({ ...option, id: String.fromCharCode(65 + index) }));

/** All numbers that are taken, if they can be listed: there is one, or whole ones are asked for. */
function numbersTaken({ answer, tolerance }: Numeric): number[] | undefined {
  if (tolerance === 0) return [answer];
  const first = Math.ceil(answer - tolerance);
  const count = Math.floor(answer + tolerance) - first + 1;
  if (!Number.isInteger(answer) || !Number.isInteger(tolerance) || count > MOST_NUMBERS) return undefined;
  return [answer, ...Array.from({ length: count }, (_, index) => first + index).filter((value) => value !== answer)];
}

/** Ways in which a number is typed: with either sign of fractions, with its unit or without. */
function numberForms(value: number, unit: string): string[] {
  const plain = [String(value), String(value).replace('.', ',')];
  return [...new Set(unit === '' ? plain : plain.flatMap((text) => [text, `${text} ${unit}`]))];
}

/** A number among the wrong ones that are typical, in their order. */
function numberChoice({ answer, unit, feedback }: Numeric): (QuestionOption & { id: string })[] {
  const all = [{ value: answer, html: '', correct: true }, ...feedback.map((wrong) => ({ ...wrong, correct: false }))];
  const sorted = all.sort((one, other) => one.value - other.value);
  return lettered(
    sorted.map(({ value, html, correct }) => ({ html: `${value} ${unit}`.trim(), correct, feedback: html })),
  );
}

/** Orders to choose from: the right one, and others that are the same on every machine. */
function orders(question: Extract<Question, { type: 'ordering' }>): (QuestionOption & { id: string })[] {
  const { steps, feedback, item } = question;
  const right = steps.map((_, index) => index);
  const found = new Map([[right.join(), right]]);
  for (let seed = 1; found.size < ORDERS && seed < 100; seed++) {
    const order = shuffle(right, `${item.id} ${seed}`);
    found.set(order.join(), order);
  }
  const list = (order: readonly number[]): string =>
    `<ol>${order.map((index) => `<li>${steps[index] ?? ''}</li>`).join('')}</ol>`;
  const options = [...found.values()].map((order, index) => ({
    html: list(order),
    correct: index === 0,
    feedback: index === 0 ? '' : feedback,
  }));
  return lettered(shuffle(options, item.id));
}

/** A question as Common Cartridge can ask it. */
export function askedAs(question: Question, t: Translate): Asked {
  const plain = { stem: '', explanation: '' };
  switch (question.type) {
    case 'single':
    case 'multiple':
      return { ...plain, kind: question.type, options: lettered(question.options) };
    case 'text':
      return { ...plain, kind: 'text', accepted: typedForms(question.accepted), wrong: question.feedback };
    case 'numeric': {
      const taken = numbersTaken(question);
      if (taken === undefined && question.feedback.length > 0)
        return { ...plain, kind: 'single', options: numberChoice(question) };
      const accepted = (taken ?? [question.answer]).flatMap((value) => numberForms(value, question.unit));
      const wrong = question.feedback.map(({ value, html }) => ({ value: String(value), html }));
      return { ...plain, kind: 'text', accepted: [...new Set(accepted)], wrong };
    }
    case 'ordering':
      return { ...plain, stem: `<p>${t('quizOrderChoose')}</p>`, kind: 'single', options: orders(question) };
  }
}

/** What is asked or judged in another way than on the site. */
export function profileLosses(lessons: readonly LessonQuestions[]): Loss[] {
  const numbers = lessons
    .flatMap(({ questions }) => questions)
    .filter((question): question is Numeric => question.type === 'numeric' && numbersTaken(question) === undefined);
  return [
    ...numbers.map((question) =>
      lossOf(
        question,
        'a number that may differ',
        question.feedback.length > 0
          ? 'the number is chosen among typical wrong ones'
          : 'only the number itself is taken',
      ),
    ),
    ...lossesOf(
      lessons,
      ['text'],
      'what people type is compared as the site does it',
      'usual forms (quotes, hyphens, a period) are listed as answers; case does not count',
    ),
    ...lossesOf(lessons, ['ordering'], 'an order', 'the right order is chosen among others'),
  ];
}
