import type { LabStep } from '../../../curriculum/schema/lab-steps.ts';
import { matcherText, parseMatchers } from '../alertmanager/matchers.ts';
import { ParseError, QueryError, UnsupportedError } from '../promql/problem.ts';
import type { MonitoringAttempt } from './attempt.ts';
import { FAULT_NAMES } from './fault-names.ts';
import { lengthOf } from './stack.ts';

/** What is wrong with a query that somebody asks now, in Prometheus's words; undefined if it can be answered. */
function queryProblem({ stack }: MonitoringAttempt, expr: string): string | undefined {
  try {
    stack.prometheus.engine.instant(expr, stack.now);
    return undefined;
  } catch (problem) {
    if ([ParseError, QueryError, UnsupportedError].some((kind) => problem instanceof kind))
      return (problem as Error).message;
    throw problem;
  }
}

/** What the programs say of a file as it is now. */
function fileProblem({ stack }: MonitoringAttempt, file: string): string | undefined {
  const found =
    stack.problems.find((one) => one.file === file && !one.isWarning) ?? stack.problems.find((one) => !one.isWarning);
  return found && `${found.file}:${found.line}: ${found.message}`;
}

function write(attempt: MonitoringAttempt, file: string, content: string): string | undefined {
  attempt.act({ kind: 'write', file, content });
  return fileProblem(attempt, file);
}

function replace(
  attempt: MonitoringAttempt,
  { file, text, by }: Extract<LabStep, { do: 'replace' }>,
): string | undefined {
  const content = attempt.stack.files.get(file);
  if (content === undefined) return `There is no file ${file} in which something could be replaced.`;
  const parts = content.split(text);
  if (parts.length === 2) return write(attempt, file, parts.join(by));
  return `The text to replace stands in ${file} ${parts.length - 1} times; it has to stand there once: ${text.trim().split('\n')[0]}`;
}

function expire(attempt: MonitoringAttempt, matchers: readonly string[]): string | undefined {
  const text = (all: readonly string[]): string => all.flatMap(parseMatchers).map(matcherText).join(',');
  const silence = attempt.stack.alertmanager?.silences.findLast(
    (one) => one.matchers.map(matcherText).join(',') === text(matchers),
  );
  return silence
    ? attempt.act({ kind: 'expire', id: silence.id })
    : `There is no silence {${matchers.join(', ')}} that could end.`;
}

/** Does a step that lab.yaml describes. @returns what a program complains of, if one does */
export function doStep(attempt: MonitoringAttempt, step: LabStep): string | undefined {
  switch (step.do) {
    case 'query':
      attempt.act({ kind: 'query', expr: step.expr });
      return queryProblem(attempt, step.expr);
    case 'write':
      return write(attempt, step.file, step.content);
    case 'replace':
      return replace(attempt, step);
    case 'remove':
      attempt.act({ kind: 'remove', file: step.file });
      return undefined;
    case 'wait':
      attempt.advance(attempt.now + lengthOf(step.for));
      return undefined;
    case 'fault': {
      const name = FAULT_NAMES.find((one) => one === step.name);
      return name === undefined
        ? `The shop has no fault "${step.name}"; it has ${FAULT_NAMES.join(', ')}.`
        : attempt.act({ kind: 'fault', name, isOn: step.isOn });
    }
    case 'silence':
      return attempt.act({ kind: 'silence', matchers: step.matchers, length: lengthOf(step.for), comment: '' });
    case 'expire':
      return expire(attempt, step.matchers);
    case 'run':
      return 'A lab on monitoring has no scenarios to run.';
  }
}
