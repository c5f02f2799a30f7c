import type { Evaluation } from '../evaluate/evaluation.ts';
import { combined } from '../histogram/arithmetic.ts';
import { compacted, divided, equalHistograms, type Histogram, multiplied } from '../histogram/histogram.ts';
import { trimmed } from '../histogram/trim.ts';
import type { BinaryOperator, Place } from '../parse/ast.ts';

type Value = number | Histogram;

/** What came of two values. */
export interface Outcome {
  value: Value;
  /** Whether a comparison is true; for all other operators it is. */
  keeps: boolean;
}

/** Go's Mod keeps the sign of the dividend, as JavaScript's % does; its Pow of 1 is 1 always. */
function power(base: number, exponent: number): number {
  return base === 1 || (base === -1 && Math.abs(exponent) === Number.POSITIVE_INFINITY) ? 1 : base ** exponent;
}

/** Two numbers; undefined for operators of histograms only. */
export function ofNumbers(operator: BinaryOperator, left: number, right: number): Outcome | undefined {
  const made = (value: number): Outcome => ({ value, keeps: true });
  const kept = (keeps: boolean): Outcome => ({ value: left, keeps });
  switch (operator) {
    case '+':
      return made(left + right);
    case '-':
      return made(left - right);
    case '*':
      return made(left * right);
    case '/':
      return made(left / right);
    case '%':
      return made(left % right);
    case '^':
      return made(power(left, right));
    case 'atan2':
      return made(Math.atan2(left, right));
    case '==':
      return kept(left === right);
    case '!=':
      return kept(left !== right);
    case '>':
      return kept(left > right);
    case '<':
      return kept(left < right);
    case '>=':
      return kept(left >= right);
    case '<=':
      return kept(left <= right);
    default:
      return undefined;
  }
}

/** Applies operators to single values, and says what does not fit. Source: vectorElemBinop. */
export class Operation {
  private readonly evaluation: Evaluation;
  private readonly operator: BinaryOperator;
  private readonly place: Place;

  constructor(evaluation: Evaluation, operator: BinaryOperator, place: Place) {
    this.evaluation = evaluation;
    this.operator = operator;
    this.place = place;
  }

  /** Undefined if the operator does not go with these types; that is said. */
  apply(left: Value, right: Value): Outcome | undefined {
    const outcome = this.outcome(left, right);
    if (outcome === 'types') {
      const type = (value: Value): string => (typeof value === 'number' ? 'float' : 'histogram');
      this.evaluation.context.annotations.incompatibleTypes(type(left), this.operator, type(right), this.place);
      return undefined;
    }
    return outcome;
  }

  private outcome(left: Value, right: Value): Outcome | 'types' | undefined {
    const { operator } = this;
    const made = (value: Histogram): Outcome => ({ value, keeps: true });
    if (typeof left === 'number' && typeof right === 'number') return ofNumbers(operator, left, right) ?? 'types';
    if (typeof left === 'number')
      return operator === '*' && typeof right !== 'number' ? made(compacted(multiplied(right, left))) : 'types';
    if (typeof right === 'number') {
      if (operator === '*') return made(compacted(multiplied(left, right)));
      if (operator === '/') return made(compacted(divided(left, right)));
      if (operator === '</' || operator === '>/') return made(trimmed(left, right, operator === '</'));
      return 'types';
    }
    if (operator === '==') return { value: left, keeps: equalHistograms(left, right) };
    if (operator === '!=') return { value: left, keeps: !equalHistograms(left, right) };
    return operator === '+' || operator === '-' ? this.sum(left, right) : 'types';
  }

  private sum(left: Histogram, right: Histogram): Outcome | undefined {
    const { annotations } = this.evaluation.context;
    const isSum = this.operator === '+';
    const result = combined(left, right, isSum ? 1 : -1);
    if (!result) {
      annotations.incompatibleBuckets(this.operator, this.place);
      return undefined;
    }
    const name = isSum ? 'addition' : 'subtraction';
    if (result.isCollision) annotations.resetCollision(name, this.place);
    if (result.isReconciled) annotations.reconciledBounds(name, this.place);
    const { histogram } = result;
    return { value: isSum ? histogram : { ...histogram, hint: 'gauge' }, keeps: true };
  }
}
