import type { Evaluation } from '../evaluate/evaluation.ts';
import { FLOAT, type GridSeries } from '../evaluate/grid.ts';
import { compareLabels } from '../labels.ts';
import type { CallNode } from '../parse/ast.ts';
import { type PromqlImplementation, parameterOf, textParameter } from './function.ts';

/** Sorting does nothing to results that have a value at more than one step: those are ordered by labels. */
function warn({ context, steps }: Evaluation, call: CallNode): void {
  if (steps.count > 1) context.annotations.sortInRange(call.place);
}

/** Series by their value at the only step; histograms have none, and NaN comes last. */
function byValue(sign: 1 | -1): PromqlImplementation {
  return (evaluation, call) => {
    warn(evaluation, call);
    const all = evaluation.vector(parameterOf(call, 0));
    for (const series of all)
      series.kinds.forEach((kind, index) => {
        if (kind !== FLOAT) series.clear(index);
      });
    const value = ({ values }: GridSeries): number => values[0] ?? Number.NaN;
    return all
      .filter(({ isEmpty }) => !isEmpty)
      .sort((one, other) => {
        const [left, right] = [value(one), value(other)];
        if (Number.isNaN(left) || Number.isNaN(right)) return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
        return left === right ? 0 : (left < right ? -1 : 1) * sign;
      });
  };
}

/** Texts in the order of people: numbers in them count as numbers. */
function natural(one: string, other: string): number {
  const parts = (text: string): string[] => text.match(/\d+|\D+/g) ?? [];
  const [left, right] = [parts(one), parts(other)];
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const [a = '', b = ''] = [left[index], right[index]];
    if (a === b) continue;
    const areNumbers = /^\d/.test(a) && /^\d/.test(b);
    if (areNumbers && Number(a) !== Number(b)) return Number(a) - Number(b);
    return a < b ? -1 : 1;
  }
  return left.length - right.length;
}

function byLabel(sign: 1 | -1): PromqlImplementation {
  return (evaluation, call) => {
    warn(evaluation, call);
    const names = call.parameters.slice(1).map((_, index) => textParameter(call, index + 1));
    return evaluation.vector(parameterOf(call, 0)).sort((one, other) => {
      for (const name of names) {
        const order = natural(one.labels.get(name), other.labels.get(name));
        if (order !== 0) return order * sign;
      }
      return compareLabels(one.labels, other.labels) * sign;
    });
  };
}

export const SORTS: readonly (readonly [string, PromqlImplementation])[] = [
  ['sort', byValue(1)],
  ['sort_desc', byValue(-1)],
  ['sort_by_label', byLabel(1)],
  ['sort_by_label_desc', byLabel(-1)],
];
