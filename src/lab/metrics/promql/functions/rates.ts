import type { Evaluation, Ranged } from '../evaluate/evaluation.ts';
import { FLOAT } from '../evaluate/grid.ts';
import { HistogramMath } from '../evaluate/interpolate.ts';
import { overWindows, type Window } from '../evaluate/windows.ts';
import { compacted, divided, EMPTY_HISTOGRAM, type Histogram, isCustom, multiplied } from '../histogram/histogram.ts';
import { coarser } from '../histogram/layout.ts';
import { isReset } from '../histogram/resets.ts';
import { NAME } from '../labels.ts';
import type { CallNode, Extension, Place } from '../parse/ast.ts';
import { extendedHistogram, extendedIncrease } from './extended.ts';
import { ofWindows, type PromqlImplementation, parameterOf, type WindowMaker, withoutNames } from './function.ts';

/** What a function of rates is: whether it takes counters, which begin again after a reset, and whether it is per second. */
interface Kind {
  isCounter: boolean;
  isRate: boolean;
}

const COUNTER_NAME = /_(?:total|sum|count|bucket)$/;

/** By how much a histogram grew within a window; undefined if histograms do not fit together. Source: histogramRate. */
function histogramIncrease(
  evaluation: Evaluation,
  window: Window,
  isCounter: boolean,
  place: Place,
): Histogram | undefined {
  const { annotations } = evaluation.context;
  const { histograms, metric } = window;
  const all = histograms.all();
  const first = all[0] ?? EMPTY_HISTOGRAM;
  const last = all.at(-1) ?? first;
  if (isCounter && all.some(({ hint }) => hint === 'gauge')) annotations.notCounter(metric, place);
  const second = all[1];
  // The first histogram does not count if the counter was reset right after it, whatever its buckets are.
  const isFirstOut = isCounter && second !== undefined && isReset(second, first);
  const base: Histogram = isFirstOut ? { ...EMPTY_HISTOGRAM, schema: second.schema, bounds: second.bounds } : first;
  const between = isCounter ? all.slice(1, -1) : [];
  if ([last, ...between].some((histogram) => isCustom(histogram) !== isCustom(base))) {
    annotations.mixedBuckets(metric, place);
    return undefined;
  }
  const schema = Math.min(...[base, last, ...between].map((histogram) => histogram.schema));
  const math = new HistogramMath(evaluation, metric, place);
  let increase = math.combine(coarser(last, schema), base, -1);
  if (isCounter) {
    let previous = base;
    for (const current of all.slice(1)) {
      if (increase && isReset(current, previous)) increase = math.combine(increase, previous, 1);
      previous = current;
    }
  } else if (first.hint !== 'gauge' || last.hint !== 'gauge') annotations.notGauge(metric, place);
  return increase && compacted({ ...increase, hint: 'gauge' });
}

/** By how much a counter or a gauge grew within a window, between its first and its last number. */
function floatIncrease({ floats }: Window, isCounter: boolean): number {
  const { values, from, to } = floats;
  let increase = (values[to - 1] as number) - (values[from] as number);
  if (!isCounter) return increase;
  let previous = values[from] as number;
  for (let at = from + 1; at < to; at++) {
    const value = values[at] as number;
    if (value < previous) increase += previous;
    previous = value;
  }
  return increase;
}

/**
 * By how much what was seen is multiplied, so that it stands for the whole window: samples close to its ends are taken to go on up
 * to them, others for half the distance between samples; a counter does not go below 0. Source: extrapolatedRate.
 *
 * @param first the first value, and `increase` what it grew by; both are counts of observations for histograms
 */
function extrapolation(window: Window, isCounter: boolean, first: number, increase: number): number {
  const track = window.floats.length > 0 ? window.floats : window.histograms;
  const firstTime = track.time(0);
  const lastTime = track.time(track.length - 1);
  const sampled = (lastTime - firstTime) / 1000;
  const average = sampled / (track.length - 1);
  const threshold = average * 1.1;
  let toStart = (firstTime - window.start) / 1000;
  let toEnd = (window.end - lastTime) / 1000;
  if (toStart >= threshold) toStart = average / 2;
  if (isCounter && increase > 0 && first >= 0) toStart = Math.min(toStart, sampled * (first / increase));
  if (toEnd >= threshold) toEnd = average / 2;
  return sampled === 0 ? 1 : (sampled + toStart + toEnd) / sampled;
}

