import type { DataPath } from '../findings/data-path.ts';
import type { TaskResult } from '../lab/runner/task-result.ts';
import type { LabProblem } from './steps.ts';

/** Labs are tried with these random numbers; pages take others, so that nothing depends on them. */
export const SEEDS = { solution: 1, mistake: 2, alternative: 3 };

/** What came of a way to do a task. */
interface Outcome {
  result: TaskResult | undefined;
  /** The last complaint of a program, beginning with a space; empty if there was none. */
  complaint: string;
}

/** What holds of a task, or does not, in the words of its conditions. */
export const quoted = (result: TaskResult | undefined, isMet: boolean): string =>
  (result?.conditions ?? [])
    .filter((one) => one.isMet === isMet)
    .map(({ message }) => `"${message}"`)
    .join(', ');

/** Tasks that are done when a lab has just begun. @param tasks those of lab.yaml, in its order */
export const doneAtStart = (results: readonly TaskResult[], tasks: readonly { id: string }[]): LabProblem[] =>
  results
    .filter(({ isDone }) => isDone)
    .map(({ id }) => ({
      rule: 'lab/done-at-start',
      path: ['tasks', tasks.findIndex((task) => task.id === id), 'check'],
      message: `The task "${id}" is done before the learner has done anything: all of its conditions hold when the lab begins.`,
      remedy: 'Add a condition that only holds when the task is done, or begin the lab in another state.',
    }));

/** A solution that does not do its task. @param remedy what the author can do */
export const failedSolution = (
  task: string,
  path: DataPath,
  { result, complaint }: Outcome,
  remedy: string,
): LabProblem => ({
  rule: 'lab/solution',
  path,
  message: `The solution of "${task}" does not do the task. What does not hold: ${quoted(result, false)}.${complaint}`,
  remedy,
});

/** Another right way that the conditions do not accept. @param what its author wrote down: commands or steps */
export const refusedAlternative = (
  { task, name, what }: { task: string; name: string; what: 'commands' | 'steps' },
  path: DataPath,
  { result, complaint }: Outcome,
): LabProblem => ({
  rule: 'lab/alternative',
  path,
  message: `Another right way to do "${task}" does not count: "${name}". What does not hold: ${quoted(result, false)}.${complaint}`,
  remedy: `Let the conditions accept it, or correct its ${what}.`,
});

/** A wrong way that the conditions accept. */
export const acceptedMistake = (task: string, name: string, path: DataPath): LabProblem => ({
  rule: 'lab/mistake',
  path,
  message: `The task "${task}" counts as done by a way that is none: "${name}".`,
  remedy: 'Add a condition that does not hold then.',
});
