import { type Histogram, isCustom } from '../histogram/histogram.ts';
import type { SelectorNode } from '../parse/ast.ts';
import { after } from '../storage/series.ts';
import type { Evaluation } from './evaluation.ts';
import { type GridSeries, timeOf } from './grid.ts';
import { between, HistogramMath, histogramBetween } from './interpolate.ts';
import { type Slice, Window } from './windows.ts';

/** Evaluates a selector with values in between its samples, from one lookback before to one after. Source: smoothSeries. */
export function smoothed(evaluation: Evaluation, node: SelectorNode): GridSeries[] {
  const { context, steps } = evaluation;
  const { at, offset } = evaluation.shift(node);
  const { lookback } = context.options;
  return context.store.select(node.matchers).flatMap((samples) => {
    const window = new Window(samples);
    const math = new HistogramMath(evaluation, window.metric, node.place);
    const series = evaluation.series(samples.labels);
    for (let index = 0; index < steps.count; index++) {
      const time = (at ?? timeOf(steps, index)) - offset;
      window.floats.move(time - lookback, time + lookback);
      window.histograms.move(time - lookback, time + lookback);
      if (window.isMixed) context.annotations.mixedFloatsAndHistograms(window.metric, node.place);
      else if (window.floats.length > 0) {
        const value = floatAt(window.floats, time);
        if (value !== undefined) series.setFloat(index, value);
      } else if (window.histograms.length > 0) {
        const value = histogramAt(evaluation, window, math, time, node);
        if (value !== undefined) series.setHistogram(index, value);
      }
    }
    return series.isEmpty ? [] : [series];
  });
}

/** Index of the first sample of a slice at or after a time. */
function indexAt<Value>(slice: Slice<Value>, time: number): number {
  return after(slice.times.slice(slice.from, slice.to), time - 1);
}

function floatAt(floats: Slice<number>, time: number): number | undefined {
  const index = indexAt(floats, time);
  const at = (position: number) => ({ time: floats.time(position), value: floats.value(position) });
  if (index < floats.length && floats.time(index) === time) return floats.value(index);
  if (index === 0) return undefined;
  return index < floats.length ? between(at(index - 1), at(index), time, false) : floats.value(index - 1);
}

function histogramAt(
  { context }: Evaluation,
  { histograms, metric }: Window,
  math: HistogramMath,
  time: number,
  { place }: SelectorNode,
): Histogram | undefined {
  const index = indexAt(histograms, time);
  if (index < histograms.length && histograms.time(index) === time) return histograms.value(index);
  if (index === 0) return undefined;
  const previous = histograms.value(index - 1);
  if (index === histograms.length) return { ...previous, hint: 'unknown' };
  const next = histograms.value(index);
  if (isCustom(previous) !== isCustom(next)) {
    context.annotations.mixedBuckets(metric, place);
    return undefined;
  }
  const isCounter = previous.hint !== 'gauge' || next.hint !== 'gauge';
  return histogramBetween(math, histograms, index - 1, time, isCounter);
}
