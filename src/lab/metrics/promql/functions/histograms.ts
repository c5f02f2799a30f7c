import type { Evaluation } from '../evaluate/evaluation.ts';
import { FLOAT, type GridSeries, timeOf } from '../evaluate/grid.ts';
import { general } from '../format.ts';
import { allBuckets } from '../histogram/buckets.ts';
import { type ClassicBucket, classicFraction, classicQuantile } from '../histogram/classic.ts';
import { type Histogram, isCustom } from '../histogram/histogram.ts';
import { nativeFraction, nativeQuantile } from '../histogram/quantile.ts';
import { type Labels, NAME } from '../labels.ts';
import type { CallNode, Place } from '../parse/ast.ts';
import { parseNumber } from '../parse/literals.ts';
import { addTo } from '../sums.ts';
import { type PromqlImplementation, parameterOf, textParameter } from './function.ts';

/** A function of native histograms; numbers are left out. */
function ofHistograms(make: (histogram: Histogram) => number): PromqlImplementation {
  return (evaluation, call) => {
    const results = evaluation.vector(parameterOf(call, 0)).map((series) => {
      const result = evaluation.series(series.labels);
      for (let index = 0; index < evaluation.steps.count; index++) {
        const histogram = series.histogram(index);
        if (histogram) result.setFloat(index, make(histogram));
      }
      return result;
    });
    return evaluation.nameless(results.filter(({ isEmpty }) => !isEmpty));
  };
}

/** The variance of observations, each taken to be in the middle of its bucket. Source: histogramVariance. */
function variance(histogram: Histogram): number {
  const mean = histogram.sum / histogram.count;
  const sum: [number, number] = [0, 0];
  for (const { lower, upper, count } of allBuckets(histogram)) {
    const middle = (): number => {
      if (isCustom(histogram)) return (upper + lower) / 2;
      if (lower <= 0 && upper >= 0) return 0;
      return upper < 0 ? -Math.sqrt(upper * lower) : Math.sqrt(upper * lower);
    };
    const delta = middle() - mean;
    addTo(sum, count * delta * delta);
  }
  return (sum[0] + sum[1]) / histogram.count;
}

/** Series that are one histogram: a native one, or the buckets of a classic one. */
interface Family {
  labels: Labels;
  native: GridSeries[];
  buckets: { bound: number; series: GridSeries }[];
}

/** Puts buckets of classic histograms together. A series without a bound counts only for its native histograms. */
function familiesOf(evaluation: Evaluation, all: readonly GridSeries[], place: Place): Family[] {
  const families = new Map<string, Family>();
  const familyOf = (labels: Labels): Family => {
    const known = families.get(labels.key);
    if (known) return known;
    const fresh: Family = { labels, native: [], buckets: [] };
    families.set(labels.key, fresh);
    return fresh;
  };
  for (const series of all) {
    if (series.kinds.some((kind) => kind !== FLOAT)) familyOf(series.labels).native.push(series);
    if (!series.kinds.includes(FLOAT)) continue;
    const label = series.labels.get('le');
    const bound = parseNumber(label);
    if (bound !== undefined && !/[a-z]$/.test(label.replace(/(?:inf|nan)$/i, '')))
      familyOf(series.labels.without(['le'])).buckets.push({ bound, series });
    else evaluation.context.annotations.badBucketLabel(metricOf(evaluation, series.labels), label, place);
  }
  return [...families.values()];
}

/** The name of a metric where messages have it: only if names are dropped at the end. */
function metricOf({ context }: Evaluation, labels: Labels): string {
  return context.options.delayedNameRemoval ? labels.get(NAME) : '';
}

/** How a question is answered for both kinds of histograms. */
interface Answers {
  native: (histogram: Histogram, index: number, metric: string) => number;
  classic: (buckets: readonly ClassicBucket[], index: number, metric: string) => number;
}

function answersFor(evaluation: Evaluation, families: readonly Family[], place: Place, answers: Answers): GridSeries[] {
  const results: GridSeries[] = [];
  for (const { labels, native, buckets } of families) {
    const result = evaluation.series(labels);
    const metric = metricOf(evaluation, labels);
    for (let index = 0; index < evaluation.steps.count; index++) {
      const there = buckets
        .filter(({ series }) => series.kinds[index] === FLOAT)
        .map(({ bound, series }) => ({ bound, count: series.values[index] ?? 0 }));
      const histogram = native.map((series) => series.histogram(index)).find((found) => found !== undefined);
      if (histogram && there.length > 0) evaluation.context.annotations.mixedClassicAndNative(metric, place);
      else if (histogram) result.setFloat(index, answers.native(histogram, index, metric));
      else if (there.length > 0) result.setFloat(index, answers.classic(there, index, metric));
    }
    if (!result.isEmpty) results.push(result);
  }
  return results;
}

