import { isCount, isRecord, must, readStored } from '../stored.ts';
import type { Review, ReviewCard } from './review.ts';

/** Version of the form in which daily review is stored and exported. */
export const REVIEW_VERSION = 1;
/** More questions than any curriculum has. */
const MOST = 20_000;
const KEY = /^[a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/;
/** Digits that are kept of what FSRS calculates. */
const DIGITS = 1e4;

const isKey = (value: unknown): value is string => typeof value === 'string' && KEY.test(value);
const isAmount = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value > 0;

function readCard(value: unknown): ReviewCard {
  must(Array.isArray(value) && value.length === 6);
  const [due, last, stability, difficulty, reps, lapses] = value as unknown[];
  must(isCount(due) && isCount(last) && isCount(reps) && isCount(lapses));
  must(isAmount(stability) && isAmount(difficulty) && difficulty <= 10);
  return { due, last, stability, difficulty, reps, lapses };
}

const rounded = (value: number): number => Math.max(1, Math.round(value * DIGITS)) / DIGITS;

/** Daily review in the form in which it is stored and exported. */
export const storedReview = ({ isOff, cards, gone }: Review): unknown => ({
  version: REVIEW_VERSION,
  ...(isOff ? { off: true } : {}),
  cards: Object.fromEntries(
    Object.entries(cards).map(([key, { due, last, stability, difficulty, reps, lapses }]) => [
      key,
      [due, last, rounded(stability), rounded(difficulty), reps, lapses],
    ]),
  ),
  ...(gone.length > 0 ? { gone } : {}),
});

/** Daily review from storage or from a file, written anew from what is understood; undefined if it is none, or of a later version. */
export function parseReview(value: unknown): Review | undefined {
  return readStored(() => {
    must(isRecord(value) && value.version === REVIEW_VERSION && isRecord(value.cards));
    const { gone = [] } = value;
    const entries = Object.entries(value.cards);
    must(entries.length <= MOST && entries.every(([key]) => isKey(key)));
    must(Array.isArray(gone) && gone.length <= MOST && gone.every(isKey));
    return {
      isOff: value.off === true,
      cards: Object.fromEntries(entries.map(([key, card]) => [key, readCard(card)])),
      gone: [...new Set(gone as string[])],
    };
  });
}

/** The later review of a question. */
const later = (known: ReviewCard | undefined, card: ReviewCard): ReviewCard =>
  !known || card.last > known.last || (card.last === known.last && card.reps > known.reps) ? card : known;

/** Two records of daily review as one: of each question the later review, and whether it is off as it is here. */
export function mergeReviews(present: Review, imported: Review): Review {
  const cards: Record<string, ReviewCard> = { ...present.cards };
  for (const [key, card] of Object.entries(imported.cards)) {
    cards[key] = later(cards[key], card);
  }
  return { isOff: present.isOff, cards, gone: [...new Set([...present.gone, ...imported.gone])] };
}

/** Daily review under the present ids of lessons. @param former former ids, and what they are called now */
export function reviewUnderPresentIds(review: Review, former: ReadonlyMap<string, string>): Review {
  if (former.size === 0) return review;
  const present = (key: string): string => {
    const [lesson = '', item = ''] = key.split('/');
    return `${former.get(lesson) ?? lesson}/${item}`;
  };
  const cards: Record<string, ReviewCard> = {};
  for (const [key, card] of Object.entries(review.cards)) cards[present(key)] = later(cards[present(key)], card);
  return { ...review, cards, gone: [...new Set(review.gone.map(present))] };
}
