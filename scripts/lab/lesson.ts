import { UserError } from '../../src/cli/user-error.ts';
import type { Lab } from '../../src/curriculum/schema/lab.ts';
import type { ClusterOptions } from '../../src/lab/cluster.ts';
import type { Practice } from '../../src/lab/practice.ts';
import { beginLab, StartProblem } from '../../src/lab/runner/begin.ts';
import { Judge, type TaskResult } from '../../src/lab/runner/judge.ts';
import { getCurriculum } from '../../src/site/curriculum.ts';
import { courseImages } from '../../src/site/labs/images.ts';
import { NodeActors } from './actors/node-actors.ts';

/** The lab of a lesson, begun. */
export interface BegunLab {
  practice: Practice;
  judge: Judge;
}

/** The lab of a lesson, with the lesson's files by their names. @throws UserError when there is none, or none for the practice cluster */
export function labOf(id: string): { lab: Lab; files: ReadonlyMap<string, string> } {
  const { lessons } = getCurriculum();
  const lesson = lessons.get(id);
  if (!lesson)
    throw new UserError(`There is no lesson "${id}". Its id is the name of its folder, and stands in its address.`);
  if (!lesson.lab) throw new UserError(`The lesson "${id}" has no lab.`);
  return { lab: lesson.lab, files: new Map([...lesson.files].map(([name, { text }]) => [name, text])) };
}

/** Begins the lab of a lesson in the practice cluster. @throws UserError when it cannot be begun */
export async function beginLesson(id: string, options: ClusterOptions): Promise<BegunLab> {
  const { lab, files } = labOf(id);
  if (!lab.cluster)
    throw new UserError(
      `The lab of "${id}" does not say in what state it begins: its lab.yaml has no "cluster". CONTRIBUTING.md shows what stands there.`,
    );
  const images = await courseImages(lab.cluster.images, getCurriculum().courses);
  const programs = images && new NodeActors(images).program;
  try {
    const practice = await beginLab(lab.cluster, files, { ...options, ...(programs ? { programs } : {}) });
    return { practice, judge: new Judge(practice, lab.tasks, lab.cluster.namespace) };
  } catch (problem) {
    if (problem instanceof StartProblem) throw new UserError(`The lab of "${id}" cannot be begun. ${problem.message}`);
    throw problem;
  }
}

const SIGNS = { done: '✓', open: '✗', unknown: '–' };

/** How tasks stand, a line each; of the first one that is not done, what is missing. */
export function tasksAsText(results: readonly TaskResult[]): string {
  const next = results.find(({ isJudged, isDone }) => isJudged && !isDone);
  return results
    .flatMap(({ id, isJudged, isDone, conditions }) => [
      `${SIGNS[!isJudged ? 'unknown' : isDone ? 'done' : 'open']} ${id}${isJudged ? '' : ': the practice cluster does not judge it'}`,
      ...(next?.id === id ? conditions.filter(({ isMet }) => !isMet).map(({ message }) => `    ${message}`) : []),
    ])
    .join('\n');
}
