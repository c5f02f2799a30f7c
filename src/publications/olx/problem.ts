import type { Element, ElementContent } from 'hast';
import type { Credit } from '../../attribution/credit.ts';
import { shuffle } from '../../rendering/shuffle.ts';
import { escapeHtml } from '../../strings/html.ts';
import type { Translate } from '../../strings/index.ts';
import { explanationHtml } from '../banks/bank.ts';
import { typedForms } from '../banks/typed-forms.ts';
import { plainText, plainTree, plainXhtml } from '../plain-html.ts';
import type { Question } from '../questions.ts';
import { xhtmlOf } from '../tree.ts';
import { type Markup, markup, type XmlContent, xml } from '../xml.ts';

/** What is asked: text before the field, its label, and what belongs to the label but is no line of text. */
interface Stem {
  before: Markup[];
  label: Markup;
  after: Markup[];
}

const isParagraph = (node: ElementContent): node is Element => node.type === 'element' && node.tagName === 'p';

/** The question as parts: its last paragraph is the label of the field, which holds text only. */
function stemOf(html: string): Stem {
  const blocks = plainTree(html).children.filter((node): node is ElementContent => node.type === 'element');
  const last = blocks.findLastIndex(isParagraph);
  const label = blocks[last];
  const written = (nodes: readonly ElementContent[]): Markup[] => nodes.map((node) => markup(xhtmlOf(node)));
  if (label?.type !== 'element') return { before: written(blocks), label: xml('label', {}), after: [] };
  const text = label.children.map((node) => xhtmlOf(node)).join('');
  return {
    before: written(blocks.slice(0, last)),
    label: xml('label', {}, markup(text)),
    after: written(blocks.slice(last + 1)),
  };
}

/** What typical wrong answers teach, as a list: for fields that give no feedback of their own. */
function typical(feedback: readonly { value: number; html: string }[], t: Translate): string {
  const items = feedback.map(
    ({ value, html }) =>
      `<li><strong>${t('quizIfYouSaid', { value: escapeHtml(String(value)) })}</strong> ${html}</li>`,
  );
  return items.length === 0 ? '' : `<ul>${items.join('')}</ul>`;
}

/** What an answer is followed by: feedback that the field cannot give, the right order, the explanation, the credit. */
function solutionHtml(question: Question, credit: Credit, t: Translate): string {
  const explanation = explanationHtml(question, credit);
  if (question.type === 'numeric') return `${typical(question.feedback, t)}${explanation}`;
  if (question.type !== 'ordering') return explanation;
  const steps = question.steps.map((step) => `<li>${step}</li>`).join('');
  return `<p>${t('quizOrderIs')}</p><ol>${steps}</ol><p>${question.feedback}</p>${explanation}`;
}

const inline = (html: string): Markup => markup(plainXhtml(html));

/** Choices with what each of them teaches when it is chosen. */
function choices(question: Extract<Question, { type: 'single' | 'multiple' }>): Markup[] {
  const isSingle = question.type === 'single';
  return question.options.map(({ html, correct, feedback }) =>
    xml(
      'choice',
      { correct },
      inline(html),
      feedback === '' ? undefined : xml('choicehint', isSingle ? {} : { selected: true }, inline(feedback)),
    ),
  );
}

/**
 * A field for each place of an order, with all steps to choose from. A choice is text, and an apostrophe would end it
 * (xmodule/capa/inputtypes.py, OptionInput.parse_options), so that it is a typographic one.
 */
function places(question: Extract<Question, { type: 'ordering' }>, t: Translate): XmlContent[] {
  const steps = question.steps.map((html, index) => ({ text: plainText(html).replaceAll("'", '’'), index }));
  const shown = shuffle(steps, question.item.id);
  return steps.flatMap(({ index: place }) => [
    xml('p', {}, t('quizPlace', { place: place + 1 })),
    xml(
      'optioninput',
      { label: t('quizPlace', { place: place + 1 }) },
      ...shown.map(({ text, index }) => xml('option', { correct: index === place ? 'True' : 'False' }, text)),
    ),
  ]);
}

/** The unit of a number: fields have no words behind them. */
function unitOf(question: Question, t: Translate): Markup | undefined {
  if (question.type !== 'numeric' || question.unit === '') return undefined;
  return xml('p', {}, t('quizUnit', { unit: question.unit }));
}

/** The response of a question: label, field, and the solution in it. */
function response(question: Question, credit: Credit, t: Translate): XmlContent[] {
  const { before, label, after } = stemOf(question.stem);
  const solution = xml(
    'solution',
    {},
    xml('div', { class: 'detailed-solution' }, inline(solutionHtml(question, credit, t))),
  );
  const asked = [label, ...after, unitOf(question, t)];
  switch (question.type) {
    case 'single':
      return [
        ...before,
        xml(
          'multiplechoiceresponse',
          {},
          ...asked,
          xml('choicegroup', { type: 'MultipleChoice' }, ...choices(question)),
          solution,
        ),
      ];
    case 'multiple':
      return [...before, xml('choiceresponse', {}, ...asked, xml('checkboxgroup', {}, ...choices(question)), solution)];
    case 'numeric':
      return [
        ...before,
        xml(
          'numericalresponse',
          { answer: question.answer },
          ...asked,
          question.tolerance === 0
            ? undefined
            : xml('responseparam', { type: 'tolerance', default: question.tolerance }),
          xml('formulaequationinput'),
          solution,
        ),
      ];
    case 'text': {
      // Every form is shown as an answer: those that differ in more than what stands around them are left out.
      const [first = '', ...others] = typedForms(question.accepted, false);
      return [
        ...before,
        xml(
          'stringresponse',
          { answer: first, type: 'ci' },
          ...asked,
          ...others.map((answer) => xml('additional_answer', { answer })),
          ...question.feedback.map(({ value, html }) => xml('stringequalhint', { answer: value }, inline(html))),
          xml('textline', { size: 30 }),
          solution,
        ),
      ];
    }
    case 'ordering':
      return [...before, xml('optionresponse', {}, ...asked, ...places(question, t), solution)];
  }
}

/**
 * A question as a problem (Open edX documentation, "OLX: Problems and Tools"; xmodule/capa). As on the site an answer may be tried as
 * often as one likes, and the explanation is there after the first try.
 */
export function olxProblem(question: Question, credit: Credit, name: string, t: Translate): Markup {
  return xml(
    'problem',
    { display_name: name, showanswer: 'attempted', rerandomize: 'never', weight: 1 },
    ...response(question, credit, t),
  );
}
