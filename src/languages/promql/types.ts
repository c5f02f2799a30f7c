import type { SyntaxNode } from '@lezer/common';
import { FUNCTIONS, type PromqlFunction, type PromqlType } from './functions.ts';
import { SelectorCheck } from './selectors.ts';

const NAMES: Readonly<Record<PromqlType, string>> = {
  vector: 'an instant vector',
  range: 'a range vector',
  scalar: 'a number',
  string: 'a string',
};

/** Aggregations that take a parameter before the vector, and of what type. */
const PARAMETERS: Readonly<Record<string, PromqlType>> = {
  topk: 'scalar',
  bottomk: 'scalar',
  quantile: 'scalar',
  limitk: 'scalar',
  limit_ratio: 'scalar',
  count_values: 'string',
};

const SETS: ReadonlySet<string> = new Set(['And', 'Or', 'Unless']);
const COMPARISONS: ReadonlySet<string> = new Set(['Eql', 'Neq', 'Gtr', 'Lss', 'Gte', 'Lte']);
const NO_EXPRESSIONS =
  /^(?:GroupingLabels|AggregateModifier|AggregateOp|MatchingModifierClause|FillModifier|BoolModifier|UnaryOp|LineComment|FunctionIdentifier|Offset|At|AtModifierPreprocessors|OffsetDurationExpr|DurationExpr|Anchored|Smoothed|LabelMatchers)$/;

/** Children of a node that are expressions. */
function expressionsOf(node: SyntaxNode | null): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node?.firstChild ?? null; child; child = child.nextSibling) {
    if (
      /^(?:\w+Expr|FunctionCall|VectorSelector|MatrixSelector|NumberDurationLiteral|StringLiteral)$/.test(child.name) &&
      !NO_EXPRESSIONS.test(child.name)
    )
      found.push(child);
  }
  return found;
}

/** Judges the types of a query that can be parsed, as Prometheus does before it runs one. */
export class TypeCheck extends SelectorCheck {
  /** The type of an expression; undefined if it cannot be told. */
  typeOf(node: SyntaxNode): PromqlType | undefined {
    switch (node.name) {
      case 'NumberDurationLiteral':
        return 'scalar';
      case 'StringLiteral':
        this.escapes(node);
        return 'string';
      case 'VectorSelector':
        this.selector(node);
        return 'vector';
      case 'MatrixSelector':
        for (const inner of expressionsOf(node)) this.ranged(inner, node);
        this.range(node);
        return 'range';
      case 'SubqueryExpr':
        this.subquery(node);
        return 'range';
      case 'FunctionCall':
        return this.call(node);
      case 'AggregateExpr':
        return this.aggregation(node);
      case 'BinaryExpr':
        return this.operation(node);
      case 'UnaryExpr':
        return this.sign(node);
      case 'OffsetExpr':
      case 'StepInvariantExpr':
        return this.moved(node);
      default: {
        // Brackets, offsets and the like change nothing.
        const [inner] = expressionsOf(node);
        return inner && this.typeOf(inner);
      }
    }
  }

  /** "offset" and "@", which go with selectors and subqueries only, each once. */
  private moved(node: SyntaxNode): PromqlType | undefined {
    const [inner] = expressionsOf(node);
    if (!inner) return undefined;
    const word = node.name === 'OffsetExpr' ? 'offset' : '@';
    if (inner.name === node.name)
      this.say(inner.to, `"${word}" stands twice behind one selector.`, 'Keep one of the two.');
    else if (/^(?:NumberDurationLiteral|StringLiteral|FunctionCall|AggregateExpr|ParenExpr)$/.test(inner.name)) {
      this.say(
        inner.to,
        `"${word}" goes only with a selector or a subquery, not with ${this.text(inner)}.`,
        'Put it behind the selector.',
      );
    }
    return this.typeOf(inner);
  }

  private ranged(inner: SyntaxNode, node: SyntaxNode): void {
    if (inner.name === 'VectorSelector') this.selector(inner);
    // "-up[5m]" is read as the range of "-up".
    else if (inner.name === 'UnaryExpr') {
      this.say(
        node.from,
        'A sign cannot stand before a range of time.',
        'Put the sign before what is computed from it.',
      );
    }
  }

