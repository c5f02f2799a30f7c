import type { FurtherCluster, LabStart } from '../../curriculum/schema/lab-cluster.ts';
import { FIRST_CONTEXT } from '../contexts.ts';

/** The clusters of a lab, the first one first: what each begins with, and its context. */
export function clustersOf(start: LabStart): [FurtherCluster, ...FurtherCluster[]] {
  const { context = FIRST_CONTEXT, further = [] } = start;
  return [{ ...start, context }, ...further];
}

/** Whether a lab has several clusters, each of which is told by its context. */
export const hasSeveral = ({ further = [] }: Pick<LabStart, 'further'>): boolean => further.length > 0;
