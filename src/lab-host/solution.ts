import type { LabTask } from '../curriculum/schema/lab.ts';

/** Command lines of a solution: one text for each fence of its shell. */
export function fencesOf({ solution }: Pick<LabTask, 'solution'>): string[] {
  return [...solution.matchAll(/^ *```(?:bash|sh|shell)\b.*\n([\s\S]*?)^ *```/gm)].map(([, text = '']) => text);
}

/** Whether the practice cluster judges a task. */
export const isJudged = ({ check }: LabTask): boolean => check.kind === 'conditions' || check.kind === 'state';