  private subquery(node: SyntaxNode): void {
    const [inner] = expressionsOf(node);
    const type = inner && this.typeOf(inner);
    if (inner && type !== undefined && type !== 'vector') {
      this.say(
        inner.from,
        `A subquery needs an instant vector, but ${this.text(inner)} is ${NAMES[type]}.`,
        'Leave one of the two ranges out.',
      );
    }
  }

  private expect(node: SyntaxNode, wanted: PromqlType, of: string): void {
    const type = this.typeOf(node);
    if (type === undefined || type === wanted) return;
    const shown = this.text(node);
    if (wanted === 'range' && type === 'vector') {
      // Called by its name in the message of missing ranges, unless it is a computation.
      const simple = node.name === 'VectorSelector';
      this.say(
        node.from,
        simple
          ? `${of} needs a range of time, but ${shown} is a value at one moment.`
          : `${of} needs a range of time, but ${shown} is an instant vector.`,
        simple ? `Write a range behind it: ${shown}[5m].` : `Use a subquery: (${shown})[5m:1m].`,
      );
      return;
    }
    const remedies: Readonly<Record<PromqlType, string>> = {
      vector:
        type === 'range'
          ? 'Leave the range out, or put a function such as rate(…) or avg_over_time(…) around it.'
          : 'Write a selector such as up{job="web"}.',
      range: 'Write a selector with a range, such as http_requests_total[5m].',
      scalar:
        type === 'vector' ? 'Write a number; or put scalar(…) around a vector with one series.' : 'Write a number.',
      string: 'Write text in quotes.',
    };
    this.say(node.from, `${of} needs ${NAMES[wanted]} here, but ${shown} is ${NAMES[type]}.`, remedies[wanted]);
  }

  private call(node: SyntaxNode): PromqlType | undefined {
    const identifier = node.getChild('FunctionIdentifier');
    const name = (identifier ? this.text(identifier) : '').toLowerCase();
    const known = FUNCTIONS.get(name);
    const given = expressionsOf(node.getChild('FunctionCallBody'));
    if (!known) {
      for (const one of given) this.typeOf(one);
      return undefined;
    }
    if (this.count(node, name, known, given.length)) {
      const labels = name === 'info' ? given[1] : undefined;
      if (labels && (labels.name !== 'VectorSelector' || labels.getChild('Identifier'))) {
        this.say(
          labels.from,
          `info needs conditions in braces here, but gets ${this.text(labels)}.`,
          'Write {label="value"}.',
        );
      }
      given.forEach((one, index) => {
        const wanted = known.takes[Math.min(index, known.takes.length - 1)];
        if (wanted) this.expect(one, wanted, name);
      });
    }
    return known.gives;
  }

  /** Whether a function gets as many arguments as it takes. */
  private count(node: SyntaxNode, name: string, { takes, variadic }: PromqlFunction, given: number): boolean {
    const least = variadic === 0 ? takes.length : takes.length - 1;
    const most = variadic === 0 ? takes.length : variadic < 0 ? Number.POSITIVE_INFINITY : least + variadic;
    if (given >= least && given <= most) return true;
    const number =
      least === most ? String(least) : most === Number.POSITIVE_INFINITY ? `at least ${least}` : `${least} to ${most}`;
    const form = `${name}(${takes.map((type) => NAMES[type].replace(/^an? /, '')).join(', ')})`;
    this.say(
      node.from,
      `${name} takes ${number} argument${number === '1' ? '' : 's'}, but gets ${given}.`,
      `Write ${form}.`,
    );
    return false;
  }

