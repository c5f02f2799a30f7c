import type { Buckets, Histogram } from './histogram.ts';

/** One bucket as its reader sees it. */
export interface Bucket {
  lower: number;
  upper: number;
  count: number;
}

/** The upper bound of the bucket at an index. Source: getBound of model/histogram/generic.go. */
export function boundOf({ schema, bounds }: Pick<Histogram, 'schema' | 'bounds'>, index: number): number {
  if (schema === -53) {
    if (index < 0) return Number.NEGATIVE_INFINITY;
    return bounds[index] ?? Number.POSITIVE_INFINITY;
  }
  if (schema < 0) {
    const exponent = index * 2 ** -schema;
    // The bucket of the largest numbers ends with the largest number; only the one behind it has infinite ones.
    return exponent === 1024 ? Number.MAX_VALUE : 2 ** exponent;
  }
  const whole = index >> schema;
  const part = index & ((1 << schema) - 1);
  if (whole === 1024 && part === 0) return Number.MAX_VALUE;
  return part === 0 ? 2 ** whole : 2 ** whole * 2 ** (part / (1 << schema));
}

function listed({ index, count }: Buckets, make: (index: number, count: number) => Bucket): Bucket[] {
  return index.map((at, position) => make(at, count[position] ?? 0));
}

/** Buckets above 0, rising. */
export function positiveBuckets(histogram: Histogram): Bucket[] {
  return listed(histogram.positive, (at, count) => ({
    lower: boundOf(histogram, at - 1),
    upper: boundOf(histogram, at),
    count,
  }));
}

/** Buckets below 0, from the one next to 0 down. */
export function negativeBuckets(histogram: Histogram): Bucket[] {
  return listed(histogram.negative, (at, count) => ({
    lower: -boundOf(histogram, at),
    upper: -boundOf(histogram, at - 1),
    count,
  }));
}

/** All buckets that are not empty, rising; none reaches into the zero bucket. Source: AllBucketIterator. */
export function allBuckets(histogram: Histogram): Bucket[] {
  const { zeroThreshold, zeroCount } = histogram;
  const below = negativeBuckets(histogram).reverse();
  const above = positiveBuckets(histogram);
  for (const bucket of [...below, ...above]) {
    if (bucket.upper < 0 && bucket.upper > -zeroThreshold) bucket.upper = -zeroThreshold;
    else if (bucket.lower > 0 && bucket.lower < zeroThreshold) bucket.lower = zeroThreshold;
  }
  const zero = zeroCount > 0 ? [{ lower: -zeroThreshold, upper: zeroThreshold, count: zeroCount }] : [];
  return [...below, ...zero, ...above];
}

/** The zero bucket of a histogram that has observations on one side only does not reach to the other side. */
export function oneSided(histogram: Histogram, bucket: Bucket): Bucket {
  const hasPositive = histogram.positive.index.length > 0;
  const hasNegative = histogram.negative.index.length > 0;
  if (hasPositive && !hasNegative) return { ...bucket, lower: 0 };
  if (hasNegative && !hasPositive) return { ...bucket, upper: 0 };
  return bucket;
}

/** The part of a bucket's observations that is below a value: linear, or on a logarithmic scale. Source: Bucket.FractionBelow. */
export function fractionBelow({ lower, upper }: Bucket, value: number, isLinear: boolean): number {
  if (isLinear) return (value - lower) / (upper - lower);
  const logLower = Math.log2(Math.abs(lower));
  const logUpper = Math.log2(Math.abs(upper));
  const logValue = Math.log2(Math.abs(value));
  return value > 0 ? (logValue - logLower) / (logUpper - logLower) : 1 - (logValue - logUpper) / (logLower - logUpper);
}
