import { addTo } from '../sums.ts';
import {
  type Buckets,
  bucketsOf,
  divided,
  EMPTY_HISTOGRAM,
  type Histogram,
  hasOverflow,
  multiplied,
  type ResetHint,
} from './histogram.ts';
import { commonLayout, inLayout } from './layout.ts';

/** What came of adding two histograms. */
export interface Combined {
  histogram: Histogram;
  /** One says that there was a counter reset, the other that there was none. */
  isCollision: boolean;
  /** Custom bounds were not the same, and only the shared ones are left. */
  isReconciled: boolean;
}

/** What is known of resets in a sum. Source: FloatHistogram.adjustCounterReset. */
function hintOf(one: ResetHint, other: ResetHint): { hint: ResetHint; isCollision: boolean } {
  if (one === other) return { hint: one, isCollision: false };
  if (one === 'gauge' || other === 'gauge') return { hint: 'gauge', isCollision: false };
  return { hint: 'unknown', isCollision: one !== 'unknown' && other !== 'unknown' };
}

function mergeBuckets(one: Buckets, other: Buckets, sign: number): Buckets {
  const map = new Map(one.index.map((at, position) => [at, one.count[position] ?? 0]));
  other.index.forEach((at, position) => {
    map.set(at, (map.get(at) ?? 0) + sign * (other.count[position] ?? 0));
  });
  return bucketsOf(map);
}

/** One histogram plus (sign 1) or minus (sign -1) another; undefined if one has exponential and one custom buckets. */
export function combined(one: Histogram, other: Histogram, sign: 1 | -1): Combined | undefined {
  const layout = commonLayout(one, other);
  if (!layout) return undefined;
  const left = inLayout(one, layout);
  const right = inLayout(other, layout);
  const { hint, isCollision } = hintOf(one.hint, other.hint);
  return {
    histogram: {
      ...left,
      zeroCount: left.zeroCount + sign * right.zeroCount,
      count: left.count + sign * right.count,
      sum: left.sum + sign * right.sum,
      positive: mergeBuckets(left.positive, right.positive, sign),
      negative: mergeBuckets(left.negative, right.negative, sign),
      hint,
    },
    isCollision,
    isReconciled: layout.isReconciled,
  };
}

/** Adds buckets with the error of the sum so far, which is changed along. */
function addBuckets(sum: Buckets, rest: Buckets, other: Buckets): [Buckets, Buckets] {
  const sums = new Map(sum.index.map((at, position) => [at, sum.count[position] ?? 0]));
  const rests = new Map(rest.index.map((at, position) => [at, rest.count[position] ?? 0]));
  other.index.forEach((at, position) => {
    const pair: [number, number] = [sums.get(at) ?? 0, rests.get(at) ?? 0];
    addTo(pair, other.count[position] ?? 0);
    sums.set(at, pair[0]);
    rests.set(at, pair[1]);
  });
  return [bucketsOf(sums), bucketsOf(rests)];
}

/**
 * Sums up histograms, or takes their mean, with the errors of the sums kept beside them; the mean becomes an incremental one if the
 * sum would be infinite. Source: FloatHistogram.KahanAdd, and how aggregations use it.
 */
export class HistogramSum {
  private sum: Histogram;
  private rest: Histogram;
  private added = 1;
  private isIncremental = false;
  private readonly isMean: boolean;
  /** Whether histograms with custom bounds that are not the same were among them. */
  isReconciled = false;
  /** Whether exponential and custom buckets met; there is no result then. */
  isIncompatible = false;
  private readonly hints = new Set<ResetHint>();

  constructor(first: Histogram, isMean: boolean) {
    this.sum = first;
    this.rest = { ...EMPTY_HISTOGRAM, schema: first.schema, bounds: first.bounds, zeroThreshold: first.zeroThreshold };
    this.isMean = isMean;
    this.hints.add(first.hint);
  }

  /** Whether some say that there was a counter reset, and others that there was none. */
  get isCollision(): boolean {
    return this.hints.has('reset') && this.hints.has('not_reset');
  }

  add(histogram: Histogram): void {
    if (this.isIncompatible) return;
    this.hints.add(histogram.hint);
    this.added++;
    if (this.isMean && this.isIncremental) {
      this.addToMean(histogram);
      return;
    }
    const next = this.step(this.sum, this.rest, histogram);
    if (!next) return;
    if (this.isMean && hasOverflow(next[0])) {
      this.isIncremental = true;
      this.sum = divided(this.sum, this.added - 1);
      this.rest = divided(this.rest, this.added - 1);
      this.addToMean(histogram);
    } else [this.sum, this.rest] = next;
  }

  private addToMean(histogram: Histogram): void {
    const part = (this.added - 1) / this.added;
    const next = this.step(multiplied(this.sum, part), multiplied(this.rest, part), divided(histogram, this.added));
    if (next) [this.sum, this.rest] = next;
  }

  private step(sum: Histogram, rest: Histogram, other: Histogram): [Histogram, Histogram] | undefined {
    const layout = commonLayout(sum, other);
    if (!layout) {
      this.isIncompatible = true;
      return undefined;
    }
    if (layout.isReconciled) this.isReconciled = true;
    const [left, error, right] = [inLayout(sum, layout), inLayout(rest, layout), inLayout(other, layout)];
    const add = (field: 'zeroCount' | 'count' | 'sum'): [number, number] => {
      const pair: [number, number] = [left[field], error[field]];
      addTo(pair, right[field]);
      return pair;
    };
    const [zeroCount, count, total] = [add('zeroCount'), add('count'), add('sum')];
    const positive = addBuckets(left.positive, error.positive, right.positive);
    const negative = addBuckets(left.negative, error.negative, right.negative);
    const { hint } = hintOf(sum.hint, other.hint);
    const pick = (at: 0 | 1): Partial<Histogram> => ({
      zeroCount: zeroCount[at],
      count: count[at],
      sum: total[at],
      positive: positive[at],
      negative: negative[at],
    });
    return [
      { ...left, ...pick(0), hint },
      { ...error, ...pick(1), hint },
    ];
  }

  /** The sum, or the mean. */
  result(): Histogram {
    const by = this.isMean && !this.isIncremental ? this.added : 1;
    const sum = by === 1 ? this.sum : divided(this.sum, by);
    if (this.added === 1) return sum;
    const rest = by === 1 ? this.rest : divided(this.rest, by);
    return combined(sum, { ...rest, hint: sum.hint }, 1)?.histogram ?? sum;
  }
}
