import type { Evaluation } from '../evaluate/evaluation.ts';
import type { GridSeries } from '../evaluate/grid.ts';
import { plain, quote } from '../format.ts';
import { printHistogram } from '../histogram/print.ts';
import { isLabelName } from '../labels.ts';
import { type AggregateNode, unwrapped } from '../parse/ast.ts';
import { QueryError } from '../problem.ts';
import { groupLabels } from './group.ts';

/** How many series have the same value, which becomes a label. */
export function countValues(evaluation: Evaluation, node: AggregateNode): GridSeries[] {
  const parameter = node.parameter ? unwrapped(node.parameter) : undefined;
  const name = parameter?.kind === 'string' ? parameter.value : '';
  if (!isLabelName(name)) {
    const shown = parameter?.kind === 'string' && parameter.quoted.startsWith('"') ? parameter.quoted : quote(name);
    throw new QueryError(`invalid label name ${shown}`);
  }
  const grouping = node.without ? node : { labels: [...node.labels, name], without: false };
  const counts = new Map<string, GridSeries>();
  const all = evaluation.vector(node.inner);
  for (let index = 0; index < evaluation.steps.count; index++)
    for (const series of all) {
      const value = series.get(index);
      if (value === undefined) continue;
      const text = typeof value === 'number' ? plain(value) : printHistogram(value);
      const labels = groupLabels(grouping, series.labels.with(name, text));
      const count = counts.get(labels.key) ?? evaluation.series(labels);
      counts.set(labels.key, count);
      count.setFloat(index, (count.values[index] ?? 0) + 1);
    }
  return [...counts.values()];
}
