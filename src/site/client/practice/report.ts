import type { AttemptLab } from '../../../lab/attempt/attempt.ts';
import { type Report, readReport } from '../../../lab/runner/script/report.ts';
import { updateLesson } from '../every-page/storage.ts';
import { fill } from './dom.ts';
import words from './words.ts';

const PROBLEMS = {
  typo: 'clusterReportTypo',
  'other-lab': 'clusterReportLab',
  'other-edition': 'clusterReportEdition',
} as const satisfies Record<Extract<Report, { problem: unknown }>['problem'], string>;

/**
 * Ticks the tasks that a code of check.sh reports. Gives what is to be said of it.
 * @param address of what the practice cluster needs to know of the lab. @throws if that cannot be loaded
 */
export async function takeReport(lesson: string, address: string, code: string): Promise<string> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const { tasks } = (await answer.json()) as AttemptLab;
  const report = readReport(code, { lesson, lab: { tasks: [...tasks] } });
  if ('problem' in report) return words[PROBLEMS[report.problem]];
  const both = (one: readonly string[]): string[] => [...new Set([...one, ...report.tasks])];
  updateLesson(lesson, ({ tasks: done = [], reported = [], ...rest }) => ({
    ...rest,
    tasks: both(done),
    reported: both(reported),
  }));
  return fill(words.clusterReported, { count: report.tasks.length, total: tasks.length });
}
