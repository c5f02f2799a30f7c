import type { Evaluation } from '../evaluate/evaluation.ts';
import type { OverWindow, Window } from '../evaluate/windows.ts';
import { fixed } from '../format.ts';
import type { CallNode } from '../parse/ast.ts';
import { QueryError } from '../problem.ts';
import { addTo } from '../sums.ts';
import { ofWindows, type PromqlImplementation, parameterOf, type WindowMaker } from './function.ts';

/** The line closest to numbers: how much it rises per second, and its value at a time. Source: linearRegression. */
function line({ floats }: Window, time: number): { slope: number; intercept: number } {
  const first = floats.value(0);
  const count = floats.length;
  const [x, y, xy, xx]: [number, number][] = [
    [0, 0],
    [0, 0],
    [0, 0],
    [0, 0],
  ];
  if (!x || !y || !xy || !xx) throw new Error('There are four sums.');
  let isConstant = true;
  for (let index = 0; index < count; index++) {
    const value = floats.value(index);
    if (index > 0 && value !== first) isConstant = false;
    const at = (floats.time(index) - time) / 1000;
    addTo(x, at);
    addTo(y, value);
    addTo(xy, at * value);
    addTo(xx, at * at);
  }
  if (isConstant)
    return Number.isFinite(first) || Number.isNaN(first)
      ? { slope: 0, intercept: first }
      : { slope: Number.NaN, intercept: Number.NaN };
  const [sumX, sumY, sumXY, sumXX] = [x, y, xy, xx].map(([sum, rest]) => sum + rest) as [
    number,
    number,
    number,
    number,
  ];
  const slope = (sumXY - (sumX * sumY) / count) / (sumXX - (sumX * sumX) / count);
  return { slope, intercept: sumY / count - (slope * sumX) / count };
}

/** A function of at least two numbers; that histograms among them are left out is said. */
function ofTwoNumbers(make: (evaluation: Evaluation, call: CallNode) => OverWindow): WindowMaker {
  return (evaluation, call) => {
    const over = make(evaluation, call);
    return (window) => {
      if (window.isMixed) {
        const { place } = parameterOf(call, 0);
        evaluation.context.annotations.ignoredInMixedRange(window.metric, place);
      }
      return window.floats.length < 2 ? undefined : over(window);
    };
  };
}

const deriv = ofTwoNumbers(() => (window) => line(window, window.floats.time(0)).slope);

const predictLinear = ofTwoNumbers((evaluation, call) => {
  const ahead = evaluation.scalar(parameterOf(call, 1));
  return (window) => {
    const { slope, intercept } = line(window, window.time);
    return slope * (ahead[window.index] ?? Number.NaN) + intercept;
  };
});

/** Holt's method: values weigh less the older they are, and so does their trend. Source: funcDoubleExponentialSmoothing. */
const smoothing: WindowMaker = (evaluation, call) => {
  const factors = ['smoothing', 'trend'].map((name, index) => {
    const values = evaluation.scalar(parameterOf(call, index + 1));
    return (at: number): number => {
      const factor = values[at] ?? Number.NaN;
      if (factor > 0 && factor < 1) return factor;
      const letters = name === 'smoothing' ? 'sf' : 'tf';
      const got = fixed(factor);
      throw new QueryError(`invalid ${name} factor. Expected: 0 < ${letters} < 1, got: ${got}`);
    };
  });
  const smoothed = ofTwoNumbers(() => (window) => {
    const [smooth, follow] = factors.map((factor) => factor(window.index)) as [number, number];
    const { floats } = window;
    let [before, current] = [0, floats.value(0)];
    let trend = floats.value(1) - floats.value(0);
    for (let index = 1; index < floats.length; index++) {
      if (index > 1) trend = follow * (current - before) + (1 - follow) * trend;
      const next = smooth * floats.value(index) + (1 - smooth) * (current + trend);
      [before, current] = [current, next];
    }
    return current;
  })(evaluation, call);
  return (window) => {
    for (const factor of factors) factor(window.index);
    return smoothed(window);
  };
};

export const TRENDS: readonly (readonly [string, PromqlImplementation])[] = [
  ['deriv', ofWindows(deriv)],
  ['predict_linear', ofWindows(predictLinear)],
  ['double_exponential_smoothing', ofWindows(smoothing)],
];
