import type { Credited } from '../../attribution/credit.ts';
import { shuffle } from '../../rendering/shuffle.ts';
import type { Translate } from '../../strings/index.ts';
import { plainXhtml } from '../plain-html.ts';
import type { Asked } from '../questions.ts';
import { type Markup, markup, type XmlContent, xml, xmlDocument } from '../xml.ts';
import { explanationHtml, stemHtml } from './bank.ts';
import type { QtiDialect } from './qti-dialect.ts';
import { typedForms } from './typed-forms.ts';

/** What an item needs for answers of its type. */
interface Parts {
  cardinality: 'single' | 'multiple' | 'ordered';
  baseType: 'identifier' | 'float' | 'string';
  /** Right values, as correctResponse has them. */
  right: readonly string[];
  /** A mapping of values to scores. */
  mapping?: Markup;
  interaction: Markup;
  /** What is true of a right answer. */
  isRight: Markup;
  /** What is shown of the feedback below: identifiers, as an expression, where they follow from the answer alone. */
  shown?: Markup;
  /** Identifier of feedback, what is true when it is shown, if `shown` does not say it, and its HTML. */
  feedback: readonly { id: string; shownIf?: Markup; html: string }[];
}

const letter = (index: number): string => String.fromCharCode(65 + index);

/** The kind of interaction that a question is asked by, as metadata name it. */
export function interactionOf({ type }: Asked): string {
  if (type === 'ordering') return 'orderInteraction';
  return type === 'numeric' || type === 'text' ? 'textEntryInteraction' : 'choiceInteraction';
}

function parts(question: Asked, { el, hasDirection }: QtiDialect, label: string): Parts {
  const given = el('variable', { identifier: 'RESPONSE' });
  const asGiven = el('match', {}, given, el('correct', { identifier: 'RESPONSE' }));
  const base = (baseType: string, value: string | number): Markup => el('baseValue', { baseType }, String(value));
  const field = (expectedLength: number): Markup =>
    xml('p', {}, `${label} `, el('textEntryInteraction', { responseIdentifier: 'RESPONSE', expectedLength }));
  switch (question.type) {
    case 'single':
    case 'multiple': {
      const isSingle = question.type === 'single';
      const options = question.options.map((option, index) => ({ ...option, id: letter(index) }));
      const { order = [...options.keys()] } = question;
      // An option keeps its identifier wherever it is shown: two forms with the same item agree on what is right.
      const shown = order === 'any' ? options : order.flatMap((position) => options[position] ?? []);
      const choices = shown.map(({ id, html }) =>
        el('simpleChoice', { identifier: id }, markup(plainXhtml(html, hasDirection))),
      );
      return {
        cardinality: question.type,
        baseType: 'identifier',
        right: options.filter(({ correct }) => correct).map(({ id }) => id),
        interaction: el(
          'choiceInteraction',
          { responseIdentifier: 'RESPONSE', shuffle: order === 'any', maxChoices: isSingle ? 1 : 0 },
          question.prompt === undefined ? undefined : el('prompt', {}, question.prompt),
          ...choices,
        ),
        isRight: asGiven,
        shown: isSingle ? el('multiple', {}, given) : given,
        feedback: options.filter(({ feedback }) => feedback !== '').map(({ id, feedback }) => ({ id, html: feedback })),
      };
    }
    case 'numeric': {
      const within = (value: Markup, tolerance: number): Markup =>
        el(
          'equal',
          {
            toleranceMode: 'absolute',
            tolerance: `${tolerance} ${tolerance}`,
            includeLowerBound: true,
            includeUpperBound: true,
          },
          given,
          value,
        );
      return {
        cardinality: 'single',
        baseType: 'float',
        right: [String(question.answer)],
        interaction: field(10),
        isRight: within(el('correct', { identifier: 'RESPONSE' }), question.tolerance),
        feedback: question.feedback.map(({ value, html }, index) => {
          return { id: `wrong-${index + 1}`, html, shownIf: within(base('float', value), 0) };
        }),
      };
    }
    case 'text': {
      const forms = typedForms(question.accepted);
      const entries = forms.map((mapKey) => el('mapEntry', { mapKey, mappedValue: 1, caseSensitive: false }));
      return {
        cardinality: 'single',
        baseType: 'string',
        right: forms.slice(0, 1),
        mapping: el('mapping', { lowerBound: 0, upperBound: 1, defaultValue: 0 }, ...entries),
        interaction: field(Math.max(20, ...forms.map((form) => form.length))),
        isRight: el('gt', {}, el('mapResponse', { identifier: 'RESPONSE' }), base('float', 0)),
        feedback: question.feedback.map(({ value, html }, index) => {
          const same = el('stringMatch', { caseSensitive: false }, given, base('string', value));
          return { id: `wrong-${index + 1}`, html, shownIf: same };
        }),
      };
    }
    case 'ordering': {
      const steps = question.steps.map((html, index) => ({ id: `step-${index + 1}`, html }));
      const choices = shuffle(steps, question.item.id).map(({ id, html }) =>
        el('simpleChoice', { identifier: id }, markup(plainXhtml(html, hasDirection))),
      );
      return {
        cardinality: 'ordered',
        baseType: 'identifier',
        right: steps.map(({ id }) => id),
        interaction: el('orderInteraction', { responseIdentifier: 'RESPONSE', shuffle: false }, ...choices),
        isRight: asGiven,
        feedback: [{ id: 'order', html: question.feedback, shownIf: el('not', {}, asGiven) }],
      };
    }
  }
}

