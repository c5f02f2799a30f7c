import type { Evaluation } from '../evaluate/evaluation.ts';
import type { Window } from '../evaluate/windows.ts';
import { HistogramSum } from '../histogram/arithmetic.ts';
import type { Histogram } from '../histogram/histogram.ts';
import type { CallNode, Place } from '../parse/ast.ts';
import { addTo, mean, quantileOf, total } from '../sums.ts';
import { ofWindows, type PromqlImplementation, parameterOf, type WindowMaker } from './function.ts';

const firstPlace = (call: CallNode): Place => parameterOf(call, 0).place;

/** The sum or the mean of the histograms of a window. */
function histogramsOf({ context }: Evaluation, call: CallNode, window: Window, isMean: boolean): Histogram | undefined {
  const { histograms } = window;
  const sum = new HistogramSum(histograms.value(0), isMean);
  for (let index = 1; index < histograms.length; index++) sum.add(histograms.value(index));
  const place = firstPlace(call);
  if (sum.isIncompatible) {
    context.annotations.mixedBuckets(window.metric, place);
    return undefined;
  }
  if (sum.isCollision) context.annotations.resetCollision('aggregation', place);
  if (sum.isReconciled) context.annotations.reconciledBounds('aggregation', place);
  return sum.result();
}

/** The sum or the mean of numbers, or of histograms, but not of both. */
function addedUp(isMean: boolean): WindowMaker {
  return (evaluation, call) => (window) => {
    if (window.isMixed) {
      evaluation.context.annotations.mixedFloatsAndHistograms(window.metric, firstPlace(call));
      return undefined;
    }
    const { values, from, to } = window.floats;
    if (window.floats.length === 0) return histogramsOf(evaluation, call, window, isMean);
    return isMean ? mean(values, from, to) : total(values, from, to);
  };
}

/** A function of the numbers of a window; histograms among them are left out, which is said. */
function ofNumbers(make: (window: Window) => number): WindowMaker {
  return ({ context }, call) =>
    (window) => {
      if (window.floats.length === 0) return undefined;
      if (window.isMixed) context.annotations.ignoredInMixedRange(window.metric, firstPlace(call));
      return make(window);
    };
}

/** The index of the number that comes before all others in an order. */
function best({ floats }: Window, isBetter: (value: number, best: number) => boolean): number {
  let found = 0;
  for (let index = 0; index < floats.length; index++) {
    const known = floats.value(found);
    if (isBetter(floats.value(index), known) || Number.isNaN(known)) found = index;
  }
  return found;
}

const valueOfBest = (isBetter: (value: number, best: number) => boolean): WindowMaker =>
  ofNumbers((window) => window.floats.value(best(window, isBetter)));
const timeOfBest = (isBetter: (value: number, best: number) => boolean): WindowMaker =>
  ofNumbers((window) => window.floats.time(best(window, isBetter)) / 1000);

/** The variance of the numbers of a window, by Welford's method with exact sums. Source: varianceOverTime. */
function variance({ floats }: Window): number {
  const middle: [number, number] = [0, 0];
  const squares: [number, number] = [0, 0];
  for (let index = 0; index < floats.length; index++) {
    const value = floats.value(index);
    const delta = value - (middle[0] + middle[1]);
    addTo(middle, delta / (index + 1));
    addTo(squares, delta * (value - (middle[0] + middle[1])));
  }
  return (squares[0] + squares[1]) / floats.length;
}

function medianDeviation({ floats }: Window): number {
  const values = floats.all();
  if (values.some(Number.isNaN)) return Number.NaN;
  const median = quantileOf(0.5, values);
  return quantileOf(
    0.5,
    values.map((value) => Math.abs(value - median)),
  );
}

/** The first or the last sample, a number or a histogram. */
function edge(isLast: boolean): WindowMaker {
  return () =>
    ({ floats, histograms }) => {
      const f = isLast ? floats.length - 1 : 0;
      const h = isLast ? histograms.length - 1 : 0;
      if (histograms.length === 0) return floats.value(f);
      const isFloat =
        floats.length > 0 && (isLast ? histograms.time(h) < floats.time(f) : floats.time(f) < histograms.time(h));
      return isFloat ? floats.value(f) : histograms.value(h);
    };
}

const timeOfEdge =
  (isLast: boolean): WindowMaker =>
  () =>
  ({ floats, histograms }) => {
    const times = [floats, histograms]
      .filter(({ length }) => length > 0)
      .map((slice) => slice.time(isLast ? slice.length - 1 : 0));
    return (isLast ? Math.max(...times) : Math.min(...times)) / 1000;
  };

const quantileOverTime: WindowMaker = (evaluation, call) => {
  const q = evaluation.scalar(parameterOf(call, 0));
  const { annotations } = evaluation.context;
  return (window) => {
    if (window.floats.length === 0) return undefined;
    const wanted = q[window.index] ?? Number.NaN;
    if (!(wanted >= 0 && wanted <= 1)) annotations.invalidQuantile(wanted, firstPlace(call));
    if (window.isMixed) annotations.ignoredInMixedRange(window.metric, firstPlace(call));
    return quantileOf(wanted, window.floats.all());
  };
};

/** Functions that make one value of all samples of a window. */
export const OVER_TIME: readonly (readonly [string, PromqlImplementation])[] = [
  ['sum_over_time', ofWindows(addedUp(false))],
  ['avg_over_time', ofWindows(addedUp(true))],
  [
    'count_over_time',
    ofWindows(
      () =>
        ({ floats, histograms }) =>
          floats.length + histograms.length,
    ),
  ],
  ['present_over_time', ofWindows(() => () => 1)],
  ['max_over_time', ofWindows(valueOfBest((value, known) => value > known))],
  ['min_over_time', ofWindows(valueOfBest((value, known) => value < known))],
  ['ts_of_max_over_time', ofWindows(timeOfBest((value, known) => value >= known))],
  ['ts_of_min_over_time', ofWindows(timeOfBest((value, known) => value <= known))],
  ['first_over_time', ofWindows(edge(false), { keepsName: true })],
  ['last_over_time', ofWindows(edge(true), { keepsName: true })],
  ['ts_of_first_over_time', ofWindows(timeOfEdge(false))],
  ['ts_of_last_over_time', ofWindows(timeOfEdge(true))],
  ['stdvar_over_time', ofWindows(ofNumbers(variance))],
  ['stddev_over_time', ofWindows(ofNumbers((window) => Math.sqrt(variance(window))))],
  ['mad_over_time', ofWindows(ofNumbers(medianDeviation))],
  ['quantile_over_time', ofWindows(quantileOverTime, { position: 1 })],
];