function extrapolated({ isCounter, isRate }: Kind, { range, extension }: Ranged): WindowMaker {
  return (evaluation, call) => {
    const { place } = parameterOf(call, 0);
    const { annotations } = evaluation.context;
    return (window) => {
      if (window.isMixed) {
        annotations.mixedFloatsAndHistograms(window.metric, place);
        return undefined;
      }
      const perSecond = isRate ? range / 1000 : 1;
      if (extension) return extendedRate(evaluation, window, extension, isCounter, perSecond, place);
      if (window.floats.length > 1) {
        const increase = floatIncrease(window, isCounter);
        const factor = extrapolation(window, isCounter, window.floats.value(0), increase);
        return increase * (factor / perSecond);
      }
      if (window.histograms.length < 2) return undefined;
      const increase = histogramIncrease(evaluation, window, isCounter, place);
      if (!increase) return undefined;
      const factor = extrapolation(window, isCounter, window.histograms.value(0).count, increase.count);
      return multiplied(increase, factor / perSecond);
    };
  };
}

/** The rate of a range that goes beyond its ends, so that nothing has to be extrapolated. */
function extendedRate(
  evaluation: Evaluation,
  window: Window,
  extension: Extension,
  isCounter: boolean,
  perSecond: number,
  place: Place,
): number | Histogram | undefined {
  if (window.histograms.length === 0) {
    const increase = extendedIncrease(window, extension, isCounter);
    return increase === undefined ? undefined : increase / perSecond;
  }
  const math = new HistogramMath(evaluation, window.metric, place);
  const increase = extendedHistogram(evaluation, math, window, extension, isCounter, place);
  return increase && divided(increase, perSecond);
}

/** rate(), increase() and delta(). */
function rateFunction(kind: Kind): PromqlImplementation {
  return (evaluation, call) => {
    const ranged = evaluation.ranged(parameterOf(call, 0));
    const make = extrapolated(kind, ranged)(evaluation, call);
    const results = overWindows(evaluation, ranged, make, false);
    for (const { labels, kinds } of kind.isCounter ? results : []) {
      const metric = labels.get(NAME);
      if (metric !== '' && !COUNTER_NAME.test(metric) && kinds.includes(FLOAT))
        evaluation.context.annotations.possibleNonCounter(metric, parameterOf(call, 0).place);
    }
    return withoutNames(evaluation, results);
  };
}

type Timed = { time: number; value: number | Histogram };

/** The last two samples of a window, by time. */
function lastTwo({ floats, histograms }: Window): [Timed, Timed] | undefined {
  const timed: Timed[] = [floats, histograms].flatMap((slice) =>
    Array.from({ length: Math.min(2, slice.length) }, (_, at) => {
      const index = slice.length - 1 - at;
      return { time: slice.time(index), value: slice.value(index) };
    }),
  );
  const [last, before] = timed.sort((one, other) => other.time - one.time);
  return last && before ? [before, last] : undefined;
}

/** irate() and idelta(): of the last two samples only. Source: instantValue. */
function instantRate(isRate: boolean): WindowMaker {
  return (evaluation, call: CallNode) => {
    const { place } = parameterOf(call, 0);
    const { annotations } = evaluation.context;
    return (window) => {
      const two = lastTwo(window);
      if (!two) return undefined;
      const [before, last] = two;
      const interval = (last.time - before.time) / 1000;
      if (interval === 0) return undefined;
      if (typeof last.value === 'number' && typeof before.value === 'number') {
        const isAfterReset = isRate && last.value < before.value;
        const increase = isAfterReset ? last.value : last.value - before.value;
        return isRate ? increase / interval : increase;
      }
      if (typeof last.value === 'number' || typeof before.value === 'number') {
        annotations.mixedFloatsAndHistograms(window.metric, place);
        return undefined;
      }
      const hints = [last.value.hint, before.value.hint];
      if (isRate && hints.includes('gauge')) annotations.notCounter(window.metric, place);
      if (!isRate && hints.some((hint) => hint !== 'gauge')) annotations.notGauge(window.metric, place);
      const isWhole = isRate && isReset(last.value, before.value);
      const math = new HistogramMath(evaluation, window.metric, place);
      const increase = isWhole ? last.value : math.combine(last.value, before.value, -1);
      if (!increase) return undefined;
      const gauge = compacted({ ...increase, hint: 'gauge' });
      return isRate ? divided(gauge, interval) : gauge;
    };
  };
}

export const RATES: readonly (readonly [string, PromqlImplementation])[] = [
  ['rate', rateFunction({ isCounter: true, isRate: true })],
  ['increase', rateFunction({ isCounter: true, isRate: false })],
  ['delta', rateFunction({ isCounter: false, isRate: false })],
  ['irate', ofWindows(instantRate(true))],
  ['idelta', ofWindows(instantRate(false))],
];
