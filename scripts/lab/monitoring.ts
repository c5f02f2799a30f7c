import { UserError } from '../../src/cli/user-error.ts';
import type { LabStep } from '../../src/curriculum/schema/lab-steps.ts';
import { MonitoringAttempt } from '../../src/lab/metrics/attempt/attempt.ts';
import { doStep } from '../../src/lab/metrics/attempt/steps.ts';
import { shownAnswer } from '../../src/lab/metrics/view/values.ts';
import { monitoringLab } from '../../src/lab-host/monitoring/lab-data.ts';
import { labOf, tasksAsText } from './lesson.ts';

/** The same moment each time, so that what is printed is the same. */
const START = Date.UTC(2026, 2, 3, 10, 20);
const MOST_ROWS = 12;

/** A step in a line. */
function titleOf(step: LabStep): string {
  const { do: what, ...rest } = step;
  const text = Object.entries(rest)
    .filter(([name]) => !['content', 'text', 'by'].includes(name))
    .map(([, value]) => String(value))
    .join(' ');
  return `${what} ${text.replace(/\s+/g, ' ')}`;
}

/** What a query answers, a line for each series. */
function answerLines(attempt: MonitoringAttempt, expr: string): string[] {
  const { stack, now } = attempt;
  const { rows, total, warnings, infos } = shownAnswer(stack.prometheus.engine.instant(expr, now), now);
  return [
    ...warnings,
    ...infos,
    ...rows.slice(0, MOST_ROWS).map(({ series, values }) => `${series} ${values.join(' ')}`),
    ...(total > MOST_ROWS ? [`and ${total - MOST_ROWS} more`] : total === 0 ? ['no result'] : []),
  ];
}

/** Does the steps of all solutions of a lesson's lab on monitoring, and prints what comes of each. @throws UserError if the lesson has no such lab */
export function playMonitoring(id: string, seed: number, isJudged: boolean): void {
  const { lab, files } = labOf(id);
  const data = monitoringLab(id, lab, files);
  if (!data) throw new UserError(`The lab of "${id}" has no "monitoring" that says where it begins.`);
  const attempt = MonitoringAttempt.begin({ ...data, digest: '' }, { seed, start: START });
  for (const { file, line, message } of attempt.stack.problems) console.log(`${file}:${line}: ${message}`);
  for (const task of lab.tasks) {
    console.log(`\n${task.id}: ${task.title}`);
    for (const step of task.steps) {
      console.log(`  ${titleOf(step)}`);
      const said = doStep(attempt, step);
      const lines = said !== undefined ? [said] : step.do === 'query' ? answerLines(attempt, step.expr) : [];
      for (const line of lines) console.log(`      ${line}`);
      if (isJudged) console.log(tasksAsText(attempt.results()).replace(/^/gm, '    '));
    }
  }
}
