/** Whether one condition of a task holds. */
export interface ConditionResult {
  isMet: boolean;
  /** What is to be seen, in the author's words. */
  message: string;
}

/** How a task stands. */
export interface TaskResult {
  id: string;
  title: string;
  /** False where only the learner can tell. */
  isJudged: boolean;
  /** Whether all of it has held at once; what a later task changes does not take that back. */
  isDone: boolean;
  conditions: readonly ConditionResult[];
  /**
   * Which share of it is done, 0 to 1: of the conditions that did not hold at the beginning, those that hold now, without as many as have been
   * broken since.
   */
  credit: number;
}

/** Counts what of tasks was done since they were looked at first. */
export class Credits {
  /** Which conditions of each task held then. */
  readonly #atStart = new Map<string, readonly boolean[]>();

  /** Credits that were counted from the same beginning. */
  copy(): Credits {
    const copy = new Credits();
    for (const [task, atStart] of this.#atStart) copy.#atStart.set(task, atStart);
    return copy;
  }

  /** The credit of a task that is not done, 0 to 1. @param conditions as they stand now, always in the same order */
  of(task: string, conditions: readonly ConditionResult[]): number {
    const atStart = this.#atStart.get(task) ?? conditions.map(({ isMet }) => isMet);
    this.#atStart.set(task, atStart);
    const open = atStart.filter((isMet) => !isMet).length;
    const gained = conditions.filter(({ isMet }, index) => isMet && !atStart[index]).length;
    const lost = conditions.filter(({ isMet }, index) => !isMet && atStart[index]).length;
    return open === 0 ? 0 : Math.max(0, gained - lost) / open;
  }
}
