import { type Bucket, boundOf, negativeBuckets, positiveBuckets } from './buckets.ts';
import { type Buckets, CUSTOM, type Histogram, isCustom, mapIndex, sameBounds } from './histogram.ts';

/** The histogram with a lower resolution: neighboring buckets become one. @param schema at most the histogram's own */
export function coarser(histogram: Histogram, schema: number): Histogram {
  if (schema === histogram.schema) return histogram;
  const shift = histogram.schema - schema;
  const change = (index: number): number => ((index - 1) >> shift) + 1;
  return {
    ...histogram,
    schema,
    positive: mapIndex(histogram.positive, change),
    negative: mapIndex(histogram.negative, change),
  };
}

/** A histogram of custom buckets with only some of its bounds. */
export function withBounds(histogram: Histogram, bounds: readonly number[]): Histogram {
  const change = (index: number): number => {
    const bound = boundOf(histogram, index);
    const target = bounds.findIndex((candidate) => candidate >= bound);
    return target < 0 ? bounds.length : target;
  };
  return { ...histogram, bounds, positive: mapIndex(histogram.positive, change) };
}

export function sharedBounds(one: Histogram, other: Histogram): readonly number[] {
  return one.bounds.filter((bound) => other.bounds.includes(bound));
}

/**
 * How far the zero bucket reaches if it has to reach at least to a threshold: never into a bucket that is not empty.
 * Source: zeroCountForLargerThreshold.
 */
export function reachOfZero(histogram: Histogram, threshold: number): number {
  const distances = [
    ...positiveBuckets(histogram).map(({ lower, upper }) => [lower, upper] as const),
    ...negativeBuckets(histogram).map(({ lower, upper }) => [-upper, -lower] as const),
  ].sort(([one], [other]) => one - other);
  let reach = threshold;
  for (const [near, far] of distances) if (near < reach && far > reach) reach = far;
  return reach;
}

/** The histogram with a wider zero bucket, which takes in the buckets that lie within. */
export function withZero(histogram: Histogram, threshold: number): Histogram {
  if (threshold === histogram.zeroThreshold) return histogram;
  let zeroCount = histogram.zeroCount;
  const outside = (buckets: Buckets, all: readonly Bucket[], distance: (bucket: Bucket) => number): Buckets => {
    const index: number[] = [];
    const count: number[] = [];
    all.forEach((bucket, position) => {
      if (distance(bucket) < threshold) zeroCount += bucket.count;
      else {
        index.push(buckets.index[position] ?? 0);
        count.push(bucket.count);
      }
    });
    return { index, count };
  };
  const positive = outside(histogram.positive, positiveBuckets(histogram), ({ lower }) => lower);
  const negative = outside(histogram.negative, negativeBuckets(histogram), ({ upper }) => -upper);
  return { ...histogram, zeroThreshold: threshold, zeroCount, positive, negative };
}

/** What two histograms need in common before their buckets can be added. */
export interface Layout {
  schema: number;
  zeroThreshold: number;
  bounds: readonly number[];
  /** Whether custom bounds were not the same, so that only the shared ones are left. */
  isReconciled: boolean;
}

/** The finest layout that both histograms can have; undefined for exponential and custom buckets, which have none. */
export function commonLayout(one: Histogram, other: Histogram): Layout | undefined {
  if (isCustom(one) !== isCustom(other)) return undefined;
  if (isCustom(one)) {
    const isReconciled = !sameBounds(one, other);
    const bounds = isReconciled ? sharedBounds(one, other) : one.bounds;
    return { schema: CUSTOM, zeroThreshold: 0, bounds, isReconciled };
  }
  let zeroThreshold = Math.max(one.zeroThreshold, other.zeroThreshold);
  for (let before = Number.NaN; before !== zeroThreshold; ) {
    before = zeroThreshold;
    if (zeroThreshold !== one.zeroThreshold) zeroThreshold = reachOfZero(one, zeroThreshold);
    if (zeroThreshold !== other.zeroThreshold) zeroThreshold = reachOfZero(other, zeroThreshold);
  }
  return { schema: Math.min(one.schema, other.schema), zeroThreshold, bounds: [], isReconciled: false };
}

export function inLayout(histogram: Histogram, { schema, zeroThreshold, bounds, isReconciled }: Layout): Histogram {
  if (schema === CUSTOM) return isReconciled ? withBounds(histogram, bounds) : histogram;
  return coarser(withZero(histogram, zeroThreshold), schema);
}
