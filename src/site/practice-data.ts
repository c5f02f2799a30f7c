import { createHash } from 'node:crypto';
import type { Course, HandsOnForm, Lesson } from '../curriculum/model.ts';
import type { LabSession } from '../curriculum/schema/lab.ts';
import { type LabStart, startSchema } from '../curriculum/schema/lab-cluster.ts';
import { isPlayed, startFiles, statesOf } from '../curriculum/schema/lab-start.ts';
import type { AttemptLab } from '../lab/attempt/attempt.ts';
import { SESSION_SEED } from '../lab/runner/session.ts';
import { declaredImages } from '../lab-host/declared-images.ts';
import { filesWithoutMarkers } from '../rendering/region.ts';

/** What decides how an attempt goes on; titles and conditions may be mended meanwhile. */
export const digestOf = (...parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);

/** What the practice cluster needs of a state in which something begins: the state, its files, whether programs of the course run in it. */
function stateOf(start: LabStart, files: Lesson['files'], courses: readonly Course[]) {
  const named = new Set(startFiles(start));
  return {
    start,
    hasPrograms: statesOf(start).some(({ images }) => images.some((image) => declaredImages(courses).has(image))),
    files: Object.fromEntries([...filesWithoutMarkers(files)].filter(([name]) => named.has(name))),
  };
}

/**
 * What the practice cluster needs of a lesson's lab: its first state, what holds when tasks are done, and the files that lie in the
 * folder; undefined if the lab is none for it. Texts of tasks stand in the page.
 */
export function practiceData({ id, lab, files }: Lesson, courses: readonly Course[]): AttemptLab | undefined {
  if (!lab?.cluster) return undefined;
  const state = stateOf(lab.cluster, files, courses);
  const tasks = lab.tasks.map(({ id: task, title, check }) => ({
    id: task,
    title,
    // Only people can tell of others, by what stands in the page.
    check: check.kind === 'command' || check.kind === 'answer' ? { kind: 'answer' as const, answer: '' } : check,
  }));
  return { lesson: id, ...state, tasks, digest: digestOf(state.start, state.files) };
}

/** What the practice cluster needs of a form of a hands-on practice exam. @param name of the form, such as ckad/1 */
export function formPractice(name: string, { lab, files }: HandsOnForm, courses: readonly Course[]): AttemptLab {
  const state = stateOf(lab.cluster, files, courses);
  const tasks = lab.tasks.map(({ id, title, check }) => ({ id, title, check }));
  return { lesson: `practice/${name}`, ...state, tasks, digest: digestOf(state.start, state.files) };
}

/** The sessions of a lesson that the practice cluster plays. */
export const playedSessions = ({ lab }: Lesson): LabSession[] => lab?.sessions.filter(isPlayed) ?? [];

/** What the practice cluster needs to begin where a session of a lesson begins: there are no tasks, and names are those of the recording. */
export function sessionData({ id, lab, files }: Lesson, session: LabSession, courses: readonly Course[]): AttemptLab {
  const state = stateOf(session.cluster ?? lab?.cluster ?? startSchema.parse({}), files, courses);
  const { before } = session;
  const digest = digestOf(state.start, state.files, before);
  return { lesson: `${id}#${session.file}`, ...state, before, tasks: [], seed: SESSION_SEED, digest };
}
