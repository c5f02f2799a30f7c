/** What is none of what a browser should have kept: it ends its reading. */
class Invalid extends Error {}

/** For those who read what a browser has kept, or a file that somebody brings. @throws unless something holds; readStored catches it */
export function must(holds: boolean): asserts holds {
  if (!holds) throw new Invalid();
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a value is a whole number from 0 on. */
export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** What was read; undefined if something that must hold did not. */
export function readStored<Read>(read: () => Read): Read | undefined {
  try {
    return read();
  } catch (problem) {
    if (problem instanceof Invalid) return undefined;
    throw problem;
  }
}
