import type { GridSeries } from '../evaluate/grid.ts';
import { Labels, NAME } from '../labels.ts';
import type { AggregateNode } from '../parse/ast.ts';

/** Series that an aggregation makes one of, or picks from. */
export interface Group {
  labels: Labels;
  members: GridSeries[];
}

/** Labels that the groups of an aggregation have. */
export function groupLabels({ labels, without }: Pick<AggregateNode, 'labels' | 'without'>, of: Labels): Labels {
  if (without) return of.without([...labels, NAME]);
  return labels.length === 0 ? Labels.EMPTY : of.only(labels);
}
