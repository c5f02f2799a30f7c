import words from 'virtual:sitting-words';
import type { Sat } from '../../../curriculum/practice/attempt.ts';
import type { BankedItem } from '../../exam-bank.ts';
import { fill, make } from '../practice/dom.ts';

export const letterOf = (place: number): string => String.fromCharCode(65 + place);

/** Text of our own curriculum, rendered when the site was built. */
export function rendered(html: string, name: 'div' | 'span' = 'div', className = ''): HTMLElement {
  const element = make(name, className === '' ? {} : { class: className });
  element.innerHTML = html;
  return element;
}

/** What to choose of an item: "Choose 2 answers." */
export const instruction = ({ right }: BankedItem): string =>
  right.length === 1 ? words.sitChooseOne : fill(words.sitChoose, { count: right.length });

interface ItemEvents {
  choose(option: number): void;
  strike(option: number): void;
}

/** An item as it is answered: question, options in the order of the form, a button beside each that strikes it out. */
export function answering(item: BankedItem, sat: Sat, { choose, strike }: ItemEvents): HTMLElement {
  const type = item.type === 'single' ? 'radio' : 'checkbox';
  const options = sat.options.map((option, place) => {
    const isStruck = sat.struck.includes(option);
    const input = make('input', { type, name: 'option', checked: sat.chosen.includes(option) });
    input.addEventListener('change', () => choose(option));
    const letter = make('b', { 'aria-hidden': 'true' }, letterOf(place));
    const text = rendered(item.options[option]?.text ?? '', 'span');
    if (isStruck) text.append(make('span', { class: 'sr-only' }, ` (${words.sitStruck})`));
    const out = make(
      'button',
      { type: 'button', class: 'exam-strike', 'aria-pressed': String(isStruck) },
      make('span', { 'aria-hidden': 'true' }, '✕'),
      make('span', { class: 'sr-only' }, fill(words.sitStrike, { letter: letterOf(place) })),
    );
    out.addEventListener('click', () => strike(option));
    const row = make('li', {}, make('label', {}, input, letter, text), out);
    row.dataset.option = String(option);
    if (isStruck) row.dataset.struck = '';
    return row;
  });
  return make(
    'fieldset',
    { 'aria-labelledby': 'exam-question exam-asked' },
    Object.assign(rendered(item.question, 'div', 'question'), { id: 'exam-asked' }),
    make('p', { class: 'exam-note' }, instruction(item)),
    make('ul', { class: 'options exam-options' }, ...options),
  );
}

/** An item with what was chosen, what is right, why, and where to read more. */
export function explained(item: BankedItem, sat: Sat): HTMLElement {
  const reasons = sat.options.map((option, place) => {
    const isRight = item.right.includes(option);
    const isChosen = sat.chosen.includes(option);
    const label = `${letterOf(place)} · ${isRight ? words.sitRight : words.sitWrong}`;
    const row = make(
      'li',
      {},
      make('b', {}, label, isChosen && ` (${words.sitYours})`),
      make('div', {}, rendered(item.options[option]?.text ?? '', 'span', 'exam-option')),
      rendered(item.options[option]?.feedback ?? '', 'span'),
    );
    row.dataset.option = isRight ? 'right' : 'wrong';
    if (isChosen) row.dataset.chosen = '';
    return row;
  });
  return make(
    'div',
    { class: 'exam-explained' },
    sat.chosen.length === 0 && make('p', {}, words.sitNotAnswered),
    make('ul', { class: 'reasons' }, ...reasons),
    rendered(item.explanation),
    make(
      'p',
      { class: 'exam-note' },
      make('a', { href: item.source }, `${words.sitSource}: ${new URL(item.source).hostname}`),
    ),
  );
}