/**
 * A question as an item: right or wrong as the site judges it, feedback for what was answered, the explanation after any answer.
 * No answer is none: every rule is guarded by isNull (QTI 2.1, 15.1: an operator gives NULL for NULL).
 */
export function qtiItem(
  question: Asked,
  credit: Credited,
  dialect: QtiDialect,
  language: string,
  t: Translate,
): string {
  const { el, hasDirection } = dialect;
  const { cardinality, baseType, right, mapping, interaction, isRight, shown, feedback } = parts(
    question,
    dialect,
    t('quizYourAnswer'),
  );
  const value = (text: string | number): Markup => el('value', {}, String(text));
  const outcome = (identifier: string, kind: string, type: string, standard?: number): Markup =>
    el(
      'outcomeDeclaration',
      { identifier, cardinality: kind, baseType: type },
      standard === undefined ? undefined : el('defaultValue', {}, value(standard)),
    );
  const set = (identifier: string, expression: Markup): Markup => el('setOutcomeValue', { identifier }, expression);
  const id = (text: string): Markup => el('baseValue', { baseType: 'identifier' }, text);
  const condition = (test: Markup, ...then: (Markup | undefined)[]): Markup =>
    el('responseCondition', {}, el('responseIf', {}, test, ...then));
  const show = (outcomeIdentifier: string, identifier: string, html: string): Markup =>
    el(
      'modalFeedback',
      { outcomeIdentifier, identifier, showHide: 'show' },
      dialect.body(xml('div', {}, markup(plainXhtml(html, hasDirection)))),
    );
  const isAnswered = el('not', {}, el('isNull', {}, el('variable', { identifier: 'RESPONSE' })));
  const rules = feedback.flatMap(({ id: name, shownIf }) =>
    shownIf === undefined ? [] : condition(shownIf, set('FEEDBACK', el('multiple', {}, id(name)))),
  );
  const content: XmlContent[] = [
    el(
      'responseDeclaration',
      { identifier: 'RESPONSE', cardinality, baseType },
      el('correctResponse', {}, right.map(value)),
      mapping,
    ),
    outcome('SCORE', 'single', 'float', 0),
    outcome('MAXSCORE', 'single', 'float', 1),
    outcome('FEEDBACK', 'multiple', 'identifier'),
    outcome('SOLUTION', 'single', 'identifier'),
    el('itemBody', {}, xml('div', {}, markup(plainXhtml(stemHtml(question, t), hasDirection))), interaction),
    el(
      'responseProcessing',
      {},
      condition(
        isAnswered,
        set('SOLUTION', id('explanation')),
        condition(isRight, set('SCORE', el('baseValue', { baseType: 'float' }, '1'))),
        shown === undefined ? undefined : set('FEEDBACK', shown),
        ...rules,
      ),
    ),
    ...feedback.map((entry) => show('FEEDBACK', entry.id, entry.html)),
    show('SOLUTION', 'explanation', explanationHtml(question, credit)),
  ];
  return xmlDocument(
    el(
      'assessmentItem',
      {
        ...dialect.root,
        identifier: `item-${question.id}`,
        title: `${credit.title}: ${question.item.id}`,
        adaptive: false,
        timeDependent: false,
        'xml:lang': language,
      },
      ...content,
    ),
  );
}
