import words from 'virtual:words';
import { QuizItem } from '../../../rendering/client/quiz-item.ts';

/** What a question says once its answer was checked: `{ right }`. */
export const CHECKED = 'review-checked';

/** A question of a lesson, asked again: its answers change nothing of the learner's progress in the lesson. */
class ReviewItem extends QuizItem {
  protected readonly words = words;

  protected keep(right: boolean): void {
    this.dispatchEvent(new CustomEvent(CHECKED, { detail: { right } }));
  }

  protected forget(): void {
    // There is nothing to forget: what was checked first counts.
  }
}
customElements.define('quiz-item', ReviewItem);
