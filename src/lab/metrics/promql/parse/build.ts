import type { SyntaxNode } from '@lezer/common';
import { FUNCTIONS } from '../../../../languages/promql/functions.ts';
import { fixed, quote } from '../format.ts';
import { ParseError } from '../problem.ts';
import {
  type AggregateNode,
  type Aggregation,
  type BinaryNode,
  type BinaryOperator,
  type Extension,
  type Node,
  SET_OPERATORS,
  type Shift,
} from './ast.ts';
import { buildDuration } from './durations.ts';
import { parseNumber } from './literals.ts';
import { buildSelector, groupingOf, matchingOf, placeOf, stringOf, textOf } from './selectors.ts';

const WITH_PARAMETER: ReadonlySet<Aggregation> = new Set([
  'topk',
  'bottomk',
  'quantile',
  'count_values',
  'limitk',
  'limit_ratio',
]);

const EXPRESSION =
  /^(?:AggregateExpr|BinaryExpr|FunctionCall|MatrixSelector|NumberDurationLiteral|OffsetExpr|AnchoredExpr|SmoothedExpr|ParenExpr|StringLiteral|SubqueryExpr|UnaryExpr|VectorSelector|StepInvariantExpr)$/;

/** Expressions right below a node of the tree. */
function expressionsIn(node: SyntaxNode | null): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node?.firstChild ?? null; child; child = child.nextSibling)
    if (EXPRESSION.test(child.name)) found.push(child);
  return found;
}

/** Builds the parts of a query from the tree of its grammar. */
export class Builder {
  private readonly query: string;

  constructor(query: string) {
    this.query = query;
  }

  /** @throws ParseError where Prometheus refuses what its grammar reads */
  build(node: SyntaxNode): Node {
    const place = placeOf(node);
    switch (node.name) {
      case 'NumberDurationLiteral':
        return { kind: 'number', type: 'scalar', place, value: this.number(node) };
      case 'StringLiteral':
        return {
          kind: 'string',
          type: 'string',
          place,
          value: stringOf(this.query, node),
          quoted: textOf(this.query, node),
        };
      case 'VectorSelector':
        return buildSelector(this.query, node);
      case 'ParenExpr': {
        const inner = this.only(node);
        return { kind: 'parentheses', type: inner.type, place, inner };
      }
      case 'UnaryExpr':
        return this.unary(node);
      case 'BinaryExpr':
        return this.binary(node);
      case 'AggregateExpr':
        return this.aggregate(node);
      case 'FunctionCall':
        return this.call(node);
      case 'MatrixSelector':
        return this.range(node);
      case 'SubqueryExpr':
        return this.subquery(node);
      case 'OffsetExpr':
        return this.offset(node);
      case 'StepInvariantExpr':
        return this.at(node);
      case 'AnchoredExpr':
        return this.extended(node, 'anchored');
      case 'SmoothedExpr':
        return this.extended(node, 'smoothed');
      default:
        throw new ParseError(this.query, place, `unexpected ${node.name}`);
    }
  }

  private number(node: SyntaxNode): number {
    const text = textOf(this.query, node).replace(/\s+/g, '');
    const value = parseNumber(text);
    if (value === undefined)
      throw new ParseError(this.query, placeOf(node), `bad number or duration syntax: ${quote(text)}`);
    if (!Number.isFinite(value) && /\d/.test(text)) {
      const reason = `error parsing number: strconv.ParseFloat: parsing ${quote(text)}: value out of range`;
      throw new ParseError(this.query, placeOf(node), reason);
    }
    return value;
  }

  private only(node: SyntaxNode): Node {
    const [inner] = expressionsIn(node);
    if (!inner) throw new ParseError(this.query, placeOf(node), 'unexpected end of input');
    return this.build(inner);
  }

  private unary(node: SyntaxNode): Node {
    const inner = this.only(node);
    const operator = textOf(this.query, node).startsWith('-') ? '-' : '+';
    const place = placeOf(node);
    if (inner.kind === 'number') return { ...inner, value: operator === '-' ? -inner.value : inner.value, place };
    return { kind: 'unary', type: inner.type, place, operator, inner };
  }

