import type { Evaluation } from '../evaluate/evaluation.ts';
import { between, type HistogramMath, histogramBetween } from '../evaluate/interpolate.ts';
import type { Slice, Window } from '../evaluate/windows.ts';
import { compacted, type Histogram, isCustom } from '../histogram/histogram.ts';
import { isReset } from '../histogram/resets.ts';
import type { Extension, Place } from '../parse/ast.ts';
import { QueryError } from '../problem.ts';
import { after } from '../storage/series.ts';

/** Functions that take ranges with each modifier. Source: AnchoredSafeFunctions and SmoothedSafeFunctions. */
const SAFE: Readonly<Record<Extension, readonly string[]>> = {
  anchored: ['changes', 'delta', 'increase', 'rate', 'resets'],
  smoothed: ['delta', 'increase', 'rate'],
};

/** @throws QueryError if a function does not take such a range */
export function refuseUnsafe(extension: Extension, name: string): void {
  if (SAFE[extension].includes(name)) return;
  throw new QueryError(`${extension} modifier can only be used with: ${SAFE[extension].join(', ')} - not with ${name}`);
}

/** Indexes of the first and the last sample that count for a range; undefined if there is nothing in it. */
function ends<Value>(slice: Slice<Value>, window: Window, extension: Extension): [number, number] | undefined {
  const times = slice.times.slice(slice.from, slice.to);
  const newest = times.length - 1;
  const first = Math.max(0, Math.min(after(times, window.start), newest) - 1);
  const last = extension === 'smoothed' ? Math.min(after(times, window.end - 1), newest) : newest;
  if ((times[last] as number) <= window.start) return undefined;
  if (extension === 'smoothed' && (times[first] as number) > window.end) return undefined;
  return [first, last];
}

/** By how much numbers grew within a range, with what is taken for their values at its ends. Source: extendedRate. */
export function extendedIncrease(window: Window, extension: Extension, isCounter: boolean): number | undefined {
  const { floats } = window;
  const found = ends(floats, window, extension);
  if (!found) return undefined;
  let [first, last] = found;
  const { left, right } = floatEnds(window, extension, isCounter, first, last);
  if (!isCounter) return right - left;
  if (floats.time(first) <= window.start) first++;
  if (floats.time(last) >= window.end) last--;
  let [increase, previous] = [right - left, left];
  for (let index = first; index <= last + 1; index++) {
    const value = index <= last ? floats.value(index) : right;
    if (value < previous) increase += previous;
    previous = value;
  }
  return increase;
}

function floatEnds(
  { floats, start, end }: Window,
  extension: Extension,
  isCounter: boolean,
  first: number,
  last: number,
) {
  const isSmoothed = extension === 'smoothed';
  const at = (index: number) => ({ time: floats.time(index), value: floats.value(index) });
  const left =
    isSmoothed && floats.time(first) < start
      ? between(at(first), at(first + 1), start, isCounter)
      : floats.value(first);
  const right =
    isSmoothed && last > 0 && floats.time(last) > end
      ? between(at(last - 1), at(last), end, isCounter)
      : floats.value(last);
  return { left, right };
}

/** The numbers of a range with those at its ends, as a query of a range vector shows it. Source: extendFloats. */
export function extendedFloats(window: Window, extension: Extension): { time: number; value: number }[] {
  const found = ends(window.floats, window, extension);
  if (!found) return [];
  let [first, last] = found;
  const { left, right } = floatEnds(window, extension, false, first, last);
  if (window.floats.time(first) <= window.start) first++;
  if (window.floats.time(last) >= window.end) last--;
  const inside = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => ({
    time: window.floats.time(first + index),
    value: window.floats.value(first + index),
  }));
  return [{ time: window.start, value: left }, ...inside, { time: window.end, value: right }];
}

/** The same for histograms; what does not fit together is said. Source: extendedHistogramRate. */
export function extendedHistogram(
  evaluation: Evaluation,
  math: HistogramMath,
  window: Window,
  extension: Extension,
  isCounter: boolean,
  place: Place,
): Histogram | undefined {
  const { histograms, metric } = window;
  const { annotations } = evaluation.context;
  const found = ends(histograms, window, extension);
  if (!found) return undefined;
  const [first, last] = found;
  const all = histograms.all().slice(first, last + 1);
  for (const histogram of all) {
    if (isCustom(histogram) !== isCustom(all[0] as Histogram)) {
      annotations.mixedBuckets(metric, place);
      return undefined;
    }
    if (isCounter && histogram.hint === 'gauge') annotations.notCounter(metric, place);
  }
  const isSmoothed = extension === 'smoothed';
  const hasLeft = isSmoothed && histograms.time(first) < window.start;
  const left = hasLeft ? histogramBetween(math, histograms, first, window.start, isCounter) : histograms.value(first);
  const hasRight = isSmoothed && last > 0 && histograms.time(last) > window.end;
  const right = hasRight ? histogramBetween(math, histograms, last - 1, window.end, isCounter) : histograms.value(last);
  if (!left || !right) return undefined;
  if (!isCounter && (left.hint !== 'gauge' || right.hint !== 'gauge')) annotations.notGauge(metric, place);
  let increase = math.combine(right, left, -1);
  if (isCounter) {
    // A reset that the value at the beginning spans counts already.
    const spansReset = hasLeft && isReset(histograms.value(first + 1), histograms.value(first));
    let previous = spansReset ? histograms.value(first + 1) : left;
    const begin = first + (spansReset ? 2 : 1);
    for (let index = begin; index <= last && increase; index++) {
      const current = index < last ? histograms.value(index) : right;
      if (isReset(current, previous)) increase = math.combine(increase, previous, 1);
      previous = current;
    }
  }
  return increase && compacted({ ...increase, hint: 'gauge' });
}
