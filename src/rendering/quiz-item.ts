import type { ChoiceItem, NumericItem, OrderingItem, QuizItem, ShortTextItem } from '../curriculum/schema/quiz.ts';
import { attributes, escapeHtml } from '../strings/html.ts';
import type { RenderContext } from './context.ts';
import { shuffle } from './shuffle.ts';

/** The parts of a quiz item that depend on its type. */
export interface QuestionParts {
  /** Fields to answer with. */
  input: string;
  /** What the hidden answer says before the explanation. */
  answer: string;
  /** Data that the script needs to judge an answer. */
  data: Record<string, string | number>;
}

/** Fields and answer of a quiz item. */
export function renderQuestion(item: QuizItem, name: string, context: RenderContext): QuestionParts {
  switch (item.type) {
    case 'single':
    case 'multiple':
      return choice(item, name, context);
    case 'numeric':
      return numeric(item, context);
    case 'text':
      return shortText(item, context);
    case 'ordering':
      return ordering(item, context);
  }
}

const letter = (index: number): string => String.fromCharCode(65 + index);

function choice(item: ChoiceItem, name: string, { markdown, t }: RenderContext): QuestionParts {
  const type = item.type === 'single' ? 'radio' : 'checkbox';
  const options = item.options.map(
    (option, index) =>
      `<li><label><input${attributes({ type, name, value: index })}><b aria-hidden="true">${letter(index)}</b><span>${markdown(option.text, 'inline')}</span></label></li>`,
  );
  const reasons = item.options.map((option, index) => {
    const verdict = t(option.correct ? 'quizRightOption' : 'quizWrongOption');
    const feedback = option.feedback === undefined ? '' : markdown(option.feedback, 'inline');
    return `<li${attributes({ 'data-option': option.correct ? 'right' : 'wrong' })}><b>${letter(index)} · ${verdict}.</b> <span>${feedback}</span></li>`;
  });
  return {
    input: `<ul class="options">${options.join('')}</ul>`,
    answer: `<ul class="reasons">${reasons.join('')}</ul>`,
    data: {},
  };
}

function typical(
  feedback: readonly { value: string | number; text: string }[],
  { markdown, t }: RenderContext,
): string {
  if (feedback.length === 0) return '';
  const entries = feedback.map(
    ({ value, text }) =>
      `<li data-option="wrong" data-value="${escapeHtml(String(value))}"><b>${t('quizIfYouSaid', { value: escapeHtml(String(value)) })}</b> <span>${markdown(text, 'inline')}</span></li>`,
  );
  return `<ul class="reasons">${entries.join('')}</ul>`;
}

function field(unit: string | undefined, mode: 'decimal' | 'text', { t }: RenderContext): string {
  const suffix = unit === undefined ? '' : ` <span>${escapeHtml(unit)}</span>`;
  return `<p class="field"><label><span>${t('quizYourAnswer')}</span> <input${attributes({ type: 'text', inputmode: mode, autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false' })}></label>${suffix}</p>`;
}

function numeric(item: NumericItem, context: RenderContext): QuestionParts {
  const answer = item.unit === undefined ? String(item.answer) : `${item.answer} ${item.unit}`;
  return {
    input: field(item.unit, 'decimal', context),
    answer: `<p><b>${context.t('quizAnswerIs', { answer: escapeHtml(answer) })}</b></p>${typical(item.feedback, context)}`,
    data: { 'data-answer': item.answer, 'data-tolerance': item.tolerance },
  };
}

function shortText(item: ShortTextItem, context: RenderContext): QuestionParts {
  return {
    input: field(undefined, 'text', context),
    answer: `<p><b>${context.t('quizAnswerIs', { answer: escapeHtml(item.accepted[0] ?? '') })}</b></p>${typical(item.feedback, context)}`,
    data: { 'data-accepted': JSON.stringify(item.accepted) },
  };
}

function ordering(item: OrderingItem, { markdown, t }: RenderContext): QuestionParts {
  const steps = item.steps.map((step, index) => ({ html: markdown(step, 'inline'), index }));
  const shown = shuffle(steps, item.id).map(({ html, index }) => `<li data-step="${index}"><span>${html}</span></li>`);
  const right = steps.map(({ html }) => `<li>${html}</li>`).join('');
  return {
    input: `<ul class="order">${shown.join('')}</ul>`,
    answer: `<p><b>${t('quizOrderIs')}</b></p><ol>${right}</ol><ul class="reasons"><li data-option="wrong"><span>${markdown(item.feedback, 'inline')}</span></li></ul>`,
    data: {},
  };
}
