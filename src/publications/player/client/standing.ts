import type { Kept } from './kept.ts';

/** What a lesson asks for: ids of its questions, and of the tasks of its lab without optional ones. */
export interface Asked {
  items: readonly string[];
  tasks: readonly string[];
}

/** How a learner stands, as learning platforms know it. */
export interface Standing {
  /** Share of questions that were answered rightly, 0 to 1; undefined until each was answered, and where there are none. */
  score: number | undefined;
  /** Whether the score suffices; undefined as long as there is none. */
  isPassed: boolean | undefined;
  /** Each question was answered. Without questions: all tasks are done, or the learner says so. */
  isComplete: boolean;
  /** Share of questions that were answered, 0 to 1. */
  progress: number;
  /** Whether all tasks of the lab are ticked; undefined if there are none. Nobody has looked, so no score comes of it. */
  isLabDone: boolean | undefined;
}

/**
 * The standing of a learner. There is no score before each question was answered: platforms compare any score with the one
 * that is needed (SCORM 1.2, 3.4.4, `cmi.core.score.raw`), and half a quiz would be a failed one.
 * @param mastery the score that is needed, 0 to 1
 */
export function standingOf({ results, tasks, isDone }: Kept, asked: Asked, mastery: number): Standing {
  const answered = asked.items.filter((item) => results.has(item)).length;
  const right = asked.items.filter((item) => results.get(item)?.right).length;
  const isLabDone = asked.tasks.length === 0 ? undefined : asked.tasks.every((task) => tasks.has(task));
  if (asked.items.length === 0) {
    const isComplete = isDone || isLabDone === true;
    return { score: undefined, isPassed: undefined, isComplete, progress: Number(isComplete), isLabDone };
  }
  const isComplete = answered === asked.items.length;
  const score = isComplete ? right / asked.items.length : undefined;
  const isPassed = score === undefined ? undefined : score >= mastery;
  return { score, isPassed, isComplete, progress: answered / asked.items.length, isLabDone };
}
