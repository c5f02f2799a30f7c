/** Letters of a code (those of Crockford's Base32): none is easily taken for another. @see https://www.crockford.com/base32.html */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** What codes of a lab are read with. */
export interface Reported {
  /** The digits with which each of its codes begins: three for the lab, three for its edition (reported.ts). */
  head: readonly number[];
  /** Ids of its tasks, in their order. */
  tasks: readonly string[];
}

/** What a code says: the tasks that somebody's own cluster is reported to have done, or why it says nothing. */
export type Report =
  | { tasks: readonly string[] }
  /** It is not whole, or a letter of it is wrong; of another lab; of the same lab with other tasks or conditions. */
  | { problem: 'typo' | 'other-lab' | 'other-edition' };

/** The five-bit digits of a number, as many as wanted. */
export const digitsOf = (number: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => (number >>> (5 * (count - 1 - index))) & 31);

/** A sum that every wrong letter changes, and every two that have changed places. */
function checkSum(digits: readonly number[]): number {
  let weight = 1;
  let sum = 0;
  for (const digit of digits) {
    weight = (weight * 1009) % 32_749;
    sum = (sum + digit * weight) % 32_749;
  }
  return sum;
}

/** The code that `check.sh` prints when these tasks are done. */
export function reportCode({ head, tasks }: Reported, done: readonly string[]): string {
  const mask = tasks.reduce((sum, id, index) => sum + (done.includes(id) ? 1 << index : 0), 0);
  const digits = [...head, ...digitsOf(mask, 3)];
  const letters = [...digits, ...digitsOf(checkSum(digits), 3)].map((digit) => LETTERS[digit]).join('');
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}

/**
 * Reads a code that somebody typed or pasted, in whatever case and grouping; O is read as 0, I and L as 1. What it says is reported, not proved:
 * anybody can make one.
 */
export function readReport(code: string, { head, tasks }: Reported): Report {
  const typed = code.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  const digits = [...typed].map((letter) => LETTERS.indexOf(letter));
  const payload = digits.slice(0, 9);
  if (digits.length !== 12 || digits.includes(-1)) return { problem: 'typo' };
  if (digitsOf(checkSum(payload), 3).join() !== digits.slice(9).join()) return { problem: 'typo' };
  if (head.slice(0, 3).join() !== payload.slice(0, 3).join()) return { problem: 'other-lab' };
  if (head.join() !== payload.slice(0, 6).join()) return { problem: 'other-edition' };
  const mask = payload.slice(6).reduce((sum, digit) => sum * 32 + digit, 0);
  return { tasks: tasks.filter((_, index) => (mask >> index) & 1) };
}
