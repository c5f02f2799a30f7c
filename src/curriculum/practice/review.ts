/**
 * Daily review: questions of lessons that a learner has answered come back when they are about to be forgotten. Days are counted in the
 * learner's own time zone, from 1970 on. When something comes back is calculated in review-schedule.ts; here is what pages need that only count.
 */

/** How well something was known: not, with effort, well, without thinking. The four grades of FSRS. */
export const RATINGS = ['again', 'hard', 'good', 'easy'] as const;
export type Rating = (typeof RATINGS)[number];

/** What is known of a question that was reviewed at least once. */
export interface ReviewCard {
  /** Day on which it comes back. */
  due: number;
  /** Day of the last review. */
  last: number;
  /** After how many days it is still known with nine chances of ten. */
  stability: number;
  /** 1 (easy) to 10. */
  difficulty: number;
  reps: number;
  lapses: number;
}

/** All that daily review keeps. */
export interface Review {
  isOff: boolean;
  /** Cards by `<lesson>/<item>`. */
  cards: Readonly<Record<string, ReviewCard>>;
  /** Questions that their lessons do not have any more. */
  gone: readonly string[];
}

/** What of a learner's progress daily review looks at. */
export interface AnsweredLessons {
  readonly [lesson: string]: {
    readonly visited: string;
    readonly quiz?: Readonly<Record<string, { readonly right: boolean; readonly tries: number }>>;
  };
}

/** A question that was answered in its lesson. */
export interface Answered {
  /** `<lesson>/<item>`. */
  key: string;
  /** Day on which the lesson was visited first. */
  day: number;
  /** What the answer there says. */
  rating: Rating;
}

export const NO_REVIEW: Review = { isOff: false, cards: {}, gone: [] };

const DAY_MS = 86_400_000;

/** After how many days a question comes back first, by its answer in the lesson: the first intervals of FSRS. */
const FIRST_DAYS: Readonly<Record<Rating, number>> = { again: 1, hard: 2, good: 3, easy: 8 };

/** The day of a moment, where the learner is. */
export const localDay = (moment: Date): number =>
  Math.floor((moment.getTime() - moment.getTimezoneOffset() * 60_000) / DAY_MS);

/** A moment of a day, for what is calculated with days only, and the day of such a moment. */
export const momentOf = (day: number): Date => new Date(day * DAY_MS);
export const dayFrom = (moment: Date): number => Math.round(moment.getTime() / DAY_MS);

/** What an answer in a lesson says: right at once, after several tries, or not. */
const ratingOf = ({ right, tries }: { right: boolean; tries: number }): Rating =>
  right ? (tries === 1 ? 'good' : 'hard') : 'again';

/** Questions that were answered in lessons. @param lessons those that this site has; progress of others does not count */
export function answeredIn(progress: AnsweredLessons, lessons: ReadonlySet<string>): Answered[] {
  return Object.entries(progress).flatMap(([lesson, { visited, quiz = {} }]) => {
    const day = localDay(new Date(visited));
    if (!lessons.has(lesson) || !Number.isFinite(day)) return [];
    return Object.entries(quiz).map(([item, result]) => ({ key: `${lesson}/${item}`, day, rating: ratingOf(result) }));
  });
}

/** The day on which a question comes back. */
export const dueDay = ({ key, day, rating }: Answered, { cards }: Review): number =>
  cards[key]?.due ?? day + FIRST_DAYS[rating];

/** Nothing waits longer; what does was reviewed while the clock was ahead. */
const LONGEST_DAYS = 370;

/** Questions to review on a day, those first that have waited longest; none if review is switched off. */
export function dueOn(day: number, answered: readonly Answered[], review: Review): Answered[] {
  if (review.isOff) return [];
  const gone = new Set(review.gone);
  return answered
    .map((one) => ({ one, due: dueDay(one, review) }))
    .filter(({ one, due }) => (due <= day || due > day + LONGEST_DAYS) && !gone.has(one.key))
    .sort((first, second) => first.due - second.due || (first.one.key < second.one.key ? -1 : 1))
    .map(({ one }) => one);
}

/** How many questions come back on each of the days after one, the next day first. */
export function ahead(day: number, days: number, answered: readonly Answered[], review: Review): number[] {
  const gone = new Set(review.gone);
  const dues = answered.filter(({ key }) => !gone.has(key)).map((one) => dueDay(one, review));
  return Array.from({ length: days }, (_, index) => dues.filter((due) => due === day + index + 1).length);
}
