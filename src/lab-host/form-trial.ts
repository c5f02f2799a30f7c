import type { DataPath } from '../findings/data-path.ts';
import type { TaskResult } from '../lab/runner/task-result.ts';
import { type BegunLab, LabHost, type LabSource } from './begin.ts';
import { fencesOf } from './solution.ts';
import type { LabProblem, LabStep } from './steps.ts';
import { tryLab } from './trial.ts';
import { quoted } from './verdicts.ts';

/** What happens by itself in a form within this time, in milliseconds of the cluster, happens to whoever sits it: CronJobs run, probes fail. */
const IDLE_MS = 10 * 60_000;

const RULE = 'exam/form-score';

const percent = ({ credit }: TaskResult): number => Math.round(credit * 100);

/** How a form is graded: when nothing is done for a while, and when the solutions of all tasks have been done, one after the other. */
export interface FormGrades {
  untouched: readonly TaskResult[];
  solved: readonly TaskResult[];
}

/** Sits a form that has begun: first idle, then with all of its solutions. @param onStep is told what is being done, and where that stands */
export async function sitForm(
  { practice, judge }: BegunLab,
  { tasks }: LabSource['lab'],
  onStep: (doing: string, path: DataPath) => void = () => {},
): Promise<FormGrades> {
  onStep('grading the form before anything is done', ['tasks']);
  await judge.grade();
  await practice.cluster.clock.step(IDLE_MS);
  const untouched = await judge.grade();
  for (const [index, task] of tasks.entries())
    for (const fence of fencesOf(task)) {
      onStep(`the solution of "${task.id}"`, ['tasks', index, 'solution']);
      await practice.session.run(fence);
      await practice.settle();
    }
  onStep('grading the form with all solutions', ['tasks']);
  return { untouched, solved: await judge.grade() };
}

/** What is wrong with what a form is graded with. */
function problemsIn({ untouched, solved }: FormGrades): LabProblem[] {
  const problems: LabProblem[] = [];
  for (const [index, result] of untouched.entries())
    if (result.credit > 0)
      problems.push({
        rule: RULE,
        path: ['tasks', index, 'check'],
        message: `The task "${result.id}" earns ${percent(result)} % of its weight though nothing is done: after ten minutes it holds by itself that ${quoted(result, true)}.`,
        remedy:
          'Change the condition, or let the form begin in a state in which it holds already: then it earns nothing.',
      });
  for (const [index, result] of solved.entries())
    if (result.credit < 1)
      problems.push({
        rule: RULE,
        path: ['tasks', index, 'solution'],
        message: `Once the solutions of all tasks are done, the task "${result.id}" has ${percent(result)} % of its weight. What does not hold: ${quoted(result, false)}.`,
        remedy: 'Let no solution change what another task is about: each task has its own namespace or objects.',
      });
  return problems;
}

/**
 * Tries a form of a hands-on practice exam: as a lab, and whether it is graded with nothing when nothing is done, and with everything when all
 * solutions are. Gives what is wrong. @param onStep is told where it is
 */
export async function tryForm(source: LabSource, onStep: (step: LabStep) => void = () => {}): Promise<LabProblem[]> {
  const problems = await tryLab(source, onStep);
  // What cannot begin cannot be sat, and a solution that does not do its task has been reported.
  if (problems.some(({ rule }) => rule === 'lab/start' || rule === 'lab/solution')) return problems;
  const host = new LabHost(source);
  try {
    const begun = await host.begin({ seed: 4 });
    const say = (doing: string, path: DataPath): void => onStep({ rule: RULE, path, doing, problems });
    return [...problems, ...problemsIn(await sitForm(begun, source.lab, say))];
  } finally {
    host.end();
  }
}
