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
