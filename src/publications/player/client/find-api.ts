/** The API of a platform: functions that take and give texts. */
export type Api = Readonly<Record<string, ((...values: string[]) => unknown) | undefined>>;

/** How many windows are looked at, one around or behind the other. */
const MOST_WINDOWS = 20;

/** The API of a window or of one around it. Windows of other origins may not be looked into. */
function above(from: Window, name: string): Api | undefined {
  let at = from;
  for (let count = 0; count < MOST_WINDOWS; count++) {
    try {
      const api = (at as unknown as Readonly<Record<string, unknown>>)[name];
      if (typeof api === 'object' && api !== null) return api as Api;
    } catch {
      // Of another origin; one around it may be of this one.
    }
    if (at.parent === at) return undefined;
    at = at.parent;
  }
  return undefined;
}

/** The window that has opened a window, or the one around it. */
function openerOf(at: Window): Window | null {
  try {
    return (at.opener ?? at.top?.opener ?? null) as Window | null;
  } catch {
    return null;
  }
}

/** Finds an API: in the windows around this one, else around the window that has opened it (SCORM 2004 4th edition, RTE 3.3.6). */
export function findApi(name: string): Api | undefined {
  let from: Window | null = window;
  for (let count = 0; from && count < MOST_WINDOWS; count++) {
    const found = above(from, name);
    if (found) return found;
    from = openerOf(from);
  }
  return undefined;
}
