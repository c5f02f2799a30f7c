/** What is known of counter resets between this histogram and the one before it. */
export type ResetHint = 'unknown' | 'reset' | 'not_reset' | 'gauge';

/** Buckets that are not empty, by rising index. An index that is not listed is a bucket of 0. */
export interface Buckets {
  readonly index: readonly number[];
  readonly count: readonly number[];
}

/** The schema of histograms whose bounds are given one by one. */
export const CUSTOM = -53;
export const NO_BUCKETS: Buckets = { index: [], count: [] };

/**
 * A native histogram, never changed. With an exponential schema s (-4 to 8), the upper bound of bucket i is 2^(i·2^-s); negative
 * buckets mirror the positive ones. With schema CUSTOM, `bounds` are the upper bounds, and the last bucket goes on to +Inf.
 * Source: https://prometheus.io/docs/specs/native_histograms/
 */
export interface Histogram {
  readonly schema: number;
  readonly zeroThreshold: number;
  readonly zeroCount: number;
  readonly count: number;
  readonly sum: number;
  readonly positive: Buckets;
  readonly negative: Buckets;
  readonly bounds: readonly number[];
  readonly hint: ResetHint;
}

export const EMPTY_HISTOGRAM: Histogram = {
  schema: 0,
  zeroThreshold: 0,
  zeroCount: 0,
  count: 0,
  sum: 0,
  positive: NO_BUCKETS,
  negative: NO_BUCKETS,
  bounds: [],
  hint: 'unknown',
};

export function isCustom({ schema }: Histogram): boolean {
  return schema === CUSTOM;
}

/** Buckets of counts that follow each other from an index on; empty ones are left out. */
export function bucketsFrom(first: number, counts: readonly number[]): Buckets {
  const index: number[] = [];
  const count: number[] = [];
  counts.forEach((value, at) => {
    if (value === 0) return;
    index.push(first + at);
    count.push(value);
  });
  return { index, count };
}

/** Buckets of a map from index to count; empty ones are left out. */
export function bucketsOf(map: ReadonlyMap<number, number>): Buckets {
  const index = [...map.keys()].filter((at) => map.get(at) !== 0).sort((one, other) => one - other);
  return { index, count: index.map((at) => map.get(at) ?? 0) };
}

/** Buckets with their index changed; counts that come to the same index are added up. */
export function mapIndex({ index, count }: Buckets, change: (index: number) => number): Buckets {
  const map = new Map<number, number>();
  index.forEach((at, position) => {
    const target = change(at);
    map.set(target, (map.get(target) ?? 0) + (count[position] ?? 0));
  });
  return bucketsOf(map);
}

export function mapCounts({ index, count }: Buckets, change: (count: number) => number): Buckets {
  return { index, count: count.map(change) };
}

/** The histogram times a factor; a negative one makes it a gauge. Source: FloatHistogram.Mul. */
export function multiplied(histogram: Histogram, factor: number): Histogram {
  const times = (value: number): number => value * factor;
  return {
    ...histogram,
    zeroCount: times(histogram.zeroCount),
    count: times(histogram.count),
    sum: times(histogram.sum),
    positive: mapCounts(histogram.positive, times),
    negative: mapCounts(histogram.negative, times),
    hint: factor < 0 ? 'gauge' : histogram.hint,
  };
}

/** The histogram by a divisor; one of 0 removes all buckets. Source: FloatHistogram.Div. */
export function divided(histogram: Histogram, divisor: number): Histogram {
  const by = (value: number): number => value / divisor;
  return {
    ...histogram,
    zeroCount: by(histogram.zeroCount),
    count: by(histogram.count),
    sum: by(histogram.sum),
    positive: divisor === 0 ? NO_BUCKETS : mapCounts(histogram.positive, by),
    negative: divisor === 0 ? NO_BUCKETS : mapCounts(histogram.negative, by),
    hint: divisor < 0 ? 'gauge' : histogram.hint,
  };
}

/** Without buckets that have become empty. */
export function compacted(histogram: Histogram): Histogram {
  const full = (buckets: Buckets): Buckets =>
    buckets.count.every((count) => count !== 0)
      ? buckets
      : bucketsOf(new Map(buckets.index.map((at, position) => [at, buckets.count[position] ?? 0])));
  return { ...histogram, positive: full(histogram.positive), negative: full(histogram.negative) };
}

/** Whether a sum of histograms has become infinite. */
export function hasOverflow({ zeroCount, count, sum, positive, negative }: Histogram): boolean {
  const isInfinite = (value: number): boolean => Math.abs(value) === Number.POSITIVE_INFINITY;
  return [zeroCount, count, sum].some(isInfinite) || [...positive.count, ...negative.count].some(isInfinite);
}

function sameNumbers(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((value, index) => Object.is(value, other[index]));
}

export function sameBounds(one: Histogram, other: Histogram): boolean {
  return sameNumbers(one.bounds, other.bounds);
}

function sameBuckets(one: Buckets, other: Buckets): boolean {
  return sameNumbers(one.index, other.index) && sameNumbers(one.count, other.count);
}

/** Whether two histograms have the same data; what is known of resets does not matter. Source: FloatHistogram.Equals. */
export function equalHistograms(one: Histogram, other: Histogram): boolean {
  return (
    one.schema === other.schema &&
    one.zeroThreshold === other.zeroThreshold &&
    Object.is(one.zeroCount, other.zeroCount) &&
    Object.is(one.count, other.count) &&
    Object.is(one.sum, other.sum) &&
    sameBounds(one, other) &&
    sameBuckets(one.positive, other.positive) &&
    sameBuckets(one.negative, other.negative)
  );
}
