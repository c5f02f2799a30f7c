import { type Credit, creditSentence } from '../../attribution/credit.ts';
import type { Translate } from '../../strings/index.ts';
import { kinds } from '../kinds.ts';
import { plainHtml, plainText } from '../plain-html.ts';
import type { Format, Loss, Published, Source } from '../publication.ts';
import type { Question } from '../questions.ts';
import { xmlCharacters } from '../xml.ts';
import { explanationHtml, type LessonQuestions, lessonsWithQuestions, lossesOf, lossOf, stemHtml } from './bank.ts';
import { typedForms } from './typed-forms.ts';

/** Text with what means something in GIFT escaped (Moodle documentation, "GIFT format": ~ = # { } : and the backslash). */
function escapeGift(text: string): string {
  return xmlCharacters(text)
    .replace(/\\/g, '\\\\')
    .replace(/[~=#{}:]/g, '\\$&')
    .replace(/\s*\n\s*/g, ' ')
    .trim();
}

/** HTML; an arrow in it would make a question one of pairs. */
const html = (content: string): string => escapeGift(plainHtml(content).replaceAll('->', '-&gt;'));

/** A text that Moodle compares as it is: an asterisk would stand for anything (qtype_shortanswer). */
const literal = (text: string): string => escapeGift(text.replaceAll('*', '\\*'));
const feedback = (content: string): string => (content === '' ? '' : `#${html(content)}`);

/** Forms of the right answer to a short text; an arrow, which GIFT has no other form for, would make them pairs. */
function rightForms({ accepted }: { accepted: readonly string[] }): string[] {
  return typedForms(accepted).filter((form) => !form.includes('->'));
}

/** Whether a question has no form in GIFT. */
function isUnwritable(question: Question): boolean {
  return question.type === 'text' && rightForms(question).length === 0;
}

/** The part of a question between braces. */
function answers(question: Question, t: Translate): string[] {
  switch (question.type) {
    case 'single':
      return question.options.map(
        (option) => `${option.correct ? '=' : '~'}${html(option.html)}${feedback(option.feedback)}`,
      );
    case 'multiple': {
      const right = question.options.filter(({ correct }) => correct).length;
      const share = String(Math.round(1e7 / right) / 1e5);
      return question.options.map(
        (option) => `~%${option.correct ? share : '-100'}%${html(option.html)}${feedback(option.feedback)}`,
      );
    }
    case 'numeric':
      return [
        `#=${question.answer}:${question.tolerance}`,
        ...question.feedback.map((entry) => `=%0%${entry.value}:0${feedback(entry.html)}`),
      ];
    case 'text':
      return [
        ...rightForms(question).map((text) => `=%100%${literal(text)}`),
        ...question.feedback
          .filter(({ value }) => !value.includes('->'))
          .map((entry) => `=%0%${literal(entry.value)}${feedback(entry.html)}`),
      ];
    case 'ordering':
      return question.steps.map(
        (step, index) => `=${escapeGift(t('quizPlace', { place: index + 1 }))} -> ${escapeGift(plainText(step))}`,
      );
  }
}

/** What everybody should know; of an order, also what it depends on, since a pair has no feedback. */
function general(question: Question, credit: Credit): string {
  const why = question.type === 'ordering' ? `<p>${question.feedback}</p>` : '';
  return html(`${why}${explanationHtml(question, credit)}`);
}

function questionGift(question: Question, credit: Credit, number: number, t: Translate): string {
  const name = `${String(number).padStart(2, '0')} ${question.item.id}`;
  const tags = [question.lesson.id, credit.licence.spdx ?? credit.licence.name].map(
    (tag) => `[tag:${tag.replace(/[[\]\\]/g, '')}]`,
  );
  const lines = answers(question, t).map((line) => `  ${line}`);
  return `// [id:${question.id.slice(-100)}] ${tags.join(' ')}\n::${escapeGift(name)}::[html]${html(stemHtml(question, t))}{\n${lines.join('\n')}\n  ####${general(question, credit)}\n}\n`;
}

/** A category, with the credit as comments: nothing in GIFT is meant for it. */
function categoryGift({ path, credit }: LessonQuestions): string {
  const names = path.map((name) => name.replaceAll('/', '//').replace(/\s+/g, ' '));
  const parts = [creditSentence(credit), credit.copyright, credit.disclaimer.text, credit.changes];
  const comments = parts.map((part) => `// ${xmlCharacters(part).replace(/[\s]+/g, ' ')}`);
  return `${comments.join('\n')}\n\n$CATEGORY: $course$/top/${names.join('/')}\n`;
}

/** What a file in GIFT carries in another way than the site. */
function losses(lessons: readonly LessonQuestions[]): Loss[] {
  const part = 'an answer that is partly right counts nothing on the site';
  const typed = 'what people type is compared as the site does it';
  const unwritable = lessons.flatMap(({ questions }) => questions).filter(isUnwritable);
  return [
    ...unwritable.map((question) => lossOf(question, 'a question whose answer has an arrow', undefined)),
    ...lossesOf(lessons, ['multiple'], part, 'each right option gives a share, and a wrong one takes all'),
    ...lossesOf(
      lessons,
      ['text'],
      typed,
      'usual forms (quotes, hyphens, a period) are listed as answers; case does not count',
    ),
    ...lossesOf(lessons, ['ordering'], 'an order', 'places and steps are matched; each right pair gives a share'),
  ];
}

/** Questions in GIFT (Moodle documentation, "GIFT format"), a category per lesson. */
export const gift: Format = {
  id: 'gift',
  async publish(source: Source): Promise<readonly Published[]> {
    const lessons = lessonsWithQuestions(source);
    if (lessons.length === 0) return [];
    const parts = lessons.flatMap((entry) => [
      categoryGift(entry),
      ...entry.questions.flatMap((question, index) =>
        isUnwritable(question) ? [] : questionGift(question, entry.credit, index + 1, source.t),
      ),
    ]);
    const content = new TextEncoder().encode(parts.join('\n'));
    return [{ name: kinds.gift.course(source.course.id), content, losses: losses(lessons) }];
  },
};
