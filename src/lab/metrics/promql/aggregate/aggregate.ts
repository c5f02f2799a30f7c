import type { Evaluation } from '../evaluate/evaluation.ts';
import type { GridSeries } from '../evaluate/grid.ts';
import type { AggregateNode } from '../parse/ast.ts';
import { countValues } from './count-values.ts';
import { type Group, groupLabels } from './group.ts';
import { pick } from './pick.ts';
import { summarize } from './summarize.ts';

function groupsOf(node: AggregateNode, all: readonly GridSeries[]): Group[] {
  const groups = new Map<string, Group>();
  for (const series of all) {
    const labels = groupLabels(node, series.labels);
    const known = groups.get(labels.key);
    if (known) known.members.push(series);
    else groups.set(labels.key, { labels, members: [series] });
  }
  return [...groups.values()];
}

/** Evaluates an aggregation. */
export function aggregate(evaluation: Evaluation, node: AggregateNode): GridSeries[] {
  if (node.operator === 'count_values') return countValues(evaluation, node);
  const parameter = node.parameter ? evaluation.scalar(node.parameter) : undefined;
  const groups = groupsOf(node, evaluation.vector(node.inner));
  switch (node.operator) {
    case 'topk':
    case 'bottomk':
    case 'limitk':
    case 'limit_ratio':
      return pick(evaluation, node, groups, parameter ?? new Float64Array());
    default:
      return summarize(evaluation, node, groups, parameter);
  }
}
