import type { RuleName } from '../findings/catalog.ts';
import type { DataPath } from '../findings/data-path.ts';

/** What is wrong with a lab, at a place of lab.yaml. */
export interface LabProblem {
  rule: RuleName;
  path: DataPath;
  message: string;
  remedy: string;
}

/** Where a trial is: what is to be said if it never gets any further. */
export interface LabStep {
  rule: RuleName;
  path: DataPath;
  /** What is being done, such as `the solution of "run"`. */
  doing: string;
  /** What was wrong before. */
  problems: readonly LabProblem[];
}

/** A trial that never got beyond a step. @param seconds how long it was waited for */
export function stuckAt({ rule, path, doing, problems }: LabStep, seconds: number): LabProblem[] {
  const message = `The practice cluster does not get to the end of ${doing}. It was stopped after ${seconds} seconds; what comes after it was not tried.`;
  return [...problems, { rule, path, message, remedy: ENDLESS }];
}

/** What to do about what never ends. */
export const ENDLESS =
  'Let every command end by itself: without -f and -w, without a loop that nothing ends, and without a pattern that repeats what repeats already.';
