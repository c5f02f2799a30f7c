import type { Answered, Rating } from '../../../curriculum/practice/review.ts';
import { firstCard, intervals, reviewed } from '../../../curriculum/practice/review-schedule.ts';
import { keepCard, readReview, writeReview } from './store.ts';

/** One question of a review. */
export interface Turn {
  answered: Answered;
  /** It was not known before in this review, and is asked once more; that changes nothing of its card. */
  isRepeat: boolean;
}

/** A question that could not be asked. */
export interface LeftOut {
  key: string;
  why: 'unreachable' | 'gone';
}

/** A review of one day: what is asked next, and what comes of it. */
export class Session {
  readonly #turns: Turn[];
  readonly #day: number;
  readonly #missed = new Set<string>();
  #at = 0;
  #right = 0;
  /** Questions that were answered, each counted once. */
  count = 0;
  unreachable = 0;
  /** Whether storage has taken all of it. */
  isKept = true;

  constructor(due: readonly Answered[], day: number) {
    this.#turns = due.map((answered) => ({ answered, isRepeat: false }));
    this.#day = day;
  }

  get turn(): Turn | undefined {
    return this.#turns[this.#at];
  }

  /** Which question it is, counted from 1, and how many there are; what was not known counts again. */
  get place(): { number: number; total: number } {
    return { number: this.#at + 1, total: this.#turns.length };
  }

  get right(): number {
    return this.#right;
  }

  /** Questions that were not known. */
  get missed(): readonly string[] {
    return [...this.#missed];
  }

  #card({ key, day, rating }: Answered) {
    return readReview().cards[key] ?? firstCard({ day, rating });
  }

  /** In how many days the present question comes back, for each rating. */
  get intervals(): Readonly<Record<Rating, number>> | undefined {
    return this.turn && intervals(this.#card(this.turn.answered), this.#day);
  }

  /** Keeps how well the present question was known. What was not known is asked again at the end. */
  rate(rating: Rating): void {
    const { turn } = this;
    if (!turn) return;
    if (!turn.isRepeat) {
      const { answered } = turn;
      this.isKept = keepCard(answered.key, reviewed(this.#card(answered), rating, this.#day)) && this.isKept;
      this.count++;
      if (rating === 'again') this.#missed.add(answered.key);
      else this.#right++;
    }
    if (rating === 'again') this.#turns.push({ ...turn, isRepeat: true });
  }

  next(): void {
    this.#at++;
  }

  /** Goes on without the present question. */
  leaveOut({ key, why }: LeftOut): void {
    this.#turns.splice(this.#at, 1);
    if (why === 'unreachable') {
      this.unreachable++;
      return;
    }
    const review = readReview();
    writeReview({ ...review, gone: [...new Set([...review.gone, key])] });
  }
}
