import { almostEqual } from '../almost.ts';

/** A bucket of a classic histogram: how many observations were at most `bound`. */
export interface ClassicBucket {
  bound: number;
  count: number;
}

/** Where and how much counts had to be raised, because one was smaller than that of a lower bucket. */
export interface Forced {
  lowest: number;
  highest: number;
  most: number;
}

/** Differences between neighbors below this part of them come from inexact numbers. */
const SMALL = 1e-12;

/** Buckets by rising bound, those of the same bound added up; undefined if none goes on to +Inf. */
function sorted(buckets: readonly ClassicBucket[]): ClassicBucket[] | undefined {
  const rising: ClassicBucket[] = [];
  for (const { bound, count } of [...buckets].sort((one, other) => one.bound - other.bound || 0)) {
    const last = rising.at(-1);
    if (last?.bound === bound) last.count += count;
    else rising.push({ bound, count });
  }
  return rising.at(-1)?.bound === Number.POSITIVE_INFINITY ? rising : undefined;
}

/** Makes counts rise from bucket to bucket, and says where that changed one. Source: ensureMonotonicAndIgnoreSmallDeltas. */
function makeMonotonic(buckets: readonly ClassicBucket[]): Forced | undefined {
  const forced: Forced = { lowest: Number.POSITIVE_INFINITY, highest: Number.NEGATIVE_INFINITY, most: 0 };
  let previous = buckets[0]?.count ?? 0;
  for (const bucket of buckets.slice(1)) {
    const { bound, count } = bucket;
    if (almostEqual(previous, count, SMALL)) bucket.count = previous;
    else if (count < previous) {
      bucket.count = previous;
      forced.lowest = Math.min(forced.lowest, bound);
      forced.highest = Math.max(forced.highest, bound);
      forced.most = Math.max(forced.most, previous - count);
    } else previous = count;
  }
  return forced.lowest <= forced.highest ? forced : undefined;
}

/** A quantile of a classic histogram, linear within a bucket. Source: BucketQuantile of promql/quantile.go. */
export function classicQuantile(q: number, all: readonly ClassicBucket[]): { value: number; forced?: Forced } {
  if (Number.isNaN(q)) return { value: Number.NaN };
  if (q < 0) return { value: Number.NEGATIVE_INFINITY };
  if (q > 1) return { value: Number.POSITIVE_INFINITY };
  const buckets = sorted(all);
  if (!buckets) return { value: Number.NaN };
  const forced = makeMonotonic(buckets);
  const answer = (value: number): { value: number; forced?: Forced } => (forced ? { value, forced } : { value });
  const last = buckets.length - 1;
  const observations = buckets[last]?.count ?? 0;
  if (last < 1 || observations === 0) return answer(Number.NaN);
  let rank = q * observations;
  let at = 0;
  while (at < last && !((buckets[at]?.count ?? 0) >= rank)) at++;
  if (at === last) return answer(buckets[last - 1]?.bound ?? Number.NaN);
  const { bound, count } = buckets[at] ?? { bound: 0, count: 0 };
  if (at === 0 && bound <= 0) return answer(bound);
  const before = buckets[at - 1] ?? { bound: 0, count: 0 };
  rank -= before.count;
  return answer(before.bound + (bound - before.bound) * (rank / (count - before.count)));
}

/** The part of a classic histogram's observations that lies between two values. Source: BucketFraction of promql/quantile.go. */
export function classicFraction(lower: number, upper: number, all: readonly ClassicBucket[]): number {
  const buckets = sorted(all);
  const observations = buckets?.at(-1)?.count ?? 0;
  if (!buckets || observations === 0 || Number.isNaN(lower) || Number.isNaN(upper)) return Number.NaN;
  if (lower >= upper) return 0;
  const rankOf = (limit: number): number => {
    let start = (buckets[0]?.bound ?? 0) <= 0 ? Number.NEGATIVE_INFINITY : 0;
    let rank = 0;
    for (const { bound, count } of buckets) {
      if (start >= limit) return rank;
      if (bound > limit) {
        return start === Number.NEGATIVE_INFINITY ? count : rank + ((count - rank) * (limit - start)) / (bound - start);
      }
      rank = count;
      start = bound;
    }
    return observations;
  };
  const [below, above] = [Math.min(rankOf(lower), observations), Math.min(rankOf(upper), observations)];
  return (above - below) / observations;
}
