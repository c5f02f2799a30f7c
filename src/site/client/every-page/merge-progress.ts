import type { LessonProgress, Progress, QuizResult } from './progress.ts';

function mergeResult(one: QuizResult, other: QuizResult): QuizResult {
  const answer = one.answer ?? other.answer;
  return {
    right: one.right || other.right,
    tries: Math.max(one.tries, other.tries),
    ...(answer === undefined ? {} : { answer }),
  };
}

/** Two records of one lesson as one: what was done in either of them is done. Where both have an answer, the first one's stays. */
export function mergeLesson(one: LessonProgress, other: LessonProgress): LessonProgress {
  const quiz = { ...other.quiz };
  for (const [item, result] of Object.entries(one.quiz ?? {})) {
    const known = quiz[item];
    quiz[item] = known ? mergeResult(result, known) : result;
  }
  const earliest = (...dates: (string | undefined)[]): string | undefined =>
    dates.filter((date) => date !== undefined).sort()[0];
  const completed = earliest(one.completed, other.completed);
  const union = (name: 'sections' | 'tasks' | 'reported'): string[] => [
    ...new Set([...(one[name] ?? []), ...(other[name] ?? [])]),
  ];
  const sections = union('sections');
  const tasks = union('tasks');
  const reported = union('reported');
  return {
    visited: earliest(one.visited, other.visited) ?? one.visited,
    ...(completed === undefined ? {} : { completed }),
    ...(completed === undefined && (one.reopened ?? other.reopened) ? { reopened: true } : {}),
    ...(sections.length > 0 ? { sections } : {}),
    ...(tasks.length > 0 ? { tasks } : {}),
    ...(reported.length > 0 ? { reported } : {}),
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
  return { lessons, ...(last ? { last } : {}) };
}

/** Progress under present ids: what was done with a lesson under a former id was done with it. @param former former id to present one. */
export function underPresentIds(progress: Progress, former: ReadonlyMap<string, string>): Progress {
  if (![...former.keys()].some((id) => progress.lessons[id] ?? progress.last?.id === id)) return progress;
  const renamed = Object.entries(progress.lessons).map(([id, lesson]) => ({
    lessons: { [former.get(id) ?? id]: lesson },
  }));
  const { lessons } = renamed.reduce<Progress>(mergeProgress, { lessons: {} });
  const { last } = progress;
  const id = last && former.get(last.id);
  return { lessons, ...(last && { last: id === undefined ? last : { ...last, id } }) };
}
