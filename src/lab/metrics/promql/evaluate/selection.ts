import type { Histogram } from '../histogram/histogram.ts';
import type { SelectorNode } from '../parse/ast.ts';
import { after, type Samples } from '../storage/series.ts';
import type { Evaluation } from './evaluation.ts';
import { FLOAT, type GridSeries, timeOf } from './grid.ts';
import { statisticsOf } from './statistics.ts';

/** Finds the samples of a series that count at rising times. */
class Cursor {
  private readonly samples: Samples;
  private readonly lookback: number;
  private float = -1;
  private histogram = -1;
  private stale = -1;
  /** The time of the sample that was found last, and its value. */
  time = 0;
  value: number | Histogram = 0;

  constructor(samples: Samples, lookback: number) {
    this.samples = samples;
    this.lookback = lookback;
  }

  /** Goes to the last sample up to a time. @returns whether it counts: it is not too old, and the series is not gone */
  find(time: number): boolean {
    const { floats, histograms, stale } = this.samples;
    this.float = lastUpTo(floats.times, this.float, time);
    this.histogram = lastUpTo(histograms.times, this.histogram, time);
    this.stale = lastUpTo(stale, this.stale, time);
    const float = floats.times[this.float] ?? Number.NEGATIVE_INFINITY;
    const histogram = histograms.times[this.histogram] ?? Number.NEGATIVE_INFINITY;
    const last = Math.max(float, histogram);
    if (last <= time - this.lookback || (stale[this.stale] ?? Number.NEGATIVE_INFINITY) >= last) return false;
    this.time = last;
    this.value = (float > histogram ? floats.values[this.float] : histograms.values[this.histogram]) ?? 0;
    return true;
  }
}

/** Index of the last time up to `time`, sought from an index on. */
function lastUpTo(times: readonly number[], from: number, time: number): number {
  const next = times[from + 1];
  if (next === undefined || next > time) return from;
  const further = times[from + 9];
  if (further !== undefined && further <= time) return after(times, time) - 1;
  let at = from + 1;
  while (at + 1 < times.length && (times[at + 1] as number) <= time) at++;
  return at;
}

/** Values of a series that has only numbers, and is never gone: the same as with a cursor, for most series there are. */
function selectNumbers(
  series: GridSeries,
  { times, values }: Samples['floats'],
  lookback: number,
  time: (index: number) => number,
): boolean {
  const count = series.kinds.length;
  let [at, isEmpty] = [-1, true];
  for (let index = 0; index < count; index++) {
    const wanted = time(index);
    at = lastUpTo(times, at, wanted);
    if (at < 0 || (times[at] as number) <= wanted - lookback) continue;
    series.kinds[index] = FLOAT;
    series.values[index] = values[at] as number;
    isEmpty = false;
  }
  return isEmpty;
}

/** Evaluates a selector; with `ofTimes` the results are not values, but the times of the samples in seconds. */
export function select(evaluation: Evaluation, node: SelectorNode, ofTimes = false): GridSeries[] {
  const { context, steps } = evaluation;
  const { at, offset } = evaluation.shift(node);
  const { lookback } = context.options;
  const time = (index: number): number => (at ?? timeOf(steps, index)) - offset;
  return context.store.select(node.matchers).flatMap((stored) => {
    const samples = node.needsNoBuckets ? statisticsOf(stored, time(0) - lookback) : stored;
    const series = evaluation.series(samples.labels);
    if (!ofTimes && samples.histograms.times.length + samples.stale.length === 0)
      return selectNumbers(series, samples.floats, lookback, time) ? [] : [series];
    const cursor = new Cursor(samples, lookback);
    let isEmpty = true;
    for (let index = 0; index < steps.count; index++) {
      if (!cursor.find(time(index))) continue;
      series.set(index, ofTimes ? cursor.time / 1000 : cursor.value);
      isEmpty = false;
    }
    return isEmpty ? [] : [series];
  });
}
