import { bucketsFrom, EMPTY_HISTOGRAM, type Histogram, type ResetHint } from '../histogram/histogram.ts';
import { parseNumber } from '../parse/literals.ts';

const HINTS: ReadonlySet<string> = new Set(['unknown', 'reset', 'not_reset', 'gauge']);
const NUMBERS: ReadonlySet<string> = new Set([
  'schema',
  'sum',
  'count',
  'z_bucket',
  'z_bucket_w',
  'offset',
  'n_offset',
]);
const LISTS: ReadonlySet<string> = new Set(['buckets', 'n_buckets', 'custom_values']);

const WHOLE: ReadonlySet<string> = new Set(['schema', 'offset', 'n_offset']);
/** No bucket of any schema is further from that of 1. */
const FURTHEST = 1024 * 2 ** 8;

/** A histogram in double braces that cannot be read. */
export class HistogramError extends Error {
  override name = 'HistogramError';
}

/**
 * A histogram in the notation of tests, such as {{schema:1 sum:5 count:4 buckets:[1 2 1]}}.
 * @throws HistogramError if it cannot be read
 */
export function parseHistogram(text: string): { histogram: Histogram; hasHint: boolean } {
  const numbers = new Map<string, number>();
  const lists = new Map<string, number[]>();
  let hint: string | undefined;
  for (let rest = text.slice(2, -2).trim(); rest !== ''; ) {
    const found = /^(\w+):(?:\[([^\]]*)\]|(\S+))\s*/.exec(rest);
    if (!found) throw new HistogramError(`"${rest}" is no part of a histogram.`);
    rest = rest.slice(found[0].length);
    const [, key = '', list, single = ''] = found;
    if (numbers.has(key) || lists.has(key)) throw new HistogramError(`duplicate key "${key}" in histogram`);
    if (key === 'counter_reset_hint' && HINTS.has(single)) hint = single;
    else if (LISTS.has(key) && list !== undefined)
      lists.set(key, list.trim() === '' ? [] : list.trim().split(/\s+/).map(numberIn));
    else if (NUMBERS.has(key) && list === undefined) {
      const number = numberIn(single);
      if (WHOLE.has(key) && !(Number.isInteger(number) && Math.abs(number) <= FURTHEST))
        throw new HistogramError(`"${key}:${single}" in a histogram is to be a whole number of at most ${FURTHEST}.`);
      numbers.set(key, number);
    } else throw new HistogramError(`"${found[0].trim()}" is no part of a histogram.`);
  }
  const histogram: Histogram = {
    ...EMPTY_HISTOGRAM,
    schema: numbers.get('schema') ?? 0,
    sum: numbers.get('sum') ?? 0,
    count: numbers.get('count') ?? 0,
    zeroCount: numbers.get('z_bucket') ?? 0,
    zeroThreshold: numbers.get('z_bucket_w') ?? 0,
    positive: bucketsFrom(numbers.get('offset') ?? 0, lists.get('buckets') ?? []),
    negative: bucketsFrom(numbers.get('n_offset') ?? 0, lists.get('n_buckets') ?? []),
    bounds: lists.get('custom_values') ?? [],
    hint: (hint ?? 'unknown') as ResetHint,
  };
  return { histogram, hasHint: hint !== undefined };
}

function numberIn(text: string): number {
  const value = parseNumber(text);
  if (value === undefined) throw new HistogramError(`"${text}" in a histogram is no number.`);
  return value;
}
