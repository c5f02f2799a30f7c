import { answeredIn, dayOf, dueOn } from '../../../curriculum/practice/review.ts';
import { readProgress, watchProgress } from '../every-page/storage.ts';
import { readReview, watchReview } from './store.ts';

/** How many questions there are to review today, as a link; nothing is shown if there are none. */
class ReviewDue extends HTMLElement {
  connectedCallback(): void {
    const lessons = new Set(this.dataset.lessons?.split(' '));
    const show = (): void => {
      const { length: count } = dueOn(dayOf(new Date()), answeredIn(readProgress().lessons, lessons), readReview());
      this.hidden = count === 0;
      if (this.hidden) {
        this.replaceChildren();
        return;
      }
      const link = this.querySelector('a') ?? document.createElement('a');
      link.href = this.dataset.href ?? '';
      link.textContent =
        (count === 1 ? this.dataset.one : this.dataset.many)?.replace('{count}', () => String(count)) ?? '';
      if (!link.isConnected) this.append(link);
    };
    watchProgress(show);
    watchReview(show);
  }
}
customElements.define('review-due', ReviewDue);
