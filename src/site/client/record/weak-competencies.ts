import words from 'virtual:record-words';
import { competencyWork } from '../../../curriculum/record/work-record.ts';
import { watchProgress } from '../every-page/storage.ts';
import { fill } from '../practice/dom.ts';

/** Competencies whose questions were hard: shown as long as they are. */
class WeakCompetencies extends HTMLElement {
  connectedCallback(): void {
    const entries = [...this.querySelectorAll<HTMLElement>('[data-items]')];
    const none = this.querySelector<HTMLElement>('[data-none]');
    watchProgress(({ lessons }) => {
      for (const entry of entries) {
        const { items, isWeak } = competencyWork({ items: (entry.dataset.items ?? '').split(' ') }, lessons);
        entry.hidden = !isWeak;
        const said = entry.querySelector('span');
        if (said) said.textContent = `(${fill(words.weakCount, { first: items.firstTry, total: items.tried })})`;
      }
      if (none) none.hidden = entries.some((entry) => !entry.hidden);
    });
    this.hidden = false;
  }
}
customElements.define('weak-competencies', WeakCompetencies);
