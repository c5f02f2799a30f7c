import { promqlTree } from '../../../../languages/promql/grammar.ts';
import type { Node } from './ast.ts';
import { Builder } from './build.ts';
import { Checker } from './check.ts';
import { markStatistics } from './statistics.ts';
import { syntaxError } from './syntax.ts';

/**
 * The parts of a query in PromQL, each with its type and place.
 * @throws ParseError if it cannot be read or is of wrong types, as Prometheus words it
 * @throws UnsupportedError for experimental modifiers that this engine does not have
 */
export function parsePromql(query: string): Node {
  const tree = promqlTree(query);
  const wrong = syntaxError(query, tree);
  if (wrong) throw wrong;
  let top = tree.topNode.firstChild;
  while (top && top.name === 'LineComment') top = top.nextSibling;
  if (!top) throw new Error('The grammar gave no expression.');
  const node = new Builder(query).build(top);
  new Checker(query).check(node);
  markStatistics(node);
  return node;
}
