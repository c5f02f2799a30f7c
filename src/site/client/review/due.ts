import { answeredIn, dueOn, localDay } from '../../../curriculum/practice/review.ts';
import { readProgress } from '../every-page/storage.ts';
import { watchReview } from './store.ts';

/** How many questions there are to review today, as a link; nothing is shown if there are none. */
class ReviewDue extends HTMLElement {
  connectedCallback(): void {
    const lessons = new Set(this.dataset.lessons?.split(' '));
    // Answers are given on other pages: what another tab does with them is heard of there as well.
    watchReview((review) => {
      const { length: count } = dueOn(localDay(new Date()), answeredIn(readProgress().lessons, lessons), review);
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
    });
  }
}
customElements.define('review-due', ReviewDue);
