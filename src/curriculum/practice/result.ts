import type { Attempt } from './attempt.ts';
import type { Blueprint } from './forms.ts';

/** What of an item its result needs. */
export interface Scored {
  id: string;
  competency: string;
  /** Objective that it is about: lesson#objective. */
  objective: string;
  /** Positions of the right options. */
  right: readonly number[];
}

/** So many of so many. */
export interface Share {
  right: number;
  of: number;
}

export interface Result extends Share {
  /** Share of the right ones, 0 to 1. */
  score: number;
  /** Between which shares the score of somebody who knows as much would mostly be (95 %). */
  interval: readonly [low: number, high: number];
  /** By domains and competencies, in the order of the blueprint; those without an item are left out. */
  domains: readonly (Share & {
    id: string;
    name: string;
    competencies: readonly (Share & { id: string; text: string })[];
  })[];
  /** Objectives of wrong items, that with most first, and how many they were. */
  toRead: readonly { objective: string; wrong: number }[];
  /** Ids of items that are in the bank no more: nobody can tell whether they were right. */
  gone: readonly string[];
}

/**
 * The interval in which a share lies with 95 % confidence, by the number of items alone (Wilson 1927, without continuity correction).
 * @returns two shares, 0 to 1; all of it without items.
 */
export function wilson({ right, of }: Share): [low: number, high: number] {
  if (of === 0) return [0, 1];
  const z = 1.959964;
  const share = right / of;
  const middle = share + z ** 2 / (2 * of);
  const half = z * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  const whole = 1 + z ** 2 / of;
  return [Math.max(0, (middle - half) / whole), Math.min(1, (middle + half) / whole)];
}

/** Whether all right options were chosen, and no other: exams give nothing for a part. */
export const isRight = (chosen: readonly number[], right: readonly number[]): boolean =>
  chosen.length === right.length && right.every((option) => chosen.includes(option));

const sum = (shares: readonly Share[]): Share => ({
  right: shares.reduce((total, { right }) => total + right, 0),
  of: shares.reduce((total, { of }) => total + of, 0),
});

/** What came out of a sitting. What was not answered is wrong. */
export function resultOf(attempt: Attempt, bank: ReadonlyMap<string, Scored>, exam: Blueprint): Result {
  const known = attempt.items.flatMap((sat) => {
    const item = bank.get(sat.id);
    return item ? [{ item, isRight: isRight(sat.chosen, item.right) }] : [];
  });
  const domains = exam.domains.flatMap(({ id, name, competencies }) => {
    const parts = competencies.flatMap((competency) => {
      const own = known.filter(({ item }) => item.competency === competency.id);
      const right = own.filter((one) => one.isRight).length;
      return own.length === 0 ? [] : [{ id: competency.id, text: competency.text, right, of: own.length }];
    });
    return parts.length === 0 ? [] : [{ id, name, competencies: parts, ...sum(parts) }];
  });
  const whole = sum(known.map((one) => ({ right: Number(one.isRight), of: 1 })));
  const wrong = Map.groupBy(
    known.filter((one) => !one.isRight),
    ({ item }) => item.objective,
  );
  return {
    ...whole,
    score: whole.of === 0 ? 0 : whole.right / whole.of,
    interval: wilson(whole),
    domains,
    toRead: [...wrong]
      .map(([objective, items]) => ({ objective, wrong: items.length }))
      .sort((one, other) => other.wrong - one.wrong || (one.objective < other.objective ? -1 : 1)),
    gone: attempt.items.filter(({ id }) => !bank.has(id)).map(({ id }) => id),
  };
}

/** What a score says about passing, by its interval: a form is a sample of what can be asked. @param passing percent */
export function outlook({ interval: [low, high] }: Result, passing: number): 'above' | 'near' | 'below' {
  if (low >= passing / 100) return 'above';
  return high < passing / 100 ? 'below' : 'near';
}
