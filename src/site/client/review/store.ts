import { NO_REVIEW, type Review, type ReviewCard } from '../../../curriculum/practice/review.ts';
import {
  mergeReviews,
  parseReview,
  reviewUnderPresentIds,
  storedReview,
} from '../../../curriculum/practice/review-kept.ts';
import { BASE, formerIds, onStorageChange } from '../every-page/storage.ts';
import { readKept } from '../kept-text.ts';

/** Several sites may share an origin, so the key carries the path of this one. */
const KEY = `review:${BASE}`;
const CHANGED = 'review-changed';

/** What storage does not take, until the page is left. */
let here: Review | undefined;

/** Daily review in this browser. What cannot be read is set aside, and not lost. */
export function readReview(): Review {
  if (here) return here;
  const review = readKept(KEY, parseReview);
  return review ? reviewUnderPresentIds(review, formerIds()) : NO_REVIEW;
}

/** Stores daily review. @returns false where storage does not take it: then it is kept until the page is left */
export function writeReview(review: Review): boolean {
  try {
    localStorage.setItem(KEY, JSON.stringify(storedReview(review)));
    here = undefined;
  } catch {
    here = review;
  }
  document.dispatchEvent(new Event(CHANGED));
  return here === undefined;
}

/** Keeps the card of a question, beside what another tab may have kept. @returns whether storage took it */
export function keepCard(key: string, card: ReviewCard): boolean {
  const review = readReview();
  return writeReview({ ...review, cards: { ...review.cards, [key]: card } });
}

/** Calls back now and whenever daily review changes, in this page or in another tab. */
export function watchReview(listener: (review: Review) => void): void {
  const call = (): void => listener(readReview());
  document.addEventListener(CHANGED, call);
  onStorageChange(call);
  call();
}

/** Puts what a file has of daily review to what is here. */
export function importReview(review: Review): void {
  writeReview(mergeReviews(readReview(), review));
}

/** What a file with the learner's progress has of daily review; undefined if there is nothing. */
export function exportedReview(): unknown {
  const review = readReview();
  const isEmpty = !review.isOff && review.gone.length === 0 && Object.keys(review.cards).length === 0;
  return isEmpty ? undefined : storedReview(review);
}

/** Erases daily review in this browser. */
export function eraseReview(): void {
  here = undefined;
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Storage is blocked: there is nothing in it.
  }
  document.dispatchEvent(new Event(CHANGED));
}
