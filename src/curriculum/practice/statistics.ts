import { isRight } from './result.ts';

/** What one learner answered in one sitting: options by their positions in the bank. */
export interface Answers {
  exam: string;
  answers: readonly { item: string; chosen: readonly number[] }[];
}

/** What an item needs for its statistics. */
export interface Rated {
  id: string;
  difficulty: string;
  right: readonly number[];
  /** Texts of its options. */
  options: readonly string[];
}

/** What is remarkable about an item. */
export type Flag = 'few' | 'too easy' | 'too hard' | 'negative' | 'weak' | 'unused option' | 'wrong option wins';

/** Classical test theory about one item. */
export interface ItemStatistics {
  id: string;
  /** How many have answered it. */
  count: number;
  /** Share of them that were right: the classical difficulty, high where it is easy. */
  share: number;
  /**
   * Correlation of being right here with the share of the rest that was right (corrected point-biserial), -1 to 1; undefined where all did the
   * same.
   */
  discrimination: number | undefined;
  /** How often each option was chosen. */
  chosen: readonly number[];
  flags: readonly Flag[];
}

/** With fewer answers, numbers say little. */
export const FEW = 30;
/** Usual limits: items that nearly everybody or nearly nobody knows, and those that hardly tell learners apart. */
const EASY = 0.9;
const HARD = 0.25;
const WEAK = 0.15;

function correlation(pairs: readonly (readonly [number, number])[]): number | undefined {
  const count = pairs.length;
  const mean = (of: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[of], 0) / count;
  const [one, other] = [mean(0), mean(1)];
  let [together, first, second] = [0, 0, 0];
  for (const [x, y] of pairs) {
    together += (x - one) * (y - other);
    first += (x - one) ** 2;
    second += (y - other) ** 2;
  }
  return first === 0 || second === 0 ? undefined : together / Math.sqrt(first * second);
}

function flagsOf(
  { count, share, discrimination, chosen }: Omit<ItemStatistics, 'flags'>,
  right: readonly number[],
): Flag[] {
  if (count < FEW) return ['few'];
  const wrong = chosen.flatMap((times, option) => (right.includes(option) ? [] : [times]));
  const least = Math.min(...right.map((option) => chosen[option] ?? 0));
  const flags: [Flag, boolean][] = [
    ['too easy', share > EASY],
    ['too hard', share < HARD],
    ['negative', discrimination !== undefined && discrimination < 0],
    ['weak', discrimination !== undefined && discrimination >= 0 && discrimination < WEAK],
    ['unused option', wrong.some((times) => times === 0)],
    ['wrong option wins', wrong.some((times) => times > least)],
  ];
  return flags.flatMap(([flag, holds]) => (holds ? [flag] : []));
}

/** Statistics of each item that somebody has answered, in the order of the bank. @param unknown is told ids that the bank does not have */
export function itemStatistics(
  bank: readonly Rated[],
  results: readonly Answers[],
  unknown: (id: string) => void = () => {},
): ItemStatistics[] {
  const items = new Map(bank.map((item) => [item.id, item]));
  const seen = new Map<string, { pairs: [number, number][]; chosen: number[] }>();
  for (const { answers } of results) {
    const known = answers.flatMap(({ item: id, chosen }) => {
      const item = items.get(id);
      if (!item) unknown(id);
      return item ? [{ item, chosen, isRight: isRight(chosen, item.right) }] : [];
    });
    const right = known.filter((one) => one.isRight).length;
    for (const { item, chosen, isRight: own } of known) {
      const entry = seen.get(item.id) ?? { pairs: [], chosen: item.options.map(() => 0) };
      seen.set(item.id, entry);
      // The item itself is no part of what it is compared with.
      const rest = known.length > 1 ? (right - Number(own)) / (known.length - 1) : 0;
      entry.pairs.push([Number(own), rest]);
      for (const option of chosen) if (option in entry.chosen) entry.chosen[option] = (entry.chosen[option] ?? 0) + 1;
    }
  }
  return bank.flatMap(({ id, right }) => {
    const entry = seen.get(id);
    if (!entry) return [];
    const { pairs, chosen } = entry;
    const share = pairs.reduce((sum, [own]) => sum + own, 0) / pairs.length;
    const facts = { id, count: pairs.length, share, discrimination: correlation(pairs), chosen };
    return [{ ...facts, flags: flagsOf(facts, right) }];
  });
}
