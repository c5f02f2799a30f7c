import type { Evaluation } from '../evaluate/evaluation.ts';
import { FLOAT, type GridSeries, HISTOGRAM, NONE } from '../evaluate/grid.ts';
import { HistogramSum } from '../histogram/arithmetic.ts';
import type { Histogram } from '../histogram/histogram.ts';
import { NAME } from '../labels.ts';
import { type AggregateNode, unwrapped } from '../parse/ast.ts';
import { mean, quantileOf, total } from '../sums.ts';
import type { Group } from './group.ts';

/** The numbers of a group at one step: the first `count` of `values`. */
interface Numbers {
  values: Float64Array;
  count: number;
}

function extreme({ values, count }: Numbers, isBetter: (value: number, known: number) => boolean): number {
  let found = values[0] as number;
  for (let at = 1; at < count; at++) {
    const value = values[at] as number;
    if (isBetter(value, found) || Number.isNaN(found)) found = value;
  }
  return found;
}

/** The variance of numbers by Welford's method; one that is not finite makes it NaN. */
function variance({ values, count }: Numbers): number {
  let middle = values[0] as number;
  let squares = Number.isFinite(middle) ? 0 : Number.NaN;
  for (let at = 1; at < count; at++) {
    const value = values[at] as number;
    const delta = value - middle;
    middle += delta / (at + 1);
    squares += delta * (value - middle);
  }
  return squares / count;
}

/** Aggregations of numbers, which leave out histograms and say so. */
const OF_NUMBERS: Readonly<Record<string, (numbers: Numbers, parameter: number) => number>> = {
  min: (numbers) => extreme(numbers, (value, known) => known > value),
  max: (numbers) => extreme(numbers, (value, known) => known < value),
  stdvar: variance,
  stddev: (numbers) => Math.sqrt(variance(numbers)),
  quantile: ({ values, count }, q) => quantileOf(q, values.subarray(0, count)),
};

/** Makes one value of each group at each step. Source: evaluator.aggregation of promql/engine.go. */
class Summary {
  private readonly evaluation: Evaluation;
  private readonly node: AggregateNode;
  private readonly place: AggregateNode['place'];

  constructor(evaluation: Evaluation, node: AggregateNode) {
    this.evaluation = evaluation;
    this.node = node;
    this.place = unwrapped(node.inner).place;
  }

  ofGroup({ labels, members }: Group, parameter: Float64Array | undefined): GridSeries {
    const result = this.evaluation.series(labels);
    const numbers: Numbers = { values: new Float64Array(members.length), count: 0 };
    for (let index = 0; index < this.evaluation.steps.count; index++) {
      numbers.count = 0;
      let histograms = 0;
      for (const { kinds, values } of members) {
        if (kinds[index] === FLOAT) numbers.values[numbers.count++] = values[index] as number;
        else if (kinds[index] === HISTOGRAM) histograms++;
      }
      if (numbers.count + histograms === 0) continue;
      const made = this.value(numbers, histograms, members, index, parameter?.[index] ?? Number.NaN);
      if (made !== undefined) result.set(index, made);
    }
    result.dropName = members.some(({ dropName, kinds }) => dropName && kinds.some((kind) => kind !== NONE));
    return result;
  }

  private value(
    numbers: Numbers,
    histograms: number,
    members: readonly GridSeries[],
    index: number,
    parameter: number,
  ): number | Histogram | undefined {
    const { operator } = this.node;
    const { annotations } = this.evaluation.context;
    if (operator === 'count') return numbers.count + histograms;
    if (operator === 'group') return 1;
    const make = OF_NUMBERS[operator];
    if (make) {
      if (histograms > 0) annotations.ignoredInAggregation(operator, this.place);
      return numbers.count === 0 ? undefined : make(numbers, parameter);
    }
    if (histograms > 0 && numbers.count > 0) {
      annotations.mixedAggregation(this.place);
      return undefined;
    }
    if (histograms > 0) return this.histogram(members, index, operator === 'avg');
    return operator === 'avg' ? mean(numbers.values, 0, numbers.count) : total(numbers.values, 0, numbers.count);
  }

  private histogram(members: readonly GridSeries[], index: number, isMean: boolean): Histogram | undefined {
    const { annotations } = this.evaluation.context;
    let sum: HistogramSum | undefined;
    for (const series of members) {
      const histogram = series.histogram(index);
      if (!histogram) continue;
      if (!sum) sum = new HistogramSum(histogram, isMean);
      else sum.add(histogram);
      if (sum.isIncompatible) {
        annotations.mixedBuckets(series.labels.get(NAME), this.place);
        return undefined;
      }
    }
    if (sum?.isCollision) annotations.resetCollision('aggregation', this.place);
    if (sum?.isReconciled) annotations.reconciledBounds('aggregation', this.place);
    return sum?.result();
  }
}

/** Aggregations that make one series of each group. */
export function summarize(
  evaluation: Evaluation,
  node: AggregateNode,
  groups: readonly Group[],
  parameter: Float64Array | undefined,
): GridSeries[] {
  const { annotations } = evaluation.context;
  if (node.operator === 'quantile' && node.parameter) {
    const { place } = unwrapped(node.parameter);
    const values = [...(parameter ?? [])];
    if (values.some(Number.isNaN)) annotations.invalidQuantile(Number.NaN, place);
    const most = Math.max(...values.filter((value) => !Number.isNaN(value)));
    const least = Math.min(...values.filter((value) => !Number.isNaN(value)));
    if (most > 1) annotations.invalidQuantile(most, place);
    if (least < 0) annotations.invalidQuantile(least, place);
  }
  const summary = new Summary(evaluation, node);
  return groups.map((group) => summary.ofGroup(group, parameter)).filter(({ isEmpty }) => !isEmpty);
}
