import type { MonitoringAttempt } from '../../../lab/metrics/attempt/attempt.ts';
import type { Result } from '../../../lab/metrics/promql/engine.ts';
import { NAME } from '../../../lab/metrics/promql/labels.ts';
import { ParseError, QueryError, UnsupportedError } from '../../../lab/metrics/promql/problem.ts';
import { fileFindings } from '../../../lab/metrics/view/file-findings.ts';
import { shownAnswer, shownGraph } from '../../../lab/metrics/view/values.ts';
import type { Question, Questions } from './protocol.ts';

/** A graph has about so many points: more could not be told apart. */
const POINTS = 240;

function evaluated<Shown>(evaluate: () => Result, show: (result: Result) => Shown): Shown | { error: string } {
  try {
    return show(evaluate());
  } catch (problem) {
    if ([ParseError, QueryError, UnsupportedError].some((kind) => problem instanceof kind))
      return { error: (problem as Error).message };
    throw problem;
  }
}

function graph(
  { stack }: MonitoringAttempt,
  { expr, range }: Questions['graph']['asked'],
): Questions['graph']['answer'] {
  const step = Math.max(1000, Math.round(range / POINTS / 1000) * 1000);
  const end = Math.floor(stack.now / step) * step;
  const times = { start: end - range, end, step };
  return evaluated(
    () => stack.prometheus.engine.range(expr, times.start, times.end, times.step),
    (result) => shownGraph(result, times),
  );
}

function names({ stack }: MonitoringAttempt, { of, metric, label = '' }: Questions['names']['asked']): string[] {
  const all = stack.prometheus.store
    .all()
    .map(({ labels }) => labels)
    .filter((labels) => metric === undefined || metric === '' || labels.get(NAME) === metric);
  const found = all.flatMap((labels) =>
    of === 'labels' ? labels.names : [labels.get(of === 'metrics' ? NAME : label)],
  );
  return [...new Set(found)].filter((one) => one !== '').sort();
}

/** Answers a question of the page. */
export function answerTo(attempt: MonitoringAttempt, { kind, asked }: Question): Questions[Question['kind']]['answer'] {
  switch (kind) {
    case 'act':
      return attempt.act(asked);
    case 'query':
      attempt.act({ kind: 'query', expr: asked.expr });
      return evaluated(
        () => attempt.stack.prometheus.engine.instant(asked.expr, attempt.now),
        (result) => shownAnswer(result, attempt.now),
      );
    case 'graph':
      return graph(attempt, asked);
    case 'names':
      return names(attempt, asked);
    case 'findings':
      return fileFindings(asked.file, asked.text);
  }
}
