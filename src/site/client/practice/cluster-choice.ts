import { fill, make } from './dom.ts';
import type { Contexts } from './protocol.ts';
import words from './words.ts';

/** Says which of several clusters is shown, and lets one see another. With one cluster there is nothing to say. */
export class ClusterChoice {
  readonly element: HTMLElement;
  readonly #select = make('select', { autocomplete: 'off' });
  #told = '';

  constructor(choose: (context: string) => void) {
    this.#select.addEventListener('change', () => choose(this.#select.value));
    this.element = make(
      'label',
      { class: 'practice-choice', hidden: true },
      make('span', {}, words.clusterShown),
      this.#select,
    );
  }

  update({ all, current, shown }: Contexts): void {
    const text = JSON.stringify([all, current]);
    if (text !== this.#told) {
      this.#told = text;
      this.element.hidden = all.length < 2;
      this.#select.replaceChildren(
        ...all.map((context) =>
          make('option', { value: context }, context === current ? fill(words.clusterCurrent, { context }) : context),
        ),
      );
    }
    if (this.#select.value !== shown) this.#select.value = shown;
  }
}
