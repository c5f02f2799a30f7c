import { answeredIn, dayOf, dueOn } from '../../../curriculum/practice/review.ts';
import { readProgress, watchProgress } from '../every-page/storage.ts';
import { readReview, watchReview } from './store.ts';

/** How many questions there are to review today, as a link; nothing is shown if there are none. */
class ReviewDue extends HTMLElement {
  connectedCallback(): void {
    const lessons = new Set(this.dataset.lessons?.split(' '));
    const show = (): void => {
      const { length: count } = dueOn(dayOf(new Date()), answeredIn(readProgress().lessons, lessons), readReview());
      const link = this.querySelector('a');
      this.hidden = count === 0;
      if (link)
        link.textContent =
          (count === 1 ? this.dataset.one : this.dataset.many)?.replace('{count}', () => String(count)) ?? '';
    };
    watchProgress(show);
    watchReview(show);
  }
}
customElements.define('review-due', ReviewDue);
