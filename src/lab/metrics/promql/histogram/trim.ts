import { type Bucket, fractionBelow, negativeBuckets, positiveBuckets } from './buckets.ts';
import { type Buckets, compacted, type Histogram, isCustom } from './histogram.ts';

/** What is left of a bucket: its observations, and the value that they are taken for. */
type Kept = [count: number, value: number];

const finite = (value: number): number => (Number.isFinite(value) ? value : 0);

/** The value that observations between two bounds are taken for. Source: computeMidpoint. */
function middle(lower: number, upper: number, isPositive: boolean, isLinear: boolean): number {
  if (!Number.isFinite(lower)) {
    if (!Number.isFinite(upper)) return 0;
    return upper > 0 ? upper / 2 : upper;
  }
  if (!Number.isFinite(upper)) return lower;
  if (isLinear) return (lower + upper) / 2;
  const geometric = Math.sqrt(Math.abs(lower * upper));
  return isPositive ? geometric : -geometric;
}

/** What is left of a bucket without a lower or an upper end. Source: handleInfinityBuckets. */
function keptOfEndless({ lower, upper, count }: Bucket, limit: number, isUpper: boolean): Kept {
  if (lower === Number.NEGATIVE_INFINITY) {
    const isPositive = upper > 0 && Number.isFinite(upper);
    if (isUpper) {
      if (limit >= upper) return [count, 0];
      if (limit > 0 && isPositive) return [(count * limit) / upper, limit / 2];
      return upper <= 0 ? [count, limit] : [0, finite(upper)];
    }
    if (limit <= lower) return [count, 0];
    if (limit >= 0 && upper > limit && Number.isFinite(upper))
      return [count * (1 - limit / upper), (limit + upper) / 2];
    return [0, finite(upper)];
  }
  if (!isUpper && limit >= lower) return [count, limit];
  return [0, finite(lower)];
}

function keptOf(bucket: Bucket, limit: number, isUpper: boolean, isPositive: boolean, isLinear: boolean): Kept {
  const { lower, upper, count } = bucket;
  if (isUpper ? upper <= limit : lower >= limit) return [count, middle(lower, upper, isPositive, isLinear)];
  if (isUpper ? lower >= limit : upper <= limit) return [0, 0];
  if (lower === Number.NEGATIVE_INFINITY || upper === Number.POSITIVE_INFINITY)
    return keptOfEndless(bucket, limit, isUpper);
  const below = count * fractionBelow(bucket, limit, isLinear);
  return isUpper
    ? [below, middle(lower, limit, isPositive, isLinear)]
    : [count - below, middle(limit, upper, isPositive, isLinear)];
}

function keptOfZero(histogram: Histogram, limit: number, isUpper: boolean): Kept {
  const { zeroThreshold, zeroCount, positive, negative } = histogram;
  const [hasPositive, hasNegative] = [positive.index.length > 0, negative.index.length > 0];
  const lower = hasPositive && !hasNegative ? 0 : -zeroThreshold;
  const upper = hasNegative && !hasPositive ? 0 : zeroThreshold;
  if (isUpper ? limit <= lower : limit >= upper) return [0, 0];
  if (isUpper ? limit >= upper : limit <= lower) return [zeroCount, (lower + upper) / 2];
  const width = upper - lower;
  return isUpper
    ? [zeroCount * ((limit - lower) / width), (lower + limit) / 2]
    : [zeroCount * ((upper - limit) / width), (limit + upper) / 2];
}

/**
 * A histogram without the observations above a limit (`isUpper`), or below it; buckets that hold the limit are divided, and the sum is
 * estimated. Source: FloatHistogram.TrimBuckets.
 */
export function trimmed(histogram: Histogram, limit: number, isUpper: boolean): Histogram {
  const isLinear = isCustom(histogram);
  let [count, sum, hasChanged] = [0, 0, false];
  const take = ([kept, value]: Kept, before: number): number => {
    count += kept;
    sum += value * kept;
    if (kept !== before) hasChanged = true;
    return kept;
  };
  const side = (buckets: Buckets, all: readonly Bucket[], isPositive: boolean): Buckets => ({
    index: buckets.index,
    count: all.map((bucket) => take(keptOf(bucket, limit, isUpper, isPositive, isLinear), bucket.count)),
  });
  const positive = side(histogram.positive, positiveBuckets(histogram), true);
  const negative = side(histogram.negative, negativeBuckets(histogram), false);
  const zeroCount =
    histogram.zeroCount > 0 ? take(keptOfZero(histogram, limit, isUpper), histogram.zeroCount) : histogram.zeroCount;
  return hasChanged ? compacted({ ...histogram, positive, negative, zeroCount, count, sum }) : histogram;
}