function quantileAnswers(evaluation: Evaluation, quantile: (index: number) => number, place: Place): Answers {
  const { annotations } = evaluation.context;
  return {
    native: (histogram, index, metric) => {
      const { value, note } = nativeQuantile(quantile(index), histogram);
      if (note) annotations.nanInQuantile(note, metric, place);
      return value;
    },
    classic: (buckets, index, metric) => {
      const { value, forced } = classicQuantile(quantile(index), buckets);
      if (forced) annotations.forcedMonotonicity(metric, forced, timeOf(evaluation.steps, index), place);
      return value;
    },
  };
}

/** A quantile by step; that it is none is said. */
function quantileParameter(evaluation: Evaluation, call: CallNode, position: number): Float64Array {
  const parameter = parameterOf(call, position);
  const values = evaluation.scalar(parameter);
  for (const q of values) if (!(q >= 0 && q <= 1)) evaluation.context.annotations.invalidQuantile(q, parameter.place);
  return values;
}

const histogramQuantile: PromqlImplementation = (evaluation, call) => {
  const quantiles = quantileParameter(evaluation, call, 0);
  const vector = parameterOf(call, 1);
  const families = familiesOf(evaluation, evaluation.vector(vector), vector.place);
  const answers = quantileAnswers(evaluation, (index) => quantiles[index] ?? Number.NaN, vector.place);
  return evaluation.nameless(answersFor(evaluation, families, vector.place, answers));
};

/** A number as values of labels have it. Source: labels.FormatOpenMetricsFloat. */
function labelOf(value: number): string {
  const text = general(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

const histogramQuantiles: PromqlImplementation = (evaluation, call) => {
  const vector = parameterOf(call, 0);
  const name = textParameter(call, 1);
  const families = familiesOf(evaluation, evaluation.vector(vector), vector.place);
  const results = call.parameters.slice(2).flatMap((_, position) => {
    const quantiles = quantileParameter(evaluation, call, position + 2);
    const answers = quantileAnswers(evaluation, (index) => quantiles[index] ?? Number.NaN, vector.place);
    return answersFor(evaluation, families, vector.place, answers).flatMap((series) =>
      split(evaluation, series, name, quantiles),
    );
  });
  return evaluation.nameless(results);
};

/** A series by the quantile that each of its values is of, which becomes a label. */
function split(evaluation: Evaluation, series: GridSeries, name: string, quantiles: Float64Array): GridSeries[] {
  const byQuantile = new Map<string, GridSeries>();
  for (let index = 0; index < evaluation.steps.count; index++) {
    const value = series.get(index);
    if (typeof value !== 'number') continue;
    const label = labelOf(quantiles[index] ?? Number.NaN);
    const known = byQuantile.get(label) ?? evaluation.series(series.labels.with(name, label));
    known.setFloat(index, value);
    byQuantile.set(label, known);
  }
  return [...byQuantile.values()];
}

const histogramFraction: PromqlImplementation = (evaluation, call) => {
  const [lower, upper] = [0, 1].map((index) => evaluation.scalar(parameterOf(call, index)));
  const vector = parameterOf(call, 2);
  const limits = (index: number): [number, number] => [lower?.[index] ?? Number.NaN, upper?.[index] ?? Number.NaN];
  const families = familiesOf(evaluation, evaluation.vector(vector), vector.place);
  const answers: Answers = {
    native: (histogram, index, metric) => {
      const { value, hasNan } = nativeFraction(...limits(index), histogram);
      if (hasNan) evaluation.context.annotations.nanInFraction(metric, vector.place);
      return value;
    },
    classic: (buckets, index) => classicFraction(...limits(index), buckets),
  };
  return evaluation.nameless(answersFor(evaluation, families, vector.place, answers));
};

export const HISTOGRAMS: readonly (readonly [string, PromqlImplementation])[] = [
  ['histogram_count', ofHistograms(({ count }) => count)],
  ['histogram_sum', ofHistograms(({ sum }) => sum)],
  ['histogram_avg', ofHistograms(({ sum, count }) => sum / count)],
  ['histogram_stdvar', ofHistograms(variance)],
  ['histogram_stddev', ofHistograms((histogram) => Math.sqrt(variance(histogram)))],
  ['histogram_quantile', histogramQuantile],
  ['histogram_quantiles', histogramQuantiles],
  ['histogram_fraction', histogramFraction],
];
