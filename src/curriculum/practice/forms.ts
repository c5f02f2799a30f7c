import type { Difficulty } from '../schema/bank.ts';
import type { Exam } from '../schema/exam.ts';

/** Random numbers from 0 up to 1 that depend on the seeds only (FNV-1a of them, then mulberry32). */
function randomFrom(...seeds: readonly (string | number)[]): () => number {
  let state = 0x811c9dc5;
  for (const letter of seeds.join('\0')) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffled<Value>(values: readonly Value[], random: () => number): Value[] {
  const result = [...values];
  for (let last = result.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [result[last], result[other]] = [result[other] as Value, result[last] as Value];
  }
  return result;
}

/**
 * Divides a number of items by weights, exactly: each part is its share rounded down, and those with the largest rests get one more (largest
 * remainder; of equal rests the first).
 */
export function divide(count: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const shares = weights.map((weight) => (sum === 0 ? 0 : (count * weight) / sum));
  const parts = shares.map(Math.floor);
  const rest = count - parts.reduce((total, part) => total + part, 0);
  // Sums of binary fractions are off by less than this: rests that are equal stay equal.
  const remainder = (index: number): number => Math.round(((shares[index] ?? 0) % 1) * 1e9);
  const order = parts.map((_, index) => index).sort((one, other) => remainder(other) - remainder(one) || one - other);
  for (const index of order.slice(0, rest)) parts[index] = (parts[index] ?? 0) + 1;
  return parts;
}

/** What forms are drawn by; pages have items that are rendered. */
export interface Drawable {
  id: string;
  competency: string;
  difficulty: Difficulty;
  options: readonly unknown[];
}

/** What of an exam forms are drawn by. */
export type Blueprint = Pick<Exam, 'id'> & {
  domains: readonly {
    id: string;
    name: string;
    weight: number;
    competencies: readonly { id: string; text: string }[];
  }[];
};

/** How many items of each competency a form of an exam has: domains by their weights, competencies of a domain alike. */
export function itemsByCompetency(exam: Blueprint, items: number): Map<string, number> {
  const domains = divide(
    items,
    exam.domains.map(({ weight }) => weight),
  );
  return new Map(
    exam.domains.flatMap(({ competencies }, index) => {
      const parts = divide(
        domains[index] ?? 0,
        competencies.map(() => 1),
      );
      return competencies.map(({ id }, position) => [id, parts[position] ?? 0] as const);
    }),
  );
}

/** Items that may be in a form: somebody else than their author has looked at them. */
export const reviewed = <Item extends { review?: unknown }>(items: readonly Item[]): Item[] =>
  items.filter(({ review }) => review !== undefined);

/** The last number of a form: as many as anybody needs. */
export const LAST_FORM = 9999;

/** How many consecutive forms share no item. */
export const APART = 3;

/** A competency of which the bank has too few items. */
export interface Shortage {
  competency: string;
  has: number;
  needs: number;
}

/** Of which competencies a bank (its reviewed items) has too few for forms of which three in a row share none; empty if it is full. */
export function shortages(exam: Blueprint, items: number, bank: readonly Drawable[]): Shortage[] {
  return [...itemsByCompetency(exam, items)].flatMap(([competency, count]) => {
    const has = bank.filter((item) => item.competency === competency).length;
    const needs = count * APART;
    return has < needs ? [{ competency, has, needs }] : [];
  });
}

/** Takes some of the candidates, of each difficulty as many as is its share of them. */
function take<Item extends Drawable>(candidates: readonly Item[], count: number, random: () => number): Item[] {
  const groups = [...Map.groupBy(shuffled(candidates, random), ({ difficulty }) => difficulty).values()];
  const parts = divide(
    count,
    groups.map(({ length }) => length),
  );
  return groups.flatMap((group, index) => group.slice(0, parts[index]));
}

/**
 * Deals the items of one competency to forms. Numbers are dealt in rounds: in a round no item comes twice, and the first forms of a round have none
 * of the last ones of the round before.
 */
function dealer<Item extends Drawable>(
  items: readonly Item[],
  count: number,
  seed: string,
): (number: number) => Item[] {
  if (count === 0) return () => [];
  const forms = Math.floor(items.length / count);
  const rounds: Item[][][] = [];
  const deal = (round: number): Item[][] => {
    const random = randomFrom(seed, round);
    const before = rounds[round - 1] ?? [];
    const dealt: Item[][] = [];
    for (let index = 0; index < forms; index++) {
      const near = index < APART - 1 ? before.slice(before.length - (APART - 1 - index)) : [];
      const taken = new Set([...dealt, ...near].flat());
      const candidates = items.filter((item) => !taken.has(item));
      dealt.push(take(candidates, count, random));
    }
    return dealt;
  };
  return (number) => {
    const round = Math.floor((number - 1) / forms);
    while (rounds.length <= round) rounds.push(deal(rounds.length));
    return rounds[round]?.[(number - 1) % forms] ?? [];
  };
}

/** An item of a form: options by their positions in the bank, in the order in which they are shown. */
export interface FormItem<Item extends Drawable> {
  item: Item;
  options: readonly number[];
}

/**
 * The forms of an exam, by their numbers, from 1: the same number always gives the same form of the same bank, items and options in the same order.
 * Each domain has its share of the items, exactly; three numbers in a row share none.
 * @param items how many a form has. @param bank its reviewed items. @throws RangeError if the bank has too few items, see {@link shortages}.
 */
export function formsOf<Item extends Drawable>(
  exam: Blueprint,
  items: number,
  bank: readonly Item[],
): (number: number) => FormItem<Item>[] {
  if (shortages(exam, items, bank).length > 0) throw new RangeError(`The bank of ${exam.id} has too few items.`);
  const sorted = [...bank].sort((one, other) => (one.id < other.id ? -1 : 1));
  const dealers = [...itemsByCompetency(exam, items)].map(([competency, count]) =>
    dealer(
      sorted.filter((item) => item.competency === competency),
      count,
      competency,
    ),
  );
  return (number) => {
    const random = randomFrom(exam.id, number);
    const drawn = dealers.flatMap((deal) => deal(number));
    return shuffled(drawn, random).map((item) => ({ item, options: shuffled([...item.options.keys()], random) }));
  };
}
