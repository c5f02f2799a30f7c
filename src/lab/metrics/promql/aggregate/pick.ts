import type { Evaluation } from '../evaluate/evaluation.ts';
import { FLOAT, type GridSeries, HISTOGRAM, NONE } from '../evaluate/grid.ts';
import { general } from '../format.ts';
import type { AggregateNode } from '../parse/ast.ts';
import { QueryError, UnsupportedError } from '../problem.ts';
import type { Group } from './group.ts';

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

/** Aggregations that keep some series of each group as they are: topk, bottomk, limitk. */
export function pick(
  evaluation: Evaluation,
  node: AggregateNode,
  groups: readonly Group[],
  parameter: Float64Array,
): GridSeries[] {
  const { operator } = node;
  if (operator === 'limit_ratio')
    throw new UnsupportedError('The experimental aggregation limit_ratio() is not supported here.');
  const counts = wanted(parameter);
  if (!counts) return [];
  const picked = new Map<GridSeries, GridSeries>();
  for (let index = 0; index < evaluation.steps.count; index++)
    for (const { members } of groups) {
      const count = Math.max(0, counts[index] ?? 0);
      if (count === 0) continue;
      if (operator !== 'limitk' && members.some(({ kinds }) => kinds[index] === HISTOGRAM))
        evaluation.context.annotations.ignoredInAggregation(operator, node.place);
      const order =
        operator === 'limitk'
          ? members.filter(({ kinds }) => kinds[index] !== NONE)
          : ranked(members, index, operator === 'topk' ? 1 : -1);
      for (const series of order.slice(0, count)) {
        const value = series.get(index);
        const result = picked.get(series) ?? evaluation.series(series.labels, series.dropName);
        if (value !== undefined) result.set(index, value);
        picked.set(series, result);
      }
    }
  return [...picked.values()];
}
