/** Several sites may share an origin, so the key carries the path of this one. */
const KEY = `practice-open:${import.meta.env.BASE_URL}`;

/** Remembers, as long as the tab is open, which lab is: after a reload it opens by itself. */
export function remember(lesson: string | undefined): void {
  try {
    if (lesson === undefined) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, lesson);
  } catch {
    // Storage is blocked: the lab is opened by hand.
  }
}

/** Whether the lab of a lesson was open when the page was left. */
export function wasOpen(lesson: string): boolean {
  try {
    return sessionStorage.getItem(KEY) === lesson;
  } catch {
    return false;
  }
}
