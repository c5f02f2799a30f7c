import { childrenOf, type Node } from './ast.ts';

const OF_STATISTICS: ReadonlySet<string> = new Set(['histogram_count', 'histogram_sum', 'histogram_avg']);
const OF_BUCKETS: ReadonlySet<string> = new Set(['histogram_quantile', 'histogram_quantiles', 'histogram_fraction']);

/**
 * Marks selectors of which only counts and sums of histograms are needed. Prometheus does not read their buckets, and works out
 * resets along the way, which warnings tell. Source: detectHistogramStatsDecoding of promql/engine.go.
 *
 * @param wanted whether a function around wants counts or sums only
 * @param blocked whether something around needs buckets
 */
export function markStatistics(node: Node, wanted = false, blocked = false): void {
  if (node.kind === 'selector') {
    if (wanted && !blocked) node.needsNoBuckets = true;
    return;
  }
  const isWanted = wanted || (node.kind === 'call' && OF_STATISTICS.has(node.name));
  const isBlocked = blocked || needsBuckets(node);
  for (const child of childrenOf(node)) markStatistics(child, isWanted, isBlocked);
}

function needsBuckets(node: Node): boolean {
  if (node.kind === 'call') return OF_BUCKETS.has(node.name);
  return node.kind === 'subquery' || (node.kind === 'binary' && (node.operator === '</' || node.operator === '>/'));
}
