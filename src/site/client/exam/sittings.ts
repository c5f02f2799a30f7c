import type { Attempt } from '../../../curriculum/practice/attempt.ts';
import { mergeSittings, parseSittings, storedSittings, withSitting } from '../../../curriculum/practice/kept.ts';
import { readKept } from '../kept-text.ts';

/** Several sites may share an origin, so the key carries the path of this one. */
const KEY = `practice-exams:${import.meta.env.BASE_URL}`;

let here: readonly Attempt[] | undefined;

/** The sittings of this browser, the oldest first. What cannot be read is set aside, and not lost. */
export function readSittings(): readonly Attempt[] {
  return here ?? readKept(KEY, parseSittings) ?? [];
}

/** Stores sittings. @returns false where storage does not take them: then they are kept until the page is left. */
function write(attempts: readonly Attempt[]): boolean {
  try {
    localStorage.setItem(KEY, JSON.stringify(storedSittings(attempts)));
    here = undefined;
    return true;
  } catch {
    here = attempts;
    return false;
  }
}

/** Keeps a sitting as it is now. @returns whether storage took it */
export const keepSitting = (attempt: Attempt): boolean => write(withSitting(readSittings(), attempt));

/** Takes a sitting away. */
export function dropSitting({ exam, begun }: Attempt): void {
  write(readSittings().filter((one) => one.exam !== exam || one.begun !== begun));
}

/** Calls back once a sitting was taken away in another tab, which must not come back from this one. */
export function whenThrownAway({ exam, begun }: Attempt, signal: AbortSignal, then: () => void): void {
  const look = ({ key }: StorageEvent): void => {
    if (key !== null && key !== KEY) return;
    if (!readSittings().some((one) => one.exam === exam && one.begun === begun)) then();
  };
  addEventListener('storage', look, { signal });
}

/** Puts sittings of a file to those that are here. */
export function importSittings(attempts: readonly Attempt[]): void {
  if (attempts.length > 0) write(mergeSittings(readSittings(), attempts));
}

/** What a file with the learner's progress has of sittings; undefined without any. */
export function exportedSittings(): unknown {
  const attempts = readSittings();
  return attempts.length === 0 ? undefined : storedSittings(attempts);
}

/** Erases all sittings in this browser. */
export function eraseSittings(): void {
  here = undefined;
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Storage is blocked: there is nothing in it.
  }
}
