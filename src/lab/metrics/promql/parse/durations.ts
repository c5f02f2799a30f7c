import type { SyntaxNode } from '@lezer/common';
import { ParseError, QueryError } from '../problem.ts';
import type { Duration, Place } from './ast.ts';
import { parseNumber } from './literals.ts';

const LONGEST_SECONDS = 2 ** 63 / 1e9;

const place = ({ from, to }: SyntaxNode): Place => ({ from, to });

/** A duration of the tree, such as that in brackets or behind "offset". @throws ParseError if it is out of range */
export function buildDuration(query: string, node: SyntaxNode): Duration {
  const operands: Duration[] = [];
  let operator: string | undefined;
  let sign = place(node);
  for (let child = node.firstChild; child; child = child.nextSibling) {
    const text = query.slice(child.from, child.to);
    if (child.name === 'NumberDurationLiteralInDurationContext' || child.name === 'NumberDurationLiteral') {
      operands.push({ kind: 'seconds', value: numberOf(query, child), place: place(child) });
    } else if (/DurationExpr$/.test(child.name)) operands.push(buildDuration(query, child));
    else {
      operator = text.toLowerCase();
      sign = place(child);
    }
  }
  const [first, second] = operands;
  if (operator === undefined && first) return first;
  if (operator === '-' && first && !second && first.kind === 'seconds')
    return { ...first, value: -first.value, place: place(node) };
  if (operator === '+' && first && !second) return first;
  if ((operator === '/' || operator === '%') && second?.kind === 'seconds' && second.value === 0)
    throw new ParseError(query, sign, operator === '/' ? 'division by zero' : 'modulo by zero');
  type Operator = (Duration & { kind: 'operation' })['operator'];
  return { kind: 'operation', operator: operator as Operator, operands, place: place(node) };
}

function numberOf(query: string, node: SyntaxNode): number {
  const text = query.slice(node.from, node.to);
  const value = parseNumber(text);
  if (value === undefined) throw new ParseError(query, place(node), `bad number or duration syntax: "${text}"`);
  if (!(Math.abs(value) <= LONGEST_SECONDS)) throw new ParseError(query, place(node), 'duration out of range');
  return value;
}

/** Times of a query that durations may be computed of, in milliseconds. */
export interface QueryTimes {
  start: number;
  end: number;
  step: number;
}

function secondsOf(duration: Duration, times: QueryTimes): number {
  if (duration.kind === 'seconds') return duration.value;
  const [left = 0, right] = duration.operands.map((operand) => secondsOf(operand, times));
  const fail = (reason: string): never => {
    throw new QueryError(`${duration.place.from}:${duration.place.to}: ${reason}`);
  };
  switch (duration.operator) {
    case 'step':
      return times.step / 1000;
    case 'range':
      return (times.end - times.start) / 1000;
    case '-':
      return right === undefined ? -left : left - right;
    case '+':
      return left + (right ?? 0);
    case '*':
      return left * (right ?? 0);
    case '/':
      return right === 0 ? fail('division by zero') : left / (right ?? 0);
    case '%':
      return right === 0 ? fail('modulo by zero') : left % (right ?? 0);
    case '^':
      return left ** (right ?? 0);
    case 'min_of':
      return Math.min(left, right ?? 0);
    default:
      return Math.max(left, right ?? 0);
  }
}

/** A duration in milliseconds. @throws QueryError if it is computed and comes out as none, or as 0 or less where it must not */
export function milliseconds(duration: Duration, times: QueryTimes, mayBeNegative: boolean): number {
  const value = secondsOf(duration, times);
  const fail = (reason: string): never => {
    throw new QueryError(`${duration.place.from}:${duration.place.to}: ${reason}`);
  };
  if (!Number.isFinite(value)) return fail('duration is NaN or infinite');
  if (value <= 0 && !mayBeNegative) return fail('duration must be greater than 0');
  if (Math.abs(value) > LONGEST_SECONDS) return fail('duration is out of range');
  return duration.kind === 'seconds' ? Math.trunc(Math.round(value * 1e9) / 1e6) : Math.trunc(value * 1000);
}
