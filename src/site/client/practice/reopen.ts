import { lessonId } from '../lesson-parts.ts';

/** Several sites may share an origin, so the key carries the path of this one. */
const KEY = `practice-open:${import.meta.env.BASE_URL}`;

/** What the lab or the session of a button is kept under. */
export function idOf({ dataset: { session } }: HTMLElement): string {
  return session === undefined ? lessonId : `${lessonId}#${session}`;
}

/** Remembers, as long as the tab is open, which lab or session is: after a reload it opens by itself. */
export function remember(id: string | undefined): void {
  try {
    if (id === undefined) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, id);
  } catch {
    // Storage is blocked: the lab is opened by hand.
  }
}

/** Whether what a button opens was open when the page was left. */
export function wasOpen(opener: HTMLElement): boolean {
  try {
    return sessionStorage.getItem(KEY) === idOf(opener);
  } catch {
    return false;
  }
}
