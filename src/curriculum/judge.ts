import { isBlank, isSameAnswer, isWithin, readNumber } from './answers.ts';

/** What is said of an answer, and the ids of the feedback to show. */
export interface Verdict {
  result: 'right' | 'wrong' | 'partly' | 'none';
  /** Positions in the list of reasons. */
  reasons: number[];
  /** What to ask for, if something was typed that cannot be judged. */
  ask?: 'number';
  /** Of a choice that is partly right: how many right options were not chosen, and how many chosen ones are wrong. */
  missing?: number;
  surplus?: number;
}

/** Judges a choice: positions chosen against positions that are right. Only chosen options give feedback. */
export function judgeChoice(chosen: readonly number[], right: readonly number[]): Verdict {
  if (chosen.length === 0) return { result: 'none', reasons: [] };
  const hits = chosen.filter((index) => right.includes(index)).length;
  const exact = hits === right.length && chosen.length === right.length;
  if (exact || hits === 0) return { result: exact ? 'right' : 'wrong', reasons: [...chosen] };
  return { result: 'partly', reasons: [...chosen], missing: right.length - hits, surplus: chosen.length - hits };
}

/**
 * Judges a number, as a person would read it; what is none is no try. Typical wrong numbers give their feedback.
 * @param unit what stands behind the field; it may be typed, too.
 */
export function judgeNumber(
  input: string,
  answer: number,
  tolerance: number,
  typical: readonly string[],
  unit?: string,
): Verdict {
  const values = readNumber(input, unit);
  if (values.length === 0) return { result: 'none', reasons: [], ...(isBlank(input) ? {} : { ask: 'number' }) };
  if (values.some((value) => isWithin(value, answer, tolerance))) return { result: 'right', reasons: [] };
  return {
    result: 'wrong',
    reasons: typical.flatMap((wrong, index) => (values.includes(Number(wrong)) ? [index] : [])),
  };
}

/** Judges a short text, as a person would read it. */
export function judgeText(input: string, accepted: readonly string[], typical: readonly string[]): Verdict {
  if (isBlank(input)) return { result: 'none', reasons: [] };
  if (accepted.some((answer) => isSameAnswer(input, answer))) return { result: 'right', reasons: [] };
  return {
    result: 'wrong',
    reasons: typical.flatMap((wrong, index) => (isSameAnswer(input, wrong) ? [index] : [])),
  };
}

/** Judges an order: each entry is the right place of the step that stands there. */
export function judgeOrder(places: readonly number[]): Verdict {
  const right = places.every((place, index) => place === index);
  return { result: right ? 'right' : 'wrong', reasons: right ? [] : [0] };
}
