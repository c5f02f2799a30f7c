import type { JudgedTask } from '../runner/conditions.ts';
import { type ConditionResult, Credits, type TaskResult } from '../runner/task-result.ts';
import { holds } from './conditions.ts';
import type { TracingState } from './outcome.ts';

/** Says which tasks of a lab on tracing are done. What is done stays done. */
export class TracingJudge {
  readonly #tasks: readonly JudgedTask[];
  readonly #done = new Set<string>();
  readonly #credits = new Credits();

  constructor(tasks: readonly JudgedTask[]) {
    this.#tasks = tasks;
  }

  /** How every task stands in a state. */
  judge(state: TracingState): TaskResult[] {
    return this.#tasks.map(({ id, title, check }) => {
      const conditions: ConditionResult[] =
        check.kind === 'tracing'
          ? check.conditions.map((one) => ({ isMet: holds(one, state), message: one.message }))
          : [];
      const isJudged = conditions.length > 0;
      if (isJudged && conditions.every(({ isMet }) => isMet)) this.#done.add(id);
      const isDone = this.#done.has(id);
      return { id, title, isJudged, isDone, conditions, credit: isDone ? 1 : this.#credits.of(id, conditions) };
    });
  }
}
