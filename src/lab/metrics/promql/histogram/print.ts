import { general } from '../format.ts';
import { negativeBuckets, positiveBuckets } from './buckets.ts';
import { type Buckets, type Histogram, isCustom } from './histogram.ts';

/** A histogram as results show it: {count:3, sum:4, (1,2]:3}. Source: FloatHistogram.String. */
export function printHistogram(histogram: Histogram): string {
  const { count, sum, zeroCount, zeroThreshold } = histogram;
  const isBounded = isCustom(histogram);
  const show = (lower: number, upper: number, observations: number, isFirst: boolean): string => {
    const open = isBounded ? isFirst : lower < 0;
    const close = isBounded || upper > 0;
    return `${open ? '[' : '('}${general(lower)},${general(upper)}${close ? ']' : ')'}:${general(observations)}`;
  };
  const parts = [`count:${general(count)}`, `sum:${general(sum)}`];
  for (const bucket of negativeBuckets(histogram).reverse())
    if (bucket.count !== 0) parts.push(show(bucket.lower, bucket.upper, bucket.count, false));
  if (zeroCount !== 0) parts.push(`[${general(-zeroThreshold)},${general(zeroThreshold)}]:${general(zeroCount)}`);
  positiveBuckets(histogram).forEach((bucket, position) => {
    if (bucket.count === 0) return;
    parts.push(show(bucket.lower, bucket.upper, bucket.count, histogram.positive.index[position] === 0));
  });
  return `{${parts.join(', ')}}`;
}

function listOf(buckets: Buckets): { first: number; list: string } {
  const full = buckets.index.filter((_, position) => buckets.count[position] !== 0);
  const first = full[0] ?? 0;
  const counts = new Map(buckets.index.map((at, position) => [at, buckets.count[position] ?? 0]));
  const length = full.length === 0 ? 0 : (full.at(-1) ?? 0) - first + 1;
  const list = Array.from({ length }, (_, at) => general(counts.get(first + at) ?? 0)).join(' ');
  return { first, list };
}

/** A histogram in the notation of tests: {{schema:1 count:3 sum:4 buckets:[3]}}. Source: FloatHistogram.TestExpression. */
export function histogramNotation(histogram: Histogram): string {
  const { schema, count, sum, zeroCount, zeroThreshold, bounds, hint } = histogram;
  const parts: string[] = [];
  const number = (name: string, value: number): void => {
    if (value !== 0) parts.push(`${name}:${general(value)}`);
  };
  number('schema', schema);
  number('count', count);
  number('sum', sum);
  number('z_bucket', zeroCount);
  number('z_bucket_w', zeroThreshold);
  if (isCustom(histogram)) parts.push(`custom_values:[${bounds.map(general).join(' ')}]`);
  if (hint !== 'unknown') parts.push(`counter_reset_hint:${hint}`);
  for (const [prefix, buckets] of [
    ['', histogram.positive],
    ['n_', histogram.negative],
  ] as const) {
    const { first, list } = listOf(buckets);
    number(`${prefix}offset`, first);
    if (list !== '') parts.push(`${prefix}buckets:[${list}]`);
  }
  return `{{${parts.join(' ')}}}`;
}
