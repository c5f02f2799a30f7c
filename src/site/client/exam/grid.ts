import words from 'virtual:sitting-words';
import type { Attempt } from '../../../curriculum/practice/attempt.ts';
import { fill, make } from '../practice/dom.ts';

/** All items of a sitting as numbers: which are answered, flagged, shown. */
export class Grid {
  readonly element: HTMLElement;
  readonly #cells: readonly HTMLButtonElement[];

  constructor(attempt: Attempt, goTo: (at: number) => void) {
    this.#cells = attempt.items.map((_, index) => {
      const cell = make('button', { type: 'button' }, String(index + 1));
      cell.addEventListener('click', () => goTo(index));
      return cell;
    });
    const list = make('ol', {}, ...this.#cells.map((cell) => make('li', {}, cell)));
    this.element = make('nav', { class: 'exam-grid', 'aria-label': words.sitGrid }, list);
  }

  update({ items, at }: Attempt): void {
    this.#cells.forEach((cell, index) => {
      const { chosen = [], isFlagged = false } = items[index] ?? {};
      const states = [
        chosen.length > 0 ? words.sitAnswered : words.sitOpen,
        ...(isFlagged ? [words.sitGridFlagged] : []),
      ];
      cell.setAttribute('aria-label', fill(words.sitGridItem, { number: index + 1, state: states.join(', ') }));
      cell.toggleAttribute('data-answered', chosen.length > 0);
      cell.toggleAttribute('data-flagged', isFlagged);
      if (index === at) cell.setAttribute('aria-current', 'step');
      else cell.removeAttribute('aria-current');
    });
  }

  focus(at: number): void {
    this.#cells[at]?.focus();
  }
}
