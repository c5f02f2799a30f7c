import { amount } from '../api/validation/quantities.ts';
import { posixRegex } from '../shell/programs/regex.ts';

/** How a value is compared: what stands beside it in a condition. */
export interface Comparison {
  equals?: string | undefined;
  oneOf?: readonly string[] | undefined;
  matches?: string | undefined;
  atLeast?: string | number | undefined;
  atMost?: string | number | undefined;
}

const QUANTITY = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+|[numkMGTPE]|[KMGTPE]i)?$/;

/** Whether two texts are the same, or the same quantity in two ways of writing, such as `100m` and `0.1`. */
function isEqual(value: string, wanted: string, areQuantities: boolean): boolean {
  if (value === wanted) return true;
  return areQuantities && isQuantity(value) && isQuantity(wanted) && order(value, wanted) === 0;
}

const isQuantity = (text: string): boolean => QUANTITY.test(text);

/** Below, at, or above 0, as the first of two quantities is less, the same, or more. Parts that no quantity can have (less than a billionth) do not count. */
function order(left: string, right: string): number {
  const [one, other] = [amount(left), amount(right)];
  const isSame = Math.abs(one - other) <= 1e-12 * Math.max(Math.abs(one), Math.abs(other));
  return isSame ? 0 : one - other;
}

/** A regular expression of POSIX (ERE) as one of JavaScript. */
export function posixPattern(pattern: string, isWhole: boolean): RegExp {
  const { source } = posixRegex(pattern, true);
  return new RegExp(isWhole ? `^(?:${source})$` : source, 's');
}

/** Whether a value is what a condition wants; everything that the condition names has to hold. */
export function meets(value: string, wanted: Comparison, areQuantities = false): boolean {
  const { equals, oneOf, matches, atLeast, atMost } = wanted;
  if (equals !== undefined && !isEqual(value, equals, areQuantities)) return false;
  if (oneOf && !oneOf.some((one) => isEqual(value, one, areQuantities))) return false;
  if (matches !== undefined && !posixPattern(matches, true).test(value)) return false;
  const holds = (limit: string | number | undefined, isRight: (difference: number) => boolean): boolean =>
    limit === undefined || (isQuantity(value) && isQuantity(String(limit)) && isRight(order(value, String(limit))));
  return holds(atLeast, (difference) => difference >= 0) && holds(atMost, (difference) => difference <= 0);
}

/** Whether what a path leads to is a quantity: `100m` of processor time, `1Gi` of memory. */
export function leadsToQuantity(path: string): boolean {
  return /\b(?:resources|requests|limits|capacity|allocatable|hard|used|sizeLimit|cpu|memory|storage)\b/.test(path);
}

/** The words of a text in the order of the alphabet: for values whose order means nothing. */
export function ordered(text: string): string {
  return text.split(/\s+/).filter(Boolean).sort().join(' ');
}
