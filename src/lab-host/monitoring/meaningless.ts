import type { MonitoringCondition } from '../../curriculum/schema/lab-monitoring.ts';
import { didYouMean } from '../../findings/suggest.ts';
import type { Stack } from '../../lab/metrics/attempt/stack.ts';
import { parsePromql } from '../../lab/metrics/promql/parse/parse.ts';
import { ParseError, UnsupportedError } from '../../lab/metrics/promql/problem.ts';

function queryProblem(expr: string): string | undefined {
  try {
    parsePromql(expr);
    return undefined;
  } catch (problem) {
    if (problem instanceof ParseError || problem instanceof UnsupportedError)
      return `the query "${expr}" is none: ${problem.message}`;
    throw problem;
  }
}

function expressionProblem(pattern: string): string | undefined {
  try {
    new RegExp(pattern, 'm');
    return undefined;
  } catch (problem) {
    return `the pattern "${pattern}" is none: ${(problem as Error).message}`;
  }
}

/** What in a condition can never mean anything, whatever the lab is like. */
export function meaninglessIn(condition: MonitoringCondition): string | undefined {
  switch (condition.kind) {
    case 'asked':
      return queryProblem(condition.expr);
    case 'query':
      return (
        queryProblem(condition.expr) ?? (condition.equals === undefined ? undefined : queryProblem(condition.equals))
      );
    case 'file':
      return expressionProblem(condition.matches);
    case 'notification':
      return condition.atMost !== undefined && condition.atMost < condition.atLeast
        ? `there cannot be at least ${condition.atLeast} notifications and at most ${condition.atMost}`
        : undefined;
    default:
      return undefined;
  }
}

/** What there was in a lab, at its start or after one of its solutions. */
export class Mentioned {
  private readonly files = new Set<string>();
  private readonly alerts = new Set<string>();
  private readonly receivers = new Set<string>();

  look({ files, prometheus, alertmanager }: Stack): void {
    for (const name of files.keys()) this.files.add(name);
    for (const { rules } of prometheus.groups)
      for (const { rule } of rules) if (rule.kind === 'alert') this.alerts.add(rule.name);
    for (const { name } of alertmanager?.config.receivers ?? []) this.receivers.add(name);
  }

  /** What a condition names that was never there. */
  unknown(condition: MonitoringCondition): string | undefined {
    switch (condition.kind) {
      case 'alert':
        return unknownIn(this.alerts, condition.name, 'no rule makes an alert');
      case 'notification':
        return unknownIn(this.receivers, condition.receiver, 'there is no receiver');
      case 'route':
        return condition.receivers
          .map((name) => unknownIn(this.receivers, name, 'there is no receiver'))
          .find((wrong) => wrong !== undefined);
      case 'file':
      case 'exposition':
        return unknownIn(this.files, condition.file, 'the folder never has a file');
      case 'own-tests':
        return unknownIn(this.files, condition.tests, 'the folder never has a file');
      default:
        return undefined;
    }
  }
}

const unknownIn = (known: ReadonlySet<string>, name: string, what: string): string | undefined =>
  known.has(name)
    ? undefined
    : `${what} "${name}", neither at the start nor after a solution.${didYouMean(name, [...known])}`;
