/** What a learner did with one lesson. Dates are ISO 8601. */
export interface LessonProgress {
  visited: string;
  completed?: string;
  /** Results by quiz item id. */
  quiz?: Record<string, { right: boolean; tries: number }>;
}

/** All progress, under lesson ids that survive moved and renamed pages. */
export interface Progress {
  version: 1;
  lessons: Record<string, LessonProgress>;
  /** The lesson that was read last; its path lies on this site. */
  last?: { id: string; title: string; path: string };
}

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** A date as Date writes it; more of a date than its day is nobody's business elsewhere, but it is kept. */
const DATE = /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/;
/** More lessons, items and letters than any curriculum has: what is beyond them was not written by a page of ours. */
const MOST_LESSONS = 20_000;
const MOST_ITEMS = 500;
const LONGEST_TITLE = 500;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isDate = (value: unknown): value is string => typeof value === 'string' && DATE.test(value);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

function readQuiz(value: unknown): LessonProgress['quiz'] | undefined {
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value);
  if (entries.length > MOST_ITEMS) return undefined;
  const quiz: NonNullable<LessonProgress['quiz']> = {};
  for (const [id, result] of entries) {
    if (!ID.test(id) || !isObject(result) || typeof result.right !== 'boolean' || !isCount(result.tries))
      return undefined;
    quiz[id] = { right: result.right, tries: result.tries };
  }
  return quiz;
}

function readLesson(value: unknown): LessonProgress | undefined {
  if (!isObject(value) || !isDate(value.visited)) return undefined;
  if (value.completed !== undefined && !isDate(value.completed)) return undefined;
  const quiz = value.quiz === undefined ? {} : readQuiz(value.quiz);
  if (!quiz) return undefined;
  return {
    visited: value.visited,
    ...(value.completed === undefined ? {} : { completed: value.completed }),
    ...(Object.keys(quiz).length > 0 ? { quiz } : {}),
  };
}

/** The lesson that was read last, with the address that it has on this site: no other address is ever followed. */
function readLast(value: unknown, base: string): Progress['last'] | undefined {
  if (!isObject(value) || typeof value.id !== 'string' || !ID.test(value.id)) return undefined;
  if (typeof value.title !== 'string' || value.title.length > LONGEST_TITLE) return undefined;
  return { id: value.id, title: value.title, path: `${base}lessons/${value.id}/` };
}

/**
 * Progress from storage or from a file, written anew from what this version understands. Nothing else of the data is kept.
 * @param base path of this site, with slashes at both ends.
 */
export function parseProgress(value: unknown, base: string): Progress | 'invalid' | 'too-new' {
  if (!isObject(value) || !isCount(value.version) || !isObject(value.lessons)) return 'invalid';
  if (value.version > 1) return 'too-new';
  const entries = Object.entries(value.lessons);
  if (entries.length > MOST_LESSONS) return 'invalid';
  const lessons: Progress['lessons'] = {};
  for (const [id, entry] of entries) {
    const lesson = ID.test(id) ? readLesson(entry) : undefined;
    if (!lesson) return 'invalid';
    lessons[id] = lesson;
  }
  if (value.last === undefined) return { version: 1, lessons };
  const last = readLast(value.last, base);
  return last ? { version: 1, lessons, last } : 'invalid';
}
