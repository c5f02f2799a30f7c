import type { Credit } from '../../attribution/credit.ts';
import type { Translate } from '../../strings/index.ts';
import { colophon } from '../colophon.ts';
import { kinds } from '../kinds.ts';
import { plainHtml } from '../plain-html.ts';
import type { Format, Loss, Published, Source } from '../publication.ts';
import type { Question } from '../questions.ts';
import { htmlOf } from '../tree.ts';
import { cdata, type Markup, type XmlContent, xml, xmlDocument } from '../xml.ts';
import { explanationHtml, type LessonQuestions, lessonsWithQuestions, lossesOf, stemHtml } from './bank.ts';
import { typedForms } from './typed-forms.ts';

const html = (name: string, content: string): Markup => {
  return xml(name, { format: 'html' }, xml('text', {}, content === '' ? undefined : cdata(content)));
};
const feedback = (content: string): Markup => html('feedback', plainHtml(content));

/** Path of a category: names between slashes, slashes in them doubled (question/format.php, split_category_path). */
function categoryPath(path: readonly string[]): string {
  return ['$course$', 'top', ...path.map((name) => name.replaceAll('/', '//'))].join('/');
}

function category({ path, lesson, credit }: LessonQuestions, t: Translate): Markup {
  return xml(
    'question',
    { type: 'category' },
    xml('category', {}, xml('text', {}, categoryPath(path))),
    html('info', htmlOf(colophon(credit, t))),
    xml('idnumber', {}, lesson.id),
  );
}

/** A share of the mark, as Moodle knows it: with five digits behind the point (question_bank::fraction_options_full). */
function share(count: number): string {
  return String(Math.round(1e7 / count) / 1e5);
}

/** A text that Moodle compares as it is: an asterisk would stand for anything (qtype_shortanswer). */
const literal = (text: string): string => text.replaceAll('*', '\\*');

/** Elements that answers of a type need. */
function answers(question: Question): [type: string, ...content: XmlContent[]] {
  switch (question.type) {
    case 'single':
    case 'multiple': {
      const isSingle = question.type === 'single';
      const right = question.options.filter(({ correct }) => correct).length;
      return [
        'multichoice',
        xml('single', {}, String(isSingle)),
        xml('shuffleanswers', {}, 'false'),
        xml('answernumbering', {}, 'ABCD'),
        question.options.map((option) => {
          // One wrong choice takes the whole mark, so that choosing everything is worth nothing.
          const fraction = option.correct ? share(right) : isSingle ? '0' : '-100';
          const text = xml('text', {}, cdata(plainHtml(option.html)));
          return xml('answer', { fraction, format: 'html' }, text, feedback(option.feedback));
        }),
      ];
    }
    case 'numeric': {
      const answer = (fraction: number, value: number, tolerance: number, text: string): Markup =>
        xml(
          'answer',
          { fraction },
          xml('text', {}, String(value)),
          feedback(text),
          xml('tolerance', {}, String(tolerance)),
        );
      return [
        'numerical',
        answer(100, question.answer, question.tolerance, ''),
        question.feedback.map(({ value, html: text }) => answer(0, value, 0, text)),
        ...(question.unit === ''
          ? []
          : [xml('units', {}, xml('unit', {}, xml('multiplier', {}, '1'), xml('unit_name', {}, question.unit)))]),
        // The unit may be typed behind the number (qtype_numerical: UNITOPTIONAL, UNITINPUT), where there is one.
        xml('unitgradingtype', {}, '0'),
        xml('unitpenalty', {}, '0'),
        xml('showunits', {}, question.unit === '' ? '3' : '0'),
        xml('unitsleft', {}, '0'),
      ];
    }
    case 'text': {
      const right = typedForms(question.accepted);
      const answer = (fraction: number, value: string, text: string): Markup =>
        xml('answer', { fraction }, xml('text', {}, cdata(literal(value))), feedback(text));
      return [
        'shortanswer',
        xml('usecase', {}, '0'),
        right.map((value) => answer(100, value, '')),
        question.feedback.map(({ value, html: text }) => answer(0, value, text)),
      ];
    }
    case 'ordering':
      return [
        'ordering',
        xml('layouttype', {}, 'VERTICAL'),
        xml('selecttype', {}, 'ALL'),
        xml('selectcount', {}, '0'),
        xml('gradingtype', {}, 'ALL_OR_NOTHING'),
        xml('showgrading', {}, 'HIDE'),
        xml('numberingstyle', {}, 'none'),
        html('correctfeedback', ''),
        html('partiallycorrectfeedback', plainHtml(question.feedback)),
        html('incorrectfeedback', plainHtml(question.feedback)),
        question.steps.map((step) =>
          xml('answer', { fraction: '1', format: 'html' }, xml('text', {}, cdata(plainHtml(step)))),
        ),
      ];
  }
}

function questionXml(question: Question, credit: Credit, number: number, t: Translate): Markup {
  const [type, ...content] = answers(question);
  const tags = [question.lesson.id, credit.licence.spdx ?? credit.licence.name, ...question.item.competencies];
  return xml(
    'question',
    { type },
    xml('name', {}, xml('text', {}, `${String(number).padStart(2, '0')} ${question.item.id}`)),
    html('questiontext', plainHtml(stemHtml(question, t))),
    html('generalfeedback', plainHtml(explanationHtml(question, credit))),
    xml('defaultgrade', {}, '1'),
    xml('penalty', {}, '0.3333333'),
    xml('hidden', {}, '0'),
    xml('idnumber', {}, question.id.slice(-100)),
    content,
    xml('tags', {}, ...tags.map((tag) => xml('tag', {}, xml('text', {}, tag)))),
  );
}

/** What a bank of Moodle carries in another way than the site. */
function losses(lessons: readonly LessonQuestions[]): Loss[] {
  const part = 'an answer that is partly right counts nothing on the site';
  const typed = 'what people type is compared as the site does it';
  return [
    ...lossesOf(
      lessons,
      ['multiple'],
      part,
      'Moodle gives a share for each right option, and nothing with a wrong one',
    ),
    ...lossesOf(
      lessons,
      ['text'],
      typed,
      'usual forms (quotes, hyphens, a period) are listed as answers; case does not count',
    ),
    ...lossesOf(
      lessons,
      ['ordering'],
      'an order needs Moodle 4.4, or its plugin "ordering"',
      'older ones skip the question',
    ),
  ];
}

/** Questions as Moodle XML (Moodle documentation, "Moodle XML format"; question/format/xml/format.php), a category per lesson. */
export const moodleXml: Format = {
  id: 'moodle-xml',
  async publish(source: Source): Promise<readonly Published[]> {
    const lessons = lessonsWithQuestions(source);
    if (lessons.length === 0) return [];
    const quiz = xml(
      'quiz',
      {},
      lessons.map((entry) => [
        category(entry, source.t),
        entry.questions.map((question, index) => questionXml(question, entry.credit, index + 1, source.t)),
      ]),
    );
    const content = new TextEncoder().encode(xmlDocument(quiz));
    return [{ name: kinds['moodle-xml'].course(source.course.id), content, losses: losses(lessons) }];
  },
};
