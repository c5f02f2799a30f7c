import type { SyntaxNode } from '@lezer/common';
import { NAME } from '../labels.ts';
import { Matcher, type MatchOperator } from '../matchers.ts';
import { ParseError } from '../problem.ts';
import { ExpressionError } from '../regular-expression.ts';
import type { Matching, SelectorNode } from './ast.ts';
import { escapeError, parseNumber, unquote, unterminated } from './literals.ts';

export const textOf = (query: string, { from, to }: SyntaxNode): string => query.slice(from, to);
export const placeOf = ({ from, to }: SyntaxNode): { from: number; to: number } => ({ from, to });

/** The text of a string of the tree. @throws ParseError if it is not closed, or has a backslash that means nothing */
export function stringOf(query: string, node: SyntaxNode): string {
  const quoted = textOf(query, node);
  const text = unquote(quoted);
  if (text !== undefined) return text;
  const isOpen = quoted.length < 2 || !quoted.endsWith(quoted[0] ?? '');
  const reason = isOpen ? unterminated(quoted[0] ?? '') : escapeError(quoted);
  throw new ParseError(query, placeOf(node), reason);
}

/** The name of a label, with or without quotes. */
export function labelName(query: string, node: SyntaxNode): string {
  const quoted = node.name === 'StringLiteral' ? node : node.getChild('StringLiteral');
  return quoted ? stringOf(query, quoted) : textOf(query, node);
}

function buildMatcher(query: string, node: SyntaxNode): Matcher {
  if (node.name === 'QuotedLabelName') return new Matcher(NAME, '=', labelName(query, node));
  const name = node.getChild('LabelName') ?? node.getChild('QuotedLabelName');
  const operator = node.getChild('MatchOp');
  const value = node.getChild('StringLiteral');
  if (!name || !operator || !value) throw new ParseError(query, placeOf(node), 'unexpected label matching');
  try {
    const sign = textOf(query, operator) as MatchOperator;
    return new Matcher(labelName(query, name), sign, stringOf(query, value));
  } catch (problem) {
    if (problem instanceof ExpressionError) throw new ParseError(query, placeOf(node), problem.message);
    throw problem;
  }
}

/** A selector of the tree: a name, conditions in braces, or both. */
export function buildSelector(query: string, node: SyntaxNode): SelectorNode {
  const identifier = node.getChild('Identifier');
  const name = identifier ? textOf(query, identifier) : '';
  const matchers: Matcher[] = [];
  for (let child = node.getChild('LabelMatchers')?.firstChild ?? null; child; child = child.nextSibling)
    matchers.push(buildMatcher(query, child));
  if (name !== '') matchers.push(new Matcher(NAME, '=', name));
  return { kind: 'selector', type: 'vector', place: placeOf(node), name, matchers };
}

function labelsIn(query: string, node: SyntaxNode | null | undefined): string[] {
  const names: string[] = [];
  for (let child = node?.firstChild ?? null; child; child = child.nextSibling) names.push(labelName(query, child));
  return names;
}

/** Labels behind "by" or "without". */
export function groupingOf(query: string, modifier: SyntaxNode | null): { labels: string[]; without: boolean } {
  const labels = labelsIn(query, modifier?.getChild('GroupingLabels'));
  return { labels, without: modifier?.getChild('Without') != null };
}

/** What is written between the sides of a binary operation. */
export function matchingOf(query: string, node: SyntaxNode): Matching {
  const clause = node.getChild('MatchingModifierClause');
  const [labels, include] = clause?.getChildren('GroupingLabels') ?? [];
  const grouping = clause?.getChild('GroupLeft') ? 'left' : clause?.getChild('GroupRight') ? 'right' : undefined;
  const matching: Matching = {
    cardinality: grouping === undefined ? 'one-to-one' : grouping === 'left' ? 'many-to-one' : 'one-to-many',
    on: clause?.getChild('On') != null,
    labels: labelsIn(query, labels),
    include: labelsIn(query, include),
  };
  for (let fill = node.getChild('FillModifier')?.firstChild ?? null; fill; fill = fill.nextSibling) {
    const literal = fill.getChild('NumberDurationLiteral');
    const value = parseNumber(literal ? textOf(query, literal) : '') ?? Number.NaN;
    if (fill.name !== 'FillRightClause') matching.fillLeft = value;
    if (fill.name !== 'FillLeftClause') matching.fillRight = value;
  }
  return matching;
}
