import type { Evaluation } from '../evaluate/evaluation.ts';
import { type GridSeries, NONE } from '../evaluate/grid.ts';
import type { BinaryNode } from '../parse/ast.ts';

/** A copy of a series with the values of the steps that `keeps` says. */
function keptOf(evaluation: Evaluation, series: GridSeries, keeps: (index: number) => boolean): GridSeries {
  const kept = evaluation.series(series.labels, series.dropName);
  for (let index = 0; index < evaluation.steps.count; index++) {
    const value = series.get(index);
    if (value !== undefined && keeps(index)) kept.set(index, value);
  }
  return kept;
}

/** Evaluates and, or, unless: what is on one side is kept if something that matches is on the other, or is not. */
export function setOperation(evaluation: Evaluation, node: BinaryNode): GridSeries[] {
  const left = evaluation.vector(node.left);
  const right = evaluation.vector(node.right);
  const { on, labels } = node.matching;
  const keyOf = (series: GridSeries): string => series.labels.signature(on, labels).key;
  /** By key of a side, at which steps it has a value. */
  const presence = (side: readonly GridSeries[]): Map<string, Uint8Array> => {
    const found = new Map<string, Uint8Array>();
    for (const series of side) {
      const key = keyOf(series);
      const present = found.get(key) ?? new Uint8Array(evaluation.steps.count);
      series.kinds.forEach((kind, index) => {
        if (kind !== NONE) present[index] = 1;
      });
      found.set(key, present);
    }
    return found;
  };
  const other = presence(node.operator === 'or' ? left : right);
  const filtered = (side: readonly GridSeries[], wanted: 0 | 1): GridSeries[] =>
    side
      .map((series) => {
        const present = other.get(keyOf(series));
        return keptOf(evaluation, series, (index) => (present?.[index] ?? 0) === wanted);
      })
      .filter(({ isEmpty }) => !isEmpty);
  if (node.operator === 'or') return evaluation.merged([...left, ...filtered(right, 0)]);
  return evaluation.merged(filtered(left, node.operator === 'and' ? 1 : 0));
}
