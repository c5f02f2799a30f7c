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
  /** The lesson that was read last. */
  last?: { id: string; title: string; path: string };
}

/** What can go wrong with storage; pages say so and go on. */
export type StorageProblem = 'blocked' | 'full' | 'corrupted';

/** Several sites may share an origin (as on GitHub Pages), so the key carries the path of this one. */
const KEY = `progress:${import.meta.env.BASE_URL}`;
const CHANGED = 'progress-changed';

let memory: Progress | undefined;
const listeners = new Set<(problem: StorageProblem) => void>();

/** Calls back for every storage problem. */
export function onStorageProblem(listener: (problem: StorageProblem) => void): void {
  listeners.add(listener);
}

function announce(problem: StorageProblem): void {
  for (const listener of listeners) listener(problem);
}

function empty(): Progress {
  return { version: 1, lessons: {} };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isLessonProgress(value: unknown): value is LessonProgress {
  if (!isObject(value) || typeof value.visited !== 'string') return false;
  if (value.completed !== undefined && typeof value.completed !== 'string') return false;
  return (
    value.quiz === undefined ||
    (isObject(value.quiz) &&
      Object.values(value.quiz).every(
        (result) => isObject(result) && typeof result.right === 'boolean' && typeof result.tries === 'number',
      ))
  );
}

/** Whether data from storage or from a file is progress that this version understands. */
export function checkProgress(value: unknown): 'valid' | 'invalid' | 'too-new' {
  if (!isObject(value) || typeof value.version !== 'number' || !isObject(value.lessons)) return 'invalid';
  if (value.version > 1) return 'too-new';
  if (
    value.last !== undefined &&
    !(
      isObject(value.last) &&
      typeof value.last.id === 'string' &&
      typeof value.last.title === 'string' &&
      typeof value.last.path === 'string'
    )
  )
    return 'invalid';
  return Object.values(value.lessons).every(isLessonProgress) ? 'valid' : 'invalid';
}

/** The stored progress. Unreadable data is set aside under another key, never thrown away. */
export function readProgress(): Progress {
  if (memory) return memory;
  let text: string | null = null;
  try {
    text = localStorage.getItem(KEY);
  } catch {
    announce('blocked');
  }
  if (text === null) return empty();
  try {
    const value: unknown = JSON.parse(text);
    if (checkProgress(value) === 'valid') return value as Progress;
  } catch {
    // Not JSON: set aside below, like every other unreadable record.
  }
  try {
    localStorage.setItem(`${KEY}:unreadable`, text);
    localStorage.removeItem(KEY);
  } catch {
    memory = empty();
  }
  announce('corrupted');
  return empty();
}

/** Stores progress; what cannot be stored is kept until the page is left. */
export function writeProgress(progress: Progress): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(progress));
    memory = undefined;
  } catch (problem) {
    memory = progress;
    announce(problem instanceof DOMException && problem.name === 'QuotaExceededError' ? 'full' : 'blocked');
  }
  document.dispatchEvent(new Event(CHANGED));
}

/** Changes the progress of one lesson. */
export function updateLesson(id: string, change: (lesson: LessonProgress) => LessonProgress): void {
  const progress = readProgress();
  const lesson = progress.lessons[id] ?? { visited: new Date().toISOString() };
  writeProgress({ ...progress, lessons: { ...progress.lessons, [id]: change(lesson) } });
}

/** Erases all progress in this browser. */
export function eraseProgress(): void {
  writeProgress(empty());
}

/** Calls back now and whenever progress changes, in this page or in another tab. */
export function watchProgress(listener: (progress: Progress) => void): void {
  const call = (): void => listener(readProgress());
  document.addEventListener(CHANGED, call);
  addEventListener('storage', call);
  call();
}
