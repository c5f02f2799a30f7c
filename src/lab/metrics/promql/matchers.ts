import type { Labels } from './labels.ts';
import { compileExpression } from './regular-expression.ts';

export type MatchOperator = '=' | '!=' | '=~' | '!~';

/** A condition on one label. */
export class Matcher {
  readonly name: string;
  readonly operator: MatchOperator;
  readonly value: string;
  private readonly expression: RegExp | undefined;

  /** @throws ExpressionError if the value is to be a regular expression, and is none */
  constructor(name: string, operator: MatchOperator, value: string) {
    this.name = name;
    this.operator = operator;
    this.value = value;
    this.expression = operator === '=~' || operator === '!~' ? compileExpression(value) : undefined;
  }

  /** Whether a value of the label meets the condition; a label that is not there has an empty one. */
  accepts(value: string): boolean {
    switch (this.operator) {
      case '=':
        return value === this.value;
      case '!=':
        return value !== this.value;
      case '=~':
        return this.expression?.test(value) ?? false;
      default:
        return !(this.expression?.test(value) ?? false);
    }
  }
}

export function acceptsAll(matchers: readonly Matcher[], labels: Labels): boolean {
  return matchers.every((matcher) => matcher.accepts(labels.get(matcher.name)));
}
