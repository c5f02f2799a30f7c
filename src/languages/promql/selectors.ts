import type { SyntaxNode } from '@lezer/common';
import { type CodeProblem, problemAt } from '../problem.ts';

/** Judges what stands in selectors and in strings: names, conditions, ranges, backslashes. */
export class SelectorCheck {
  readonly problems: CodeProblem[] = [];
  protected readonly query: string;

  constructor(query: string) {
    this.query = query;
  }

  protected text({ from, to }: SyntaxNode): string {
    return this.query.slice(from, to);
  }

  protected say(offset: number, message: string, remedy: string): void {
    this.problems.push(problemAt(this.query, offset, message, remedy));
  }

  /** Backslashes that mean nothing in a string. */
  protected escapes(node: SyntaxNode): void {
    const text = this.text(node);
    if (text.startsWith('`')) return;
    const at = text.search(
      /(?<!\\)(?:\\\\)*\\(?![abfnrtv\\'"]|[0-7]{3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})./,
    );
    if (at < 0) return;
    const remedy = 'Write two for one backslash, or put the text in backquotes.';
    this.say(node.from + at, 'PromQL does not know this backslash.', remedy);
  }

  /** A regular expression that RE2 cannot read, as far as it has the same forms as those of JavaScript. */
  private expression(matcher: SyntaxNode, value: SyntaxNode): void {
    const text = this.text(value).slice(1, -1);
    if (!/[=!]~/.test(this.text(matcher)) || /\[:|\(\?[^:]|\\[pPQEAzC]|[$…]|[?*+}][+]/.test(text)) return;
    try {
      new RegExp(this.text(value).startsWith('`') ? text : text.replaceAll('\\\\', '\\'));
    } catch {
      this.say(
        value.from,
        `${this.text(value)} is no regular expression.`,
        'Close its brackets, and write \\\\ before what means itself.',
      );
    }
  }

  protected range(node: SyntaxNode): void {
    const shown = /\[([^\]:]*)/.exec(this.text(node))?.[1]?.trim() ?? '';
    if (/^(?:-\s*\d+(?:\.\d+)?|0+(?:\.0*)?)(?:ms|[smhdwy])?$/.test(shown)) {
      this.say(
        node.to - 1,
        `A range of time must be more than nothing, but is ${shown}.`,
        'Write a duration such as 5m.',
      );
    }
  }

  protected selector(node: SyntaxNode): void {
    const matchers = node.getChild('LabelMatchers');
    const named = node.getChild('Identifier') ?? node.getChild('MetricName');
    const all = matchers
      ? [...matchers.getChildren('UnquotedLabelMatcher'), ...matchers.getChildren('QuotedLabelMatcher')]
      : [];
    for (const one of all)
      for (const value of one.getChildren('StringLiteral')) {
        this.escapes(value);
        this.expression(one, value);
      }
    const bare = matchers?.getChild('QuotedLabelName') ?? null;
    if (named && all.some((one) => /^\s*"?__name__"?\s*=/.test(this.text(one)))) {
      this.say(node.from, `The name of the metric is given twice in ${this.text(node)}.`, 'Keep one of the two.');
    }
    if (named || bare || this.text(node).includes('__name__')) return;
    const empty = all.every((one) => this.matchesEmpty(this.text(one)));
    const open = /[$…]/.test(this.text(node));
    // The second argument of info() may choose everything.
    const ofInfo =
      node.parent?.name === 'FunctionCallBody' && /^info\b/.test(this.query.slice(node.parent.parent?.from ?? 0));
    if (empty && !open && !ofInfo) {
      this.say(
        node.from,
        `${this.text(node)} would select every series that there is.`,
        'Name the metric, or write a condition that no empty label meets.',
      );
    }
  }

  /** Whether a condition such as `job=~".*"` is met by a label that is not there. */
  private matchesEmpty(matcher: string): boolean {
    const [, operator = '', quoted = ''] = /(=~|!~|!=|=)\s*(["'`][\s\S]*)$/.exec(matcher) ?? [];
    const value = quoted.slice(1, -1);
    if (operator === '=') return value === '';
    if (operator === '!=') return value !== '';
    try {
      const met = new RegExp(`^(?:${value})$`, 'u').test('');
      return operator === '=~' ? met : !met;
    } catch {
      return false;
    }
  }
}