  private aggregation(node: SyntaxNode): PromqlType {
    const operator = node.getChild('AggregateOp');
    const name = (operator ? this.text(operator) : '').toLowerCase();
    const given = expressionsOf(node.getChild('FunctionCallBody'));
    const parameter = PARAMETERS[name];
    const wanted = parameter === undefined ? 1 : 2;
    if (given.length !== wanted) {
      this.say(
        node.from,
        `${name} takes ${wanted} argument${wanted === 1 ? '' : 's'}, but gets ${given.length}.`,
        parameter === undefined
          ? `Write ${name}(vector).`
          : `Write ${name}(${parameter === 'string' ? '"label"' : '5'}, vector).`,
      );
      return 'vector';
    }
    if (parameter !== undefined && given[0]) this.expect(given[0], parameter, name);
    const vector = given.at(-1);
    if (vector) this.expect(vector, 'vector', name);
    if (node.getChildren('AggregateModifier').length > 1) {
      this.say(node.from, `${name} has "by" or "without" twice.`, 'Keep one of the two.');
    }
    return 'vector';
  }

  private sign(node: SyntaxNode): PromqlType | undefined {
    const [inner] = expressionsOf(node);
    const type = inner && this.typeOf(inner);
    if (inner && (type === 'string' || type === 'range')) {
      this.say(node.from, `A sign cannot stand before ${NAMES[type]}.`, 'Remove it.');
    }
    return type;
  }

  private operation(node: SyntaxNode): PromqlType | undefined {
    const [left, right] = expressionsOf(node);
    if (!left || !right) return undefined;
    const types = [left, right].map((side) => {
      const type = this.typeOf(side);
      if (type === 'string' || type === 'range') {
        this.say(
          side.from,
          `An operator stands between numbers and instant vectors, but ${this.text(side)} is ${NAMES[type]}.`,
          type === 'range' ? 'Put a function such as rate(…) around it.' : 'Compare labels in braces: {label="value"}.',
        );
      }
      return type;
    });
    const operator =
      [...SETS, ...COMPARISONS, 'Add', 'Sub', 'Mul', 'Div', 'Mod', 'Pow', 'Atan2'].find((name) =>
        node.getChild(name),
      ) ?? '';
    const place = node.getChild(operator)?.from ?? node.from;
    const matching = node.getChild('MatchingModifierClause');
    const bool = node.getChild('BoolModifier')?.getChild('Bool') ?? null;
    if (types.some((type) => type === undefined || type === 'string' || type === 'range')) return 'vector';
    const scalars = types.filter((type) => type === 'scalar').length;
    if (bool && !COMPARISONS.has(operator)) {
      this.say(bool.from, '"bool" goes only with a comparison.', 'Remove it.');
      return 'vector';
    }
    if (COMPARISONS.has(operator) && scalars === 2 && !bool) {
      this.say(place, 'Two numbers are compared without "bool".', 'Write "bool" behind the operator: 1 == bool 1.');
    }
    if (SETS.has(operator) && scalars > 0) {
      this.say(
        place,
        `"${operator.toLowerCase()}" stands between two vectors only.`,
        'Write vector(…) around a number.',
      );
    } else if (matching && scalars > 0) {
      this.say(matching.from, 'Labels are matched only between two vectors.', 'Remove "on" or "ignoring".');
    } else if (matching && SETS.has(operator) && /\bgroup_(?:left|right)\b/i.test(this.text(matching))) {
      this.say(matching.from, `"${operator.toLowerCase()}" takes no group_left and no group_right.`, 'Remove it.');
    } else if (matching) this.sameLabels(matching);
    return scalars === 2 ? 'scalar' : 'vector';
  }

  private sameLabels(matching: SyntaxNode): void {
    const text = this.text(matching);
    const labels = (part: RegExp): string[] =>
      (part.exec(text)?.[1] ?? '')
        .split(',')
        .map((label) => label.trim())
        .filter(Boolean);
    const on = labels(/^\s*on\s*\(([^)]*)\)/i);
    const both = labels(/group_(?:left|right)\s*\(([^)]*)\)/i).find((label) => on.includes(label));
    if (both !== undefined)
      this.say(matching.from, `The label "${both}" is in "on" and in the group at once.`, 'Remove it from the group.');
    if (/^\s*group_/i.test(text))
      this.say(
        matching.from,
        'group_left and group_right need "on" or "ignoring" before them.',
        'Write on(label) before it.',
      );
  }
}
