import { UserError } from '../../src/cli/user-error.ts';
import type { Lab, LabSession } from '../../src/curriculum/schema/lab.ts';
import type { ClusterOptions } from '../../src/lab/cluster.ts';
import type { Practice } from '../../src/lab/practice.ts';
import { StartProblem } from '../../src/lab/runner/begin.ts';
import type { TaskResult } from '../../src/lab/runner/task-result.ts';
import { type BegunLab, LabHost } from '../../src/lab-host/begin.ts';
import { imagesOf } from '../../src/lab-host/declared-images.ts';
import { courseImages } from '../../src/lab-host/images.ts';
import { filesWithoutMarkers } from '../../src/rendering/region.ts';
import { getCurriculum } from '../../src/site/curriculum.ts';

export type { BegunLab };

/** The lab of a lesson, with the lesson's files by their names. @throws UserError when there is none */
export function labOf(id: string): { lab: Lab; files: ReadonlyMap<string, string> } {
  const { lessons } = getCurriculum();
  const lesson = lessons.get(id);
  if (!lesson)
    throw new UserError(`There is no lesson "${id}". Its id is the name of its folder, and stands in its address.`);
  if (!lesson.lab) throw new UserError(`The lesson "${id}" has no lab.`);
  return { lab: lesson.lab, files: filesWithoutMarkers(lesson.files) };
}

/** What begins the lab of a lesson, and its sessions. @throws UserError when there is none */
export async function hostOf(id: string): Promise<LabHost> {
  const { lab, files } = labOf(id);
  return new LabHost({ lab, files, images: await courseImages(imagesOf(lab), getCurriculum().courses) });
}

/** Begins the lab of a lesson in the practice cluster. @throws UserError when it cannot be begun, or is none for the practice cluster */
export async function beginLesson(id: string, options: ClusterOptions): Promise<BegunLab> {
  if (!labOf(id).lab.cluster)
    throw new UserError(
      `The lab of "${id}" does not say in what state it begins: its lab.yaml has no "cluster". CONTRIBUTING.md shows what stands there.`,
    );
  return told(id, (await hostOf(id)).begin(options));
}

/** Brings the practice cluster into the state in which a recorded session of a lesson begins. @throws UserError when it cannot, or there is no such session */
export async function beginSession(
  id: string,
  file: string,
  options: ClusterOptions,
): Promise<{ practice: Practice; session: LabSession }> {
  const { sessions } = labOf(id).lab;
  const session = sessions.find((one) => one.file === file);
  if (!session)
    throw new UserError(
      `The lab.yaml of "${id}" has no session "${file}". ${sessions.length === 0 ? 'It has none.' : `Its sessions: ${sessions.map((one) => one.file).join(', ')}.`}`,
    );
  if (session.unplayed !== undefined)
    throw new UserError(`The practice cluster cannot play "${file}": ${session.unplayed}`);
  return { practice: await told(id, (await hostOf(id)).beginSession(session, options)), session };
}

async function told<Begun>(id: string, begun: Promise<Begun>): Promise<Begun> {
  try {
    return await begun;
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
