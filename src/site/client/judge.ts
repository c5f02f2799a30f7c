import { isWithin, normalizeAnswer } from '../../curriculum/answers.ts';

/** What is said of an answer, and the ids of the feedback to show. */
export interface Verdict {
  result: 'right' | 'wrong' | 'partly' | 'none';
  /** Positions in the list of reasons. */
  reasons: number[];
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

/** Judges a number; decimal commas and blanks are understood. Typical wrong numbers give their feedback. */
export function judgeNumber(input: string, answer: number, tolerance: number, typical: readonly string[]): Verdict {
  const text = input.trim().replace(/\s/g, '').replace(',', '.');
  if (text === '') return { result: 'none', reasons: [] };
  const value = Number(text);
  if (isWithin(value, answer, tolerance)) return { result: 'right', reasons: [] };
  return { result: 'wrong', reasons: typical.flatMap((wrong, index) => (Number(wrong) === value ? [index] : [])) };
}

/** Judges a short text; case and white space do not count. */
export function judgeText(input: string, accepted: readonly string[], typical: readonly string[]): Verdict {
  const text = normalizeAnswer(input);
  if (text === '') return { result: 'none', reasons: [] };
  if (accepted.some((answer) => normalizeAnswer(answer) === text)) return { result: 'right', reasons: [] };
  return {
    result: 'wrong',
    reasons: typical.flatMap((wrong, index) => (normalizeAnswer(wrong) === text ? [index] : [])),
  };
}

/** Judges an order: each entry is the right place of the step that stands there. */
export function judgeOrder(places: readonly number[]): Verdict {
  const right = places.every((place, index) => place === index);
  return { result: right ? 'right' : 'wrong', reasons: right ? [] : [0] };
}