  private binary(node: SyntaxNode): Node {
    const [first, second] = expressionsIn(node);
    if (!first || !second) throw new ParseError(this.query, placeOf(node), 'unexpected end of input');
    const sign = first.nextSibling;
    const operator = (sign ? textOf(this.query, sign) : '').toLowerCase() as BinaryOperator;
    const left = this.build(first);
    const right = this.build(second);
    const matching = matchingOf(this.query, node);
    if (SET_OPERATORS.has(operator) && matching.cardinality === 'one-to-one') matching.cardinality = 'many-to-many';
    const type = left.type === 'scalar' && right.type === 'scalar' ? 'scalar' : 'vector';
    const returnsBool = node.getChild('BoolModifier') !== null;
    const built: BinaryNode = {
      kind: 'binary',
      type,
      place: placeOf(node),
      operator,
      left,
      right,
      returnsBool,
      matching,
    };
    return operator === '^' ? signOutside(this.query, built) : built;
  }

  private aggregate(node: SyntaxNode): AggregateNode {
    const place = placeOf(node);
    const name = node.getChild('AggregateOp');
    const operator = (name ? textOf(this.query, name) : '').toLowerCase() as Aggregation;
    const parameters = expressionsIn(node.getChild('FunctionCallBody')).map((parameter) => this.build(parameter));
    if (parameters.length === 0)
      throw new ParseError(this.query, place, 'no arguments for aggregate expression provided');
    const wanted = WITH_PARAMETER.has(operator) ? 2 : 1;
    const inner = parameters.at(wanted - 1);
    if (parameters.length !== wanted || !inner) {
      const reason = `wrong number of arguments for aggregate expression provided, expected ${wanted}, got ${parameters.length}`;
      throw new ParseError(this.query, place, reason);
    }
    const [parameter] = wanted === 2 ? parameters : [];
    const grouping = groupingOf(this.query, node.getChild('AggregateModifier'));
    return {
      kind: 'aggregate',
      type: 'vector',
      place,
      operator,
      inner,
      ...(parameter ? { parameter } : {}),
      ...grouping,
    };
  }

  private call(node: SyntaxNode): Node {
    const identifier = node.getChild('FunctionIdentifier');
    const name = identifier ? textOf(this.query, identifier) : '';
    const definition = FUNCTIONS.get(name);
    if (!definition)
      throw new ParseError(this.query, placeOf(identifier ?? node), `unknown function with name ${quote(name)}`);
    const parameters = expressionsIn(node.getChild('FunctionCallBody')).map((parameter) => this.build(parameter));
    return { kind: 'call', type: definition.gives, place: placeOf(node), name, definition, parameters };
  }

  private range(node: SyntaxNode): Node {
    return onRightmost(this.only(node), node.to, (selector) => this.rangeOf(selector, node));
  }

  private rangeOf(selector: Node, node: SyntaxNode): Node {
    const place = { from: selector.place.from, to: node.to };
    const duration = node.getChild('DurationExpr');
    const bracket = { from: this.query.indexOf('[', selector.place.to), to: place.to };
    if (selector.kind !== 'selector')
      throw new ParseError(this.query, bracket, 'ranges only allowed for vector selectors');
    if (selector.offset !== undefined)
      throw new ParseError(this.query, bracket, 'no offset modifiers allowed before range');
    if (selector.at !== undefined) throw new ParseError(this.query, bracket, 'no @ modifiers allowed before range');
    return { kind: 'range', type: 'range', place, selector, range: this.positive(duration, place) };
  }

  private positive(node: SyntaxNode | null | undefined, place: { from: number; to: number }) {
    if (!node) throw new ParseError(this.query, place, 'unexpected end of input');
    const duration = buildDuration(this.query, node);
    if (duration.kind === 'seconds' && duration.value <= 0)
      throw new ParseError(this.query, placeOf(node), 'duration must be greater than 0');
    return duration;
  }

