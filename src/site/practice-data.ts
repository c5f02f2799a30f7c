import { createHash } from 'node:crypto';
import type { Course, Lesson } from '../curriculum/model.ts';
import type { AttemptLab } from '../lab/attempt/attempt.ts';
import { declaredImages } from '../lab-host/images.ts';

/**
 * What the practice cluster needs of a lesson's lab: its first state, what holds when tasks are done, and the files that lie in the
 * folder; undefined if the lab is none for it. Texts of tasks stand in the page.
 */
export function practiceData({ id, lab, files }: Lesson, courses: readonly Course[]): AttemptLab | undefined {
  if (!lab?.cluster) return undefined;
  const { cluster: start } = lab;
  const named = new Set([...start.files, ...start.apply, ...start.faults]);
  const data = {
    lesson: id,
    start,
    tasks: lab.tasks.map(({ id: task, title, check }) => ({
      id: task,
      title,
      // Only people can tell of others, by what stands in the page.
      check: check.kind === 'command' || check.kind === 'answer' ? { kind: 'answer' as const, answer: '' } : check,
    })),
    hasPrograms: start.images.some((image) => declaredImages(courses).has(image)),
    files: Object.fromEntries([...files].filter(([name]) => named.has(name)).map(([name, { text }]) => [name, text])),
  };
  // What decides how an attempt goes on; titles and conditions may be mended meanwhile.
  const digest = createHash('sha256')
    .update(JSON.stringify([start, data.files]))
    .digest('hex')
    .slice(0, 16);
  return { ...data, digest };
}
