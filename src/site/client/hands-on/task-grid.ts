import words from 'virtual:sitting-words';
import type { Attempt } from '../../../curriculum/practice/attempt.ts';
import type { ShownTask } from '../../hands-on-data.ts';
import { button, fill, make } from '../practice/dom.ts';

/** All tasks of a form as numbers with their weights: which is shown, which are flagged, and in training which are done. */
export class TaskGrid {
  readonly element: HTMLElement;
  readonly #tasks: readonly ShownTask[];
  readonly #cells: readonly HTMLButtonElement[];
  /** What is read aloud of each in place of the two numbers. */
  readonly #names: readonly HTMLElement[];

  constructor(tasks: readonly ShownTask[], goTo: (at: number) => void) {
    this.#tasks = tasks;
    this.#names = tasks.map(() => make('span', { class: 'sr-only' }));
    this.#cells = tasks.map(({ weight }, index) => {
      const cell = button('', () => goTo(index));
      const seen = { 'aria-hidden': 'true' };
      cell.append(make('b', seen, String(index + 1)), make('small', seen, `${weight} %`), this.#names[index] ?? '');
      return cell;
    });
    const list = make('ol', {}, ...this.#cells.map((cell) => make('li', {}, cell)));
    this.element = make('nav', { class: 'exam-grid exam-task-grid', 'aria-label': words.sitTaskGrid }, list);
  }

  /** @param done ids of tasks that are known to be done */
  update({ items, at }: Attempt, done: ReadonlySet<string>): void {
    this.#cells.forEach((cell, index) => {
      const { weight = 0, title = '', id = '' } = this.#tasks[index] ?? {};
      const isFlagged = items[index]?.isFlagged ?? false;
      const name = isFlagged ? words.sitTaskFlagged : words.sitTaskName;
      const said = this.#names[index];
      if (said) said.textContent = fill(name, { number: index + 1, weight, title });
      cell.toggleAttribute('data-flagged', isFlagged);
      cell.toggleAttribute('data-answered', done.has(id));
      if (index === at) cell.setAttribute('aria-current', 'step');
      else cell.removeAttribute('aria-current');
    });
  }
}