  private subquery(node: SyntaxNode): Node {
    const [range, step] = node.getChildren('DurationExpr');
    return onRightmost(this.only(node), node.to, (inner) => {
      const place = { from: inner.place.from, to: node.to };
      return {
        kind: 'subquery',
        type: 'range',
        place,
        inner,
        range: this.positive(range, place),
        ...(step ? { step: this.positive(step, place) } : {}),
      };
    });
  }

  /** What "offset" and "@" change: a selector, that of a range, or a subquery. */
  private shiftOf(target: Node, modifier: string): Shift {
    if (target.kind === 'selector' || target.kind === 'subquery') return target;
    if (target.kind === 'range') return target.selector;
    const reason = `${modifier} must be preceded by an instant vector selector or range vector selector or a subquery`;
    throw new ParseError(this.query, target.place, reason);
  }

  private offset(node: SyntaxNode): Node {
    return onRightmost(this.only(node), node.to, (target) => {
      const shift = this.shiftOf(target, 'offset modifier');
      if (shift.offset !== undefined)
        throw new ParseError(this.query, target.place, 'offset may not be set multiple times');
      const duration = node.getChild('OffsetDurationExpr');
      if (duration) shift.offset = buildDuration(this.query, duration);
      return { ...target, place: { from: target.place.from, to: node.to } };
    });
  }

  private extended(node: SyntaxNode, extension: Extension): Node {
    return onRightmost(this.only(node), node.to, (target) => {
      const selector = target.kind === 'range' ? target.selector : target;
      const reason = target.kind === 'subquery' ? 'is not supported for subqueries' : 'not implemented';
      if (selector.kind !== 'selector')
        throw new ParseError(this.query, target.place, `${extension} modifier ${reason}`);
      if (selector.extension !== undefined && selector.extension !== extension)
        throw new ParseError(this.query, target.place, 'anchored and smoothed modifiers cannot be used together');
      selector.extension = extension;
      return target;
    });
  }

  private at(node: SyntaxNode): Node {
    return onRightmost(this.only(node), node.to, (target) => {
      const shift = this.shiftOf(target, '@ modifier');
      if (shift.at !== undefined)
        throw new ParseError(this.query, target.place, '@ <timestamp> may not be set multiple times');
      const literal = node.lastChild;
      const preprocessor = node.getChild('AtModifierPreprocessors');
      if (preprocessor) shift.at = textOf(this.query, preprocessor).toLowerCase() === 'start' ? 'start' : 'end';
      else if (literal) {
        const time = this.number(literal);
        if (!(Math.abs(time) < 2 ** 63))
          throw new ParseError(this.query, target.place, `timestamp out of bounds for @ modifier: ${fixed(time)}`);
        shift.at = Math.round(time * 1000);
      }
      return { ...target, place: { from: target.place.from, to: node.to } };
    });
  }
}

/**
 * Changes the last operand of a node: the grammar takes what stands behind a selector for what stands behind the whole operation that
 * ends with it. @param end where the changed node ends
 */
function onRightmost(node: Node, end: number, change: (target: Node) => Node): Node {
  const place = { from: node.place.from, to: end };
  if (node.kind === 'binary') return { ...node, place, right: onRightmost(node.right, end, change) };
  if (node.kind === 'unary') {
    const inner = onRightmost(node.inner, end, change);
    return { ...node, place, inner, type: inner.type };
  }
  return change(node);
}

/** The grammar reads -2^2 as (-2)^2, but a sign binds less than a power. */
function signOutside(query: string, node: BinaryNode): Node {
  const { left, place } = node;
  const sign = query[left.place.from];
  if (left.kind !== 'number' || (sign !== '-' && sign !== '+')) return node;
  const value = sign === '-' ? -left.value : left.value;
  const inner: BinaryNode = { ...node, left: { ...left, value } };
  return { kind: 'unary', type: node.type, place, operator: sign, inner };
}
