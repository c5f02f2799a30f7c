import { button, fill, make } from './dom.ts';
import words from './words.ts';

interface LabMenuOptions {
  /** @param isSame whether the same faults are to be there again, where they are drawn */
  reset: (isSame: boolean) => void;
  exportIt: () => void;
  importIt: (text: string) => void;
}

/** What one can do with a lab as a whole: begin anew, take it along, bring it back. */
export class LabMenu {
  readonly element: HTMLElement;
  readonly #form = make('p', { class: 'practice-form', hidden: true });
  readonly #same: HTMLElement;

  constructor({ reset, exportIt, importIt }: LabMenuOptions) {
    const file = make('input', {
      type: 'file',
      accept: '.json,application/json',
      class: 'sr-only',
      tabindex: '-1',
      'aria-hidden': 'true',
    });
    file.addEventListener('change', () => {
      void file.files?.[0]?.text().then(importIt);
      file.value = '';
    });
    const menu = make('div', { class: 'practice-menu', id: 'practice-menu', popover: 'auto' });
    const close = (): void => menu.hidePopover();
    this.#same = button(
      words.clusterResetSame,
      () => {
        close();
        reset(true);
      },
      { hidden: true },
    );
    const sure = make(
      'div',
      { class: 'practice-ask', hidden: true },
      make('p', {}, words.clusterResetAsk),
      button(words.clusterResetSure, () => {
        close();
        reset(false);
      }),
      this.#same,
    );
    const first = button(words.clusterReset, () => {
      sure.hidden = !sure.hidden;
      first.setAttribute('aria-expanded', String(!sure.hidden));
    });
    first.setAttribute('aria-expanded', 'false');
    menu.append(
      button(words.clusterExport, () => {
        close();
        exportIt();
      }),
      button(words.clusterImport, () => {
        close();
        file.click();
      }),
      first,
      sure,
      this.#form,
    );
    menu.addEventListener('toggle', () => {
      sure.hidden = true;
      first.setAttribute('aria-expanded', 'false');
    });
    const opener = make(
      'button',
      { type: 'button', popovertarget: 'practice-menu', class: 'practice-menu-button' },
      words.clusterMenu,
    );
    this.element = make('div', { class: 'practice-menu-place' }, opener, menu, file);
  }

  /** Which faults the lab has begun with, where they are drawn. */
  set form(form: { number: number; total: number } | undefined) {
    this.#form.hidden = this.#same.hidden = form === undefined;
    this.#form.textContent = form ? fill(words.clusterForm, form) : '';
  }
}
