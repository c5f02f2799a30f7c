import { mergeProgress, underPresentIds } from './merge-progress.ts';
import { type LessonProgress, lessonPath, type Progress, parseProgress, storedForm } from './progress.ts';

export type { LessonProgress, Progress };

/** What can go wrong with storage; pages say so and go on. */
export type StorageProblem = 'blocked' | 'full' | 'corrupted';

/** Path of this site. Several sites may share an origin (as on GitHub Pages), so the keys of what is stored carry it. */
export const BASE: string = import.meta.env.BASE_URL;
const KEY = `progress:${BASE}`;
const asideOf = (key: string): string => `${key}:unreadable`;
const ASIDE = asideOf(KEY);
const CHANGED = 'progress-changed';

let memory: Progress | undefined;
const problems = new Set<StorageProblem>();
const listeners = new Set<(problem: StorageProblem) => void>();

/** Calls back for every storage problem, those that came before included: who says them comes later than who has them. */
export function onStorageProblem(listener: (problem: StorageProblem) => void): void {
  listeners.add(listener);
  for (const problem of problems) listener(problem);
}

function announce(problem: StorageProblem): void {
  problems.add(problem);
  for (const listener of listeners) listener(problem);
}

/** Progress from a file or from storage, if this version understands it. */
export function understood(value: unknown): Progress | 'invalid' | 'too-new' {
  return parseProgress(value, BASE);
}

function parsed(text: string | null): Progress | undefined {
  try {
    const progress = text === null ? undefined : understood(JSON.parse(text));
    return typeof progress === 'object' ? progress : undefined;
  } catch {
    return undefined;
  }
}

/** Former ids of the lessons that this page names, which say them as "former:present". */
export function formerIds(): Map<string, string> {
  const pairs = [...document.querySelectorAll<HTMLElement>('[data-former]')].flatMap((node) =>
    (node.dataset.former ?? '').split(' ').map((pair) => pair.split(':') as [string, string]),
  );
  return new Map(pairs);
}

/** Keeps progress in this page, because storage does not take it, and says why. */
function keepHere(progress: Progress, problem: unknown): void {
  memory = progress;
  announce(problem instanceof DOMException && problem.name === 'QuotaExceededError' ? 'full' : 'blocked');
}

/** Keeps a text that cannot be read under another key, beside those that were kept before. */
export function setAside(key: string, text: string): void {
  const aside = asideOf(key);
  const before = localStorage.getItem(aside);
  localStorage.setItem(before === null || before === text ? aside : `${aside}:${Date.now()}`, text);
  localStorage.removeItem(key);
}

/** The progress that storage holds. Unreadable data is set aside under another key, never thrown away. */
function stored(): Progress {
  let progress: Progress = { lessons: {} };
  try {
    const text = localStorage.getItem(KEY);
    const present = parsed(text);
    // Set aside by an older version of this site, in another tab or before an update was taken back: this one can read it.
    const before = parsed(localStorage.getItem(ASIDE));
    progress = present ?? progress;
    if (text !== null && !present) {
      announce('corrupted');
      setAside(KEY, text);
    }
    if (before) {
      progress = mergeProgress(progress, before);
      localStorage.setItem(KEY, JSON.stringify(storedForm(progress)));
      localStorage.removeItem(ASIDE);
    }
  } catch (problem) {
    keepHere(progress, problem);
  }
  return progress;
}

/** The progress of this browser, under the present ids of lessons. */
export function readProgress(): Progress {
  const progress = underPresentIds(memory ?? stored(), formerIds());
  const { last } = progress;
  return last ? { ...progress, last: { ...last, path: lessonPath(last.id, BASE) } } : progress;
}

/** Stores progress; what cannot be stored is kept until the page is left. */
export function writeProgress(progress: Progress): void {
  try {
    // While this page could not store anything, another one may have.
    const whole = memory ? mergeProgress(progress, parsed(localStorage.getItem(KEY)) ?? { lessons: {} }) : progress;
    localStorage.setItem(KEY, JSON.stringify(storedForm(whole)));
    memory = undefined;
  } catch (problem) {
    keepHere(progress, problem);
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
  memory = undefined;
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Storage is blocked: there is nothing in it.
  }
  writeProgress({ lessons: {} });
}

/** Calls back whenever what is stored may have changed elsewhere: in another tab, or while this page was left. */
export function onStorageChange(listener: () => void): void {
  addEventListener('storage', listener);
  addEventListener('pageshow', ({ persisted }) => persisted && listener());
}

/** Calls back now and whenever progress changes, in this page or in another tab. */
export function watchProgress(listener: (progress: Progress) => void): void {
  const call = (): void => listener(readProgress());
  document.addEventListener(CHANGED, call);
  onStorageChange(call);
  call();
}
