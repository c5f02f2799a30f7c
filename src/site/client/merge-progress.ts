import type { LessonProgress, Progress } from './every-page/storage.ts';

function mergeLesson(one: LessonProgress, other: LessonProgress): LessonProgress {
  const quiz = { ...one.quiz };
  for (const [item, result] of Object.entries(other.quiz ?? {})) {
    const known = quiz[item];
    quiz[item] = known ? { right: known.right || result.right, tries: Math.max(known.tries, result.tries) } : result;
  }
  const completed = [one.completed, other.completed].filter((date) => date !== undefined).sort()[0];
  return {
    visited: [one.visited, other.visited].sort()[0] ?? one.visited,
    ...(completed === undefined ? {} : { completed }),
    ...(Object.keys(quiz).length > 0 ? { quiz } : {}),
  };
}

/** Two records of progress as one: what was done in either of them is done. */
export function mergeProgress(present: Progress, imported: Progress): Progress {
  const lessons = { ...present.lessons };
  for (const [id, lesson] of Object.entries(imported.lessons)) {
    const known = lessons[id];
    lessons[id] = known ? mergeLesson(known, lesson) : lesson;
  }
  const last = present.last ?? imported.last;
  return { version: 1, lessons, ...(last ? { last } : {}) };
}
