import { type LessonProgress, type Progress, parseProgress } from './progress.ts';

export type { LessonProgress, Progress };

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

/** Progress from a file or from storage, if this version understands it. */
export function understood(value: unknown): Progress | 'invalid' | 'too-new' {
  return parseProgress(value, import.meta.env.BASE_URL);
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
    const progress = understood(JSON.parse(text));
    if (typeof progress === 'object') return progress;
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
