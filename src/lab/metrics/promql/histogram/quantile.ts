import { allBuckets, type Bucket, fractionBelow, oneSided } from './buckets.ts';
import { type Histogram, isCustom } from './histogram.ts';

/** What is to be said of a result: it is NaN, or too high, because NaN was observed. */
export type NanNote = 'result' | 'skew' | undefined;

/**
 * A quantile of a native histogram: within a bucket linear (custom buckets, zero bucket) or on a logarithmic scale.
 * Source: HistogramQuantile of promql/quantile.go.
 */
export function nativeQuantile(q: number, histogram: Histogram): { value: number; note: NanNote } {
  const plain = (value: number): { value: number; note: NanNote } => ({ value, note: undefined });
  if (q < 0) return plain(Number.NEGATIVE_INFINITY);
  if (q > 1) return plain(Number.POSITIVE_INFINITY);
  if (histogram.count === 0 || Number.isNaN(q)) return plain(Number.NaN);
  const hasNan = Number.isNaN(histogram.sum);
  const isForward = hasNan || q < 0.5;
  const buckets = isForward ? allBuckets(histogram) : allBuckets(histogram).reverse();
  let rank = (isForward ? q : 1 - q) * histogram.count;
  let count = 0;
  let at = 0;
  for (; at < buckets.length; at++) {
    count += buckets[at]?.count ?? 0;
    if (count >= rank) break;
  }
  let bucket: Bucket = buckets[Math.min(at, buckets.length - 1)] ?? { lower: 0, upper: 0, count: 0 };
  if (isCustom(histogram)) {
    if (bucket.lower === Number.NEGATIVE_INFINITY) {
      if (bucket.upper <= 0) return plain(bucket.upper);
      bucket = { ...bucket, lower: 0 };
    } else if (bucket.upper === Number.POSITIVE_INFINITY) return plain(bucket.lower);
  } else if (bucket.lower < 0 && bucket.upper > 0) bucket = oneSided(histogram, bucket);
  count = Math.min(count, histogram.count);
  if (count < rank) return hasNan ? { value: Number.NaN, note: 'result' } : plain(bucket.upper);
  rank = isForward ? rank - (count - bucket.count) : count - rank;
  const observed = buckets.slice(at + 1).reduce((sum, { count: more }) => sum + more, count);
  const note = hasNan && observed < histogram.count ? 'skew' : undefined;
  const fraction = rank / bucket.count;
  const { lower, upper } = bucket;
  if (isCustom(histogram) || (lower <= 0 && upper >= 0)) return { value: lower + (upper - lower) * fraction, note };
  const logLower = Math.log2(Math.abs(lower));
  const logUpper = Math.log2(Math.abs(upper));
  if (lower > 0) return { value: 2 ** (logLower + (logUpper - logLower) * fraction), note };
  return { value: -(2 ** (logUpper + (logLower - logUpper) * (1 - fraction))), note };
}

/**
 * The part of a native histogram's observations that lies between two values; the note says whether NaN was observed and left out.
 * Source: HistogramFraction of promql/quantile.go.
 */
export function nativeFraction(lower: number, upper: number, histogram: Histogram): { value: number; hasNan: boolean } {
  if (histogram.count === 0 || Number.isNaN(lower) || Number.isNaN(upper)) return { value: Number.NaN, hasNan: false };
  if (lower >= upper) return { value: 0, hasNan: false };
  const buckets = allBuckets(histogram);
  const observed = buckets.reduce((sum, { count }) => sum + count, 0);
  const isNanSum = Number.isNaN(histogram.sum);
  const count = isNanSum ? observed : histogram.count;
  const rankOf = (limit: number): number => {
    let rank = 0;
    for (const found of buckets) {
      const isZero = found.lower <= 0 && found.upper >= 0;
      const bucket = isZero ? oneSided(histogram, found) : found;
      if (bucket.lower >= limit) return rank;
      if (bucket.upper > limit) {
        const isLinear = isCustom(histogram) || isZero;
        // A bucket without a lower end cannot be divided: all of it counts.
        if (isLinear && bucket.lower === Number.NEGATIVE_INFINITY) return bucket.count;
        return rank + bucket.count * fractionBelow(bucket, limit, isLinear);
      }
      rank += bucket.count;
    }
    return count;
  };
  const [below, above] = [Math.min(rankOf(lower), count), Math.min(rankOf(upper), count)];
  return { value: (above - below) / histogram.count, hasNan: isNanSum && observed < histogram.count };
}
