import type { LabStep } from '../../curriculum/schema/lab-steps.ts';
import type { TracingAttempt } from './attempt.ts';

/**
 * Does one step of a way to do a task, as a learner would. Gives why it cannot be done, as a sentence; undefined if it was done.
 */
export async function doStep(attempt: TracingAttempt, step: LabStep): Promise<string | undefined> {
  switch (step.do) {
    case 'write':
      await attempt.act({ kind: 'write', file: step.file, content: step.content });
      return undefined;
    case 'replace': {
      const before = Object.hasOwn(attempt.files, step.file) ? attempt.files[step.file] : undefined;
      if (before === undefined) return `there is no file ${step.file}`;
      const pieces = before.split(step.text);
      const found = JSON.stringify(step.text.length > 60 ? `${step.text.slice(0, 60)}…` : step.text);
      if (pieces.length !== 2) return `${step.file} has ${found} ${pieces.length - 1} times, and not once`;
      await attempt.act({ kind: 'write', file: step.file, content: pieces.join(step.by) });
      return undefined;
    }
    case 'run':
      if (!attempt.scenarios.includes(step.scenario)) return `the lab has no scenario "${step.scenario}"`;
      await attempt.act({ kind: 'run', scenario: step.scenario });
      return undefined;
    default:
      return `a lab on tracing has no step "${step.do}"; it has write, replace and run`;
  }
}
