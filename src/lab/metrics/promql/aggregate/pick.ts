import type { Evaluation } from '../evaluate/evaluation.ts';
import { FLOAT, type GridSeries, HISTOGRAM, NONE } from '../evaluate/grid.ts';
import { general } from '../format.ts';
import { type AggregateNode, unwrapped } from '../parse/ast.ts';
import { QueryError } from '../problem.ts';
import type { Group } from './group.ts';
import { offsetOf } from './hash.ts';

const LARGEST = 2 ** 63;

/** How many are picked at each step, or undefined if it is none anywhere. */
function wanted(parameter: Float64Array): number[] | undefined {
  const all = [...parameter];
  if (!(Math.max(...all.filter((value) => !Number.isNaN(value))) >= 1) && !all.some(Number.isNaN)) return undefined;
  if (all.some(Number.isNaN)) throw new QueryError('Parameter value is NaN');
  const least = Math.min(...all);
  const most = Math.max(...all);
  if (least <= -LARGEST) throw new QueryError(`Scalar value ${general(least)} underflows int64`);
  if (most >= LARGEST) throw new QueryError(`Scalar value ${general(most)} overflows int64`);
  return all.map(Math.trunc);
}

/** Members of a group by value at a step, the largest (or, with sign -1, the smallest) first, and NaN last. */
function ranked(members: readonly GridSeries[], index: number, sign: 1 | -1): GridSeries[] {
  const value = ({ values }: GridSeries): number => values[index] ?? Number.NaN;
  return members
    .filter(({ kinds }) => kinds[index] === FLOAT)
    .sort((one, other) => {
      const [left, right] = [value(one), value(other)];
      if (Number.isNaN(left) || Number.isNaN(right)) return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
      return left === right ? 0 : (left > right ? -1 : 1) * sign;
    });
}

/** Keeps series at the steps at which `choose` says so. */
function kept(
  evaluation: Evaluation,
  groups: readonly Group[],
  choose: (group: Group, index: number) => readonly GridSeries[],
): GridSeries[] {
  const picked = new Map<GridSeries, GridSeries>();
  for (let index = 0; index < evaluation.steps.count; index++)
    for (const group of groups)
      for (const series of choose(group, index)) {
        const value = series.get(index);
        const result = picked.get(series) ?? evaluation.series(series.labels, series.dropName);
        if (value !== undefined) result.set(index, value);
        picked.set(series, result);
      }
  return [...picked.values()];
}

const present = (members: readonly GridSeries[], index: number): GridSeries[] =>
  members.filter(({ kinds }) => kinds[index] !== NONE);

/** Keeps a part of all series, the same ones each time: their labels decide. A negative ratio keeps the other part. */
function ratioOf(
  evaluation: Evaluation,
  node: AggregateNode,
  groups: readonly Group[],
  parameter: Float64Array,
): GridSeries[] {
  const ratios = [...parameter];
  if (ratios.every((ratio) => ratio === 0)) return [];
  if (ratios.some(Number.isNaN)) throw new QueryError('Ratio value is NaN');
  const { annotations } = evaluation.context;
  const place = node.parameter ? unwrapped(node.parameter).place : node.place;
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  if (most > 1) annotations.invalidRatio(most, 1, place);
  if (least < -1) annotations.invalidRatio(least, -1, place);
  const offsets = new Map<GridSeries, number>();
  for (const { members } of groups) for (const series of members) offsets.set(series, offsetOf(series.labels));
  return kept(evaluation, groups, ({ members }, index) => {
    const ratio = Math.max(-1, Math.min(1, ratios[index] ?? 0));
    if (ratio === 0) return [];
    const isKept = (offset: number): boolean => (ratio > 0 ? offset < ratio : offset >= 1 + ratio);
    return present(members, index).filter((series) => isKept(offsets.get(series) ?? 0));
  });
}

/** Aggregations that keep some series of each group as they are: topk, bottomk, limitk, limit_ratio. */
export function pick(
  evaluation: Evaluation,
  node: AggregateNode,
  groups: readonly Group[],
  parameter: Float64Array,
): GridSeries[] {
  const { operator } = node;
  if (operator === 'limit_ratio') return ratioOf(evaluation, node, groups, parameter);
  const counts = wanted(parameter);
  if (!counts) return [];
  return kept(evaluation, groups, ({ members }, index) => {
    const count = Math.max(0, counts[index] ?? 0);
    if (count === 0) return [];
    if (operator === 'limitk') return present(members, index).slice(0, count);
    if (members.some(({ kinds }) => kinds[index] === HISTOGRAM))
      evaluation.context.annotations.ignoredInAggregation(operator, node.place);
    return ranked(members, index, operator === 'topk' ? 1 : -1).slice(0, count);
  });
}
