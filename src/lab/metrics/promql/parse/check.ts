import type { PromqlType } from '../../../../languages/promql/functions.ts';
import { quote } from '../format.ts';
import { NAME } from '../labels.ts';
import { ParseError } from '../problem.ts';
import {
  type AggregateNode,
  type BinaryNode,
  type CallNode,
  COMPARISONS,
  childrenOf,
  type Node,
  type Place,
  SET_OPERATORS,
  type SelectorNode,
} from './ast.ts';

const DOCUMENTED: Readonly<Record<PromqlType, string>> = {
  vector: 'instant vector',
  range: 'range vector',
  scalar: 'scalar',
  string: 'string',
};

/** Judges types and whatever else Prometheus refuses in a query that can be read. Source: checkAST of promql/parser. */
export class Checker {
  private readonly query: string;

  constructor(query: string) {
    this.query = query;
  }

  private fail(place: Place, reason: string): never {
    throw new ParseError(this.query, place, reason);
  }

  private expect(node: Node, wanted: PromqlType, context: string): void {
    if (node.type !== wanted)
      this.fail(node.place, `expected type ${DOCUMENTED[wanted]} in ${context}, got ${DOCUMENTED[node.type]}`);
  }

  /** @throws ParseError for the first thing that is wrong */
  check(node: Node): void {
    if (node.kind === 'call') {
      this.call(node);
      return;
    }
    for (const child of childrenOf(node)) this.check(child);
    if (node.kind === 'aggregate') this.aggregate(node);
    else if (node.kind === 'binary') this.binary(node);
    else if (node.kind === 'selector') this.selector(node, false);
    else if (node.kind === 'unary' && node.inner.type !== 'scalar' && node.inner.type !== 'vector') {
      const got = quote(DOCUMENTED[node.inner.type]);
      this.fail(
        node.place,
        `unary expression only allowed on expressions of type scalar or instant vector, got ${got}`,
      );
    } else if (node.kind === 'subquery' && node.inner.type !== 'vector') {
      const got = node.inner.type === 'range' ? 'matrix' : node.inner.type;
      this.fail(node.place, `subquery is only allowed on instant vector, got ${got} instead`);
    }
  }

  private aggregate({ operator, inner, parameter }: AggregateNode): void {
    this.expect(inner, 'vector', 'aggregation expression');
    if (parameter) this.expect(parameter, operator === 'count_values' ? 'string' : 'scalar', 'aggregation parameter');
  }

  private binary(node: BinaryNode): void {
    const { left, right, operator, matching, place, returnsBool } = node;
    const between = { from: left.place.to, to: right.place.from };
    between.from += /^\s*/.exec(this.query.slice(between.from))?.[0].length ?? 0;
    if (returnsBool && !COMPARISONS.has(operator))
      this.fail(between, 'bool modifier can only be used on comparison operators');
    const isScalar = left.type === 'scalar' && right.type === 'scalar';
    if (COMPARISONS.has(operator) && !returnsBool && isScalar)
      this.fail(between, 'comparisons between scalars must use BOOL modifier');
    const both = matching.on ? matching.labels.find((label) => matching.include.includes(label)) : undefined;
    if (both !== undefined) this.fail(between, `label ${quote(both)} must not occur in ON and GROUP clause at once`);
    for (const side of [left, right])
      if (side.type !== 'scalar' && side.type !== 'vector')
        this.fail(side.place, 'binary expression must contain only scalar and instant vector types');
    const hasFill = matching.fillLeft !== undefined || matching.fillRight !== undefined;
    if (left.type !== 'vector' || right.type !== 'vector') {
      if (matching.labels.length > 0) this.fail(place, 'vector matching only allowed between instant vectors');
      if (hasFill) this.fail(place, 'filling in missing series only allowed between instant vectors');
      if (SET_OPERATORS.has(operator))
        this.fail(place, `set operator ${quote(operator)} not allowed in binary scalar expression`);
    } else if (SET_OPERATORS.has(operator)) {
      if (matching.cardinality !== 'many-to-many')
        this.fail(place, `no grouping allowed for ${quote(operator)} operation`);
      if (hasFill) this.fail(place, 'filling in missing series not allowed for set operators');
    }
  }

  private call(node: CallNode): void {
    const { name, definition, parameters, place } = node;
    const { takes, variadic } = definition;
    const given = parameters.length;
    if (variadic === 0 && given !== takes.length)
      this.fail(place, `expected ${takes.length} argument(s) in call to ${quote(name)}, got ${given}`);
    const least = takes.length - 1;
    if (variadic !== 0 && given < least)
      this.fail(place, `expected at least ${least} argument(s) in call to ${quote(name)}, got ${given}`);
    if (variadic > 0 && given > least + variadic)
      this.fail(place, `expected at most ${least + variadic} argument(s) in call to ${quote(name)}, got ${given}`);
    parameters.forEach((parameter, index) => {
      const isInfo = name === 'info' && index === 1;
      if (isInfo && parameter.kind !== 'selector') this.fail(parameter.place, 'expected label selectors only');
      if (isInfo && parameter.kind === 'selector') {
        if (parameter.name !== '')
          this.fail(parameter.place, 'expected label selectors only, got vector selector instead');
        this.selector(parameter, true);
      } else this.check(parameter);
      this.expect(parameter, takes[Math.min(index, least)] ?? 'vector', `call to function ${quote(name)}`);
    });
  }

  private selector({ name, matchers, place }: SelectorNode, mayBeEmpty: boolean): void {
    const other = name === '' ? undefined : matchers.slice(0, -1).find((matcher) => matcher.name === NAME);
    if (other) this.fail(place, `metric name must not be set twice: ${quote(name)} or ${quote(other.value)}`);
    if (!mayBeEmpty && matchers.every((matcher) => matcher.accepts('')))
      this.fail(place, 'vector selector must contain at least one non-empty matcher');
  }
}
