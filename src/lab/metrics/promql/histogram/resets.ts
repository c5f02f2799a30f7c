import { boundOf } from './buckets.ts';
import { type Buckets, type Histogram, isCustom, sameBounds } from './histogram.ts';
import { coarser, reachOfZero, sharedBounds, withBounds, withZero } from './layout.ts';

/**
 * Whether a counter was reset between two histograms: a count has become smaller, a bucket is gone, or the resolution has become
 * finer. What the histogram itself says of it goes first. Source: FloatHistogram.DetectReset.
 */
export function isReset(current: Histogram, previous: Histogram): boolean {
  if (current.hint === 'reset') return true;
  if (current.hint === 'not_reset') return false;
  return hasShrunk(current, previous);
}

/** The same without what the histogram says of it. */
export function hasShrunk(current: Histogram, previous: Histogram): boolean {
  if (current.count < previous.count) return true;
  if (isCustom(current)) {
    if (!isCustom(previous)) return true;
    if (sameBounds(current, previous)) return isMissing(current.positive, previous.positive);
    const bounds = sharedBounds(current, previous);
    return isLess(withBounds(current, bounds).positive, withBounds(previous, bounds).positive);
  }
  if (current.schema > previous.schema || current.zeroThreshold < previous.zeroThreshold) return true;
  if (reachOfZero(previous, current.zeroThreshold) !== current.zeroThreshold) return true;
  if (current.zeroCount < withZero(previous, current.zeroThreshold).zeroCount) return true;
  const before = coarser(previous, current.schema);
  const outside = ({ index, count }: Buckets): Buckets => {
    const isOutside = index.map((at) => boundOf(current, at) > current.zeroThreshold);
    return {
      index: index.filter((_, position) => isOutside[position]),
      count: count.filter((_, position) => isOutside[position]),
    };
  };
  return isMissing(current.positive, outside(before.positive)) || isMissing(current.negative, outside(before.negative));
}

/** Whether a bucket of before is gone or has become less. */
function isMissing(current: Buckets, previous: Buckets): boolean {
  const counts = new Map(current.index.map((at, position) => [at, current.count[position] ?? 0]));
  return previous.index.some((at, position) => {
    const count = counts.get(at);
    return count === undefined || count < (previous.count[position] ?? 0);
  });
}

/** Whether a bucket has become less. */
function isLess(current: Buckets, previous: Buckets): boolean {
  const counts = new Map(current.index.map((at, position) => [at, current.count[position] ?? 0]));
  return previous.index.some((at, position) => (counts.get(at) ?? 0) < (previous.count[position] ?? 0));
}
