import { button, make } from './dom.ts';
import words from './words.ts';

/** What stands over a lab that cannot be used yet, or not here. */
export class Notice {
  readonly element = make('div', { class: 'practice-notice', role: 'status', hidden: true });

  readonly #loading: string;

  /** @param loading what is said while a lab is being made ready */
  constructor(loading: string = words.clusterLoading) {
    this.#loading = loading;
  }

  hide(): void {
    this.element.hidden = true;
  }

  /** It is being loaded, or done again; how far, 0 to 1. */
  progress(share: number): void {
    const bar = this.element.querySelector('progress');
    if (bar && !this.element.hidden) {
      if (share > 0) bar.value = share;
      return;
    }
    this.element.hidden = false;
    const made = make('progress', { max: 1, 'aria-label': this.#loading });
    this.element.replaceChildren(make('p', {}, this.#loading), made);
  }

  /** Says what is the matter, with a way on. */
  ask(text: string, label: string, go: () => void): void {
    this.element.hidden = false;
    this.element.replaceChildren(make('p', {}, text), button(label, go, { class: 'primary' }));
  }
}
