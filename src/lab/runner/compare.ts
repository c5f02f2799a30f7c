import { amount } from '../api/validation/quantities.ts';

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
  return areQuantities && QUANTITY.test(value) && QUANTITY.test(wanted) && amount(value) === amount(wanted);
}

/** Classes of characters that POSIX names in brackets. */
const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`{-~',
  xdigit: '0-9A-Fa-f',
};

/** A regular expression of POSIX (ERE) as one of JavaScript. */
export function posixPattern(pattern: string, isWhole: boolean): RegExp {
  const text = pattern.replace(/\[:(\w+):\]/g, (all, name: string) => CLASSES[name] ?? all);
  return new RegExp(isWhole ? `^(?:${text})$` : text, 's');
}

/** Whether a value is what a condition wants; everything that the condition names has to hold. */
export function meets(value: string, wanted: Comparison, areQuantities = false): boolean {
  const { equals, oneOf, matches, atLeast, atMost } = wanted;
  if (equals !== undefined && !isEqual(value, equals, areQuantities)) return false;
  if (oneOf && !oneOf.some((one) => isEqual(value, one, areQuantities))) return false;
  if (matches !== undefined && !posixPattern(matches, true).test(value)) return false;
  if (atLeast === undefined && atMost === undefined) return true;
  if (!QUANTITY.test(value)) return false;
  return (
    (atLeast === undefined || amount(value) >= amount(atLeast)) &&
    (atMost === undefined || amount(value) <= amount(atMost))
  );
}

/** Whether what a path leads to is a quantity: `100m` of processor time, `1Gi` of memory. */
export function leadsToQuantity(path: string): boolean {
  return /\b(?:resources|requests|limits|capacity|allocatable|hard|used|sizeLimit|cpu|memory|storage)\b/.test(path);
}

/** The words of a text in the order of the alphabet: for values whose order means nothing. */
export function ordered(text: string): string {
  return text.split(/\s+/).filter(Boolean).sort().join(' ');
}
