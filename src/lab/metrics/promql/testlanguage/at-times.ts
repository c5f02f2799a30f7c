import { childrenOf, type Node } from '../parse/ast.ts';

/** Functions whose result depends on when they are evaluated, even if their parameters do not. Source: AtModifierUnsafeFunctions. */
const OF_TIME: ReadonlySet<string> = new Set([
  'days_in_month',
  'day_of_month',
  'day_of_week',
  'day_of_year',
  'end',
  'hour',
  'minute',
  'month',
  'year',
  'predict_linear',
  'range',
  'start',
  'step',
  'time',
  'timestamp',
]);

/**
 * A query with all selectors and subqueries held at a time (in milliseconds), so that it gives the same whenever it is evaluated;
 * undefined if it does not even so. The query itself is changed.
 */
export function pinned(node: Node, time: number): Node | undefined {
  if (node.kind === 'call' && OF_TIME.has(node.name)) return undefined;
  if (node.kind === 'selector') node.at ??= time;
  // What stands in a subquery is evaluated at its own steps.
  if (node.kind === 'subquery') {
    node.at ??= time;
    return node;
  }
  for (const child of childrenOf(node)) if (!pinned(child, time)) return undefined;
  return node;
}
