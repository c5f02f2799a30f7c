import { type Card, createEmptyCard, fsrs, Rating as Grade, State } from 'ts-fsrs';
import { type Answered, dayFrom, momentOf, RATINGS, type Rating, type ReviewCard } from './review.ts';

/** Whole days only: nobody sits at a lesson for ten minutes to be asked again, and nothing waits longer than a year. Nothing depends on chance. */
const SCHEDULER = fsrs({ enable_short_term: false, enable_fuzz: false, maximum_interval: 365 });

const GRADES = { again: Grade.Again, hard: Grade.Hard, good: Grade.Good, easy: Grade.Easy } as const;

function toFsrs({ due, last, stability, difficulty, reps, lapses }: ReviewCard): Card {
  return {
    ...createEmptyCard(momentOf(last)),
    ...{ due: momentOf(due), last_review: momentOf(last), stability, difficulty, reps, lapses },
    scheduled_days: due - last,
    state: State.Review,
  };
}

function fromFsrs({ due, stability, difficulty, reps, lapses }: Card, last: number): ReviewCard {
  return { due: dayFrom(due), last, stability, difficulty, reps, lapses };
}

const after = (card: Card, rating: Rating, day: number): ReviewCard =>
  fromFsrs(SCHEDULER.next(card, momentOf(day), GRADES[rating]).card, day);

/** The card of a question that was only answered in its lesson yet: that answer was its first review. */
export const firstCard = ({ day, rating }: Pick<Answered, 'day' | 'rating'>): ReviewCard =>
  after(createEmptyCard(momentOf(day)), rating, day);

/**
 * A card after a review, by FSRS with its published parameters and a retention of 90 %.
 * @param day if it is before the last review, the clock has been put back: then it counts as the day of that review
 * @see https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm
 */
export const reviewed = (card: ReviewCard, rating: Rating, day: number): ReviewCard =>
  after(toFsrs(day < card.last ? { ...card, last: day } : card), rating, day);

/** In how many days a question comes back, for each rating. */
export const intervals = (card: ReviewCard, day: number): Readonly<Record<Rating, number>> =>
  Object.fromEntries(RATINGS.map((rating) => [rating, reviewed(card, rating, day).due - day])) as Record<
    Rating,
    number
  >;
