import type { Element } from 'hast';
import { elements, find, is, textIn } from '../tree.ts';
import { blocks } from './blocks.ts';
import { inline } from './inline.ts';
import { keepAnswer, type Printing } from './printing.ts';
import { call, content, labelOf, type Value, words } from './typst.ts';

const all = (element: Element, what: string): Element[] => [...elements(element)].filter((one) => is(one, what));

/** What a question asks for, as its style shows it: options, a field, steps to number. */
function input(item: Element, printing: Printing): Record<string, Value> {
  const options = all(item, 'label').filter((label) => find(label, 'b'));
  if (options.length > 0) {
    const isMultiple = item.properties.dataType === 'multiple';
    return {
      kind: isMultiple ? 'multiple' : 'single',
      options: options.map((option) => content(inline(find(option, 'span')?.children ?? [], printing))),
    };
  }
  const steps = all(item, 'li').filter(({ properties }) => properties.dataStep !== undefined);
  if (steps.length > 0) {
    const text = (step: Element): string => inline((find(step, 'span') ?? step).children, printing);
    return { kind: 'ordering', options: steps.map((step) => content(text(step))) };
  }
  const field = find(item, '.field');
  const unit = field?.children.find((child) => is(child, 'span'));
  return { kind: 'field', unit: unit ? textIn(unit) : '', ask: printing.t('quizYourAnswer') };
}

/** A question of a quiz, and its answer among those for the appendix. */
export function questionMarkup(item: Element, printing: Printing): string {
  const id = String(item.properties.dataItem);
  const label = labelOf(printing.lesson.id, 'question', id);
  const title = textIn(find(item, 'legend') ?? item);
  const answer = (find(item, 'details')?.children ?? []).filter((child) => !is(child, 'summary'));
  keepAnswer({ kind: 'question', title, label }, printing, () => blocks(answer, printing));
  const stem = find(item, '.question');
  return call(
    'question',
    { title, label, ...input(item, printing) },
    stem ? blocks(stem.children, printing) : words(id),
  );
}

/** The quiz of a lesson. */
export function quizMarkup(element: Element, printing: Printing): string {
  return all(element, 'quiz-item')
    .map((item) => questionMarkup(item, printing))
    .join('\n\n');
}
