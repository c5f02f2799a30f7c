import { quote } from '../format.ts';
import { ParseError } from '../problem.ts';
import { childrenOf, type Node } from './ast.ts';

/** Functions that Prometheus 3.14 has only with --enable-feature=promql-experimental-functions. Source: promql/parser/functions.go. */
const FUNCTIONS: ReadonlySet<string> = new Set([
  'double_exponential_smoothing',
  'end',
  'histogram_quantiles',
  'info',
  'mad_over_time',
  'max_of',
  'min_of',
  'range',
  'sort_by_label',
  'sort_by_label_desc',
  'start',
  'start_timestamp',
  'step',
  'ts_of_first_over_time',
  'ts_of_last_over_time',
  'ts_of_max_over_time',
  'ts_of_min_over_time',
]);

/** What a server refuses that has no experiments enabled; undefined for everything else. */
function refusal(node: Node): string | undefined {
  if (node.kind === 'call' && FUNCTIONS.has(node.name)) return `function ${quote(node.name)} is not enabled`;
  if (node.kind === 'aggregate' && /^limit/.test(node.operator))
    return `${node.operator}() is experimental and must be enabled with --enable-feature=promql-experimental-functions`;
  if (node.kind === 'selector' && node.extension) return `${node.extension} modifier is experimental and not enabled`;
  const fills = node.kind === 'binary' ? [node.matching.fillLeft, node.matching.fillRight] : [];
  return fills.some((fill) => fill !== undefined) ? 'binop fill modifiers are experimental and not enabled' : undefined;
}

/** @throws ParseError if a query uses an experiment of Prometheus */
export function refuseExperiments(query: string, node: Node): void {
  const reason = refusal(node);
  if (reason !== undefined) throw new ParseError(query, node.place, reason);
  for (const child of childrenOf(node)) refuseExperiments(query, child);
}
