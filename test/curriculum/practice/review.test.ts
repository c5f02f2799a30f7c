import { describe, expect, test } from 'vitest';
import {
  ahead,
  answeredIn,
  dueDay,
  dueOn,
  localDay,
  NO_REVIEW,
  RATINGS,
  type Rating,
  type Review,
} from '../../../src/curriculum/practice/review.ts';
import {
  mergeReviews,
  parseReview,
  reviewUnderPresentIds,
  storedReview,
} from '../../../src/curriculum/practice/review-kept.ts';
import { firstCard, intervals, reviewed } from '../../../src/curriculum/practice/review-schedule.ts';

const LESSONS = new Set(['pods', 'services']);
const VISITED = '2026-03-01T12:00:00.000Z';
const DAY = localDay(new Date(VISITED));
const PROGRESS = {
  pods: {
    visited: VISITED,
    quiz: { known: { right: true, tries: 1 }, found: { right: true, tries: 3 }, missed: { right: false, tries: 2 } },
  },
  services: { visited: VISITED },
  elsewhere: { visited: VISITED, quiz: { other: { right: true, tries: 1 } } },
};
const answered = answeredIn(PROGRESS, LESSONS);
const keysOn = (day: number, review: Review = NO_REVIEW): string[] =>
  dueOn(day, answered, review).map(({ key }) => key);

describe('what is reviewed', () => {
  test('is what was answered in lessons that the site has', () => {
    expect(answered.map(({ key, rating }) => [key, rating])).toEqual([
      ['pods/known', 'good'],
      ['pods/found', 'hard'],
      ['pods/missed', 'again'],
    ]);
  });

  test('comes back the sooner the less it was known, those first that have waited longest', () => {
    expect(keysOn(DAY)).toEqual([]);
    expect(keysOn(DAY + 1)).toEqual(['pods/missed']);
    expect(keysOn(DAY + 2)).toEqual(['pods/missed', 'pods/found']);
    expect(keysOn(DAY + 300)).toEqual(['pods/missed', 'pods/found', 'pods/known']);
    expect(ahead(DAY, 4, answered, NO_REVIEW)).toEqual([1, 1, 1, 0]);
  });

  test('is nothing that is gone, and nothing at all when it is switched off', () => {
    expect(keysOn(DAY + 300, { ...NO_REVIEW, gone: ['pods/found'] })).toEqual(['pods/missed', 'pods/known']);
    expect(keysOn(DAY + 300, { ...NO_REVIEW, isOff: true })).toEqual([]);
  });

  test('is nothing of a lesson whose date cannot be read', () => {
    expect(answeredIn({ pods: { ...PROGRESS.pods, visited: 'yesterday' } }, LESSONS)).toEqual([]);
  });

  test('is counted by the days of the learner', () => {
    const noon = new Date(2026, 5, 30, 12);
    expect(localDay(new Date(2026, 5, 30, 23, 59)) - localDay(noon)).toBe(0);
    expect(localDay(new Date(2026, 6, 1, 0, 1)) - localDay(noon)).toBe(1);
  });
});

describe('when it comes back', () => {
  test.each(RATINGS)('first, after the answer "%s" in the lesson, is what FSRS says', (rating) => {
    const first = firstCard({ day: DAY, rating });
    expect(dueDay({ key: 'pods/x', day: DAY, rating }, NO_REVIEW)).toBe(first.due);
  });

  test('is later the better it was known', () => {
    const card = firstCard({ day: DAY, rating: 'good' });
    const { again, hard, good, easy } = intervals(card, card.due);
    expect(again).toBe(1);
    expect(hard).toBeGreaterThan(again);
    expect(good).toBeGreaterThan(hard);
    expect(easy).toBeGreaterThan(good);
  });

  test('is never more than a year away, never today, and never depends on chance', () => {
    const ratings: Rating[] = Array.from({ length: 40 }, (_, index) => (index % 9 === 8 ? 'again' : 'easy'));
    const run = () =>
      ratings.reduce((card, rating) => reviewed(card, rating, card.due), firstCard({ day: DAY, rating: 'good' }));
    let card = firstCard({ day: DAY, rating: 'good' });
    for (const rating of ratings) {
      const next = reviewed(card, rating, card.due);
      expect(next.due).toBeGreaterThan(next.last);
      expect(next.due - next.last).toBeLessThanOrEqual(367);
      card = next;
    }
    expect(run()).toEqual(run());
    expect(card.lapses).toBe(4);
  });

  test('after a clock was put back, is counted from the day that it shows', () => {
    const card = firstCard({ day: DAY, rating: 'good' });
    const { due, last, ...rest } = reviewed(card, 'good', DAY);
    expect(reviewed(card, 'good', DAY - 400)).toEqual({ due: due - 400, last: last - 400, ...rest });
    const review = { ...NO_REVIEW, cards: { 'pods/known': card } };
    expect(dueOn(DAY - 400, answered, review).map(({ key }) => key)).toContain('pods/known');
  });
});

describe('what is kept', () => {
  const review: Review = {
    isOff: true,
    cards: { 'pods/known': firstCard({ day: DAY, rating: 'good' }) },
    gone: ['pods/missed'],
  };

  test('is read as it was written', () => {
    const read = parseReview(JSON.parse(JSON.stringify(storedReview(review))));
    expect(read?.isOff).toBe(true);
    expect(read?.gone).toEqual(review.gone);
    expect(read?.cards['pods/known']?.due).toBe(review.cards['pods/known']?.due);
    expect(read?.cards['pods/known']?.stability).toBeCloseTo(2.3065, 3);
  });

  test.each([
    ['nothing', null],
    ['a later version', { version: 2, cards: {} }],
    ['a key that is none', { version: 1, cards: { __proto__x: [1, 1, 1, 1, 1, 1] } }],
    ['a card too short', { version: 1, cards: { 'pods/known': [1, 2] } }],
    ['a stability of nothing', { version: 1, cards: { 'pods/known': [1, 1, 0, 5, 1, 0] } }],
    ['a difficulty beyond the scale', { version: 1, cards: { 'pods/known': [1, 1, 1, 11, 1, 0] } }],
    ['a day that is none', { version: 1, cards: { 'pods/known': [1.5, 1, 1, 5, 1, 0] } }],
    ['what is gone, as text', { version: 1, cards: {}, gone: 'pods/known' }],
  ])('is not %s', (_, value) => expect(parseReview(value)).toBeUndefined());

  test('is, of two records, the later review of each question', () => {
    const early = firstCard({ day: DAY, rating: 'good' });
    const late = reviewed(early, 'again', early.due);
    const one: Review = { isOff: false, cards: { 'pods/known': early, 'pods/found': late }, gone: [] };
    const other: Review = { isOff: true, cards: { 'pods/known': late, 'pods/found': early }, gone: ['pods/missed'] };
    const both = { 'pods/known': late, 'pods/found': late };
    expect(mergeReviews(one, other)).toEqual({ isOff: false, cards: both, gone: ['pods/missed'] });
    expect(mergeReviews(other, one).cards).toEqual(both);
  });

  test('is found under the present id of a lesson', () => {
    const renamed = reviewUnderPresentIds(review, new Map([['pods', 'first-pods']]));
    expect(Object.keys(renamed.cards)).toEqual(['first-pods/known']);
    expect(renamed.gone).toEqual(['first-pods/missed']);
  });
});
