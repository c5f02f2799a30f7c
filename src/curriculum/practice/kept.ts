import { isCount, isRecord, must, readStored } from '../stored.ts';
import type { Attempt, Mode, Sat } from './attempt.ts';
import type { Grade } from './hands-on.ts';

/** Version of the form in which sittings are stored and exported. */
export const SITTINGS_VERSION = 1;
/** Sittings of an exam that are kept; the oldest that have ended make way. */
const MOST = 40;
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const EXAM = /^[A-Z]+$/;
/** Options have positions from 0 to 5, each a digit. */
const POSITIONS = /^[0-5]{0,6}$/;
/** Conditions of a task: 1 for each that held, and 0 for each that did not. */
const MET = /^[01]{0,20}$/;
const DIGEST = /^[0-9a-f]{16}$/;

function positions(value: unknown): number[] {
  must(typeof value === 'string' && POSITIONS.test(value) && new Set(value).size === value.length);
  return [...value].map(Number);
}

function readSat(value: unknown): Sat {
  must(Array.isArray(value) && value.length === 6);
  const [id, options, chosen, struck, isFlagged, shown] = value as unknown[];
  must(typeof id === 'string' && ID.test(id) && (isFlagged === 0 || isFlagged === 1) && isCount(shown));
  return {
    id,
    options: positions(options),
    chosen: positions(chosen),
    struck: positions(struck),
    isFlagged: isFlagged === 1,
    shown: shown * 1000,
  };
}

function readGrade(value: unknown): Grade {
  must(Array.isArray(value) && value.length === 4);
  const [id, weight, credit, met] = value as unknown[];
  must(typeof id === 'string' && ID.test(id) && isCount(weight) && weight <= 100);
  must(typeof credit === 'number' && credit >= 0 && credit <= 1 && typeof met === 'string' && MET.test(met));
  return { id, weight, credit, met: [...met].map((one) => one === '1') };
}

function readAttempt(value: unknown): Attempt {
  must(isRecord(value) && Array.isArray(value.items) && value.items.length > 0 && value.items.length <= 200);
  const { exam, form, mode, minutes, begun, ended, paused, pausedSince, at } = value;
  must(typeof exam === 'string' && EXAM.test(exam) && isCount(form) && form > 0);
  must(
    (mode === 'exam' || mode === 'training') && isCount(minutes) && isCount(begun) && isCount(paused) && isCount(at),
  );
  must((ended === undefined || isCount(ended)) && (pausedSince === undefined || isCount(pausedSince)));
  const { grades, edition } = value;
  must(grades === undefined || (Array.isArray(grades) && grades.length <= 200));
  must(edition === undefined || (typeof edition === 'string' && DIGEST.test(edition)));
  const items = value.items.map(readSat);
  must(at < items.length);
  return {
    ...{ exam, form, minutes, begun, paused, at, items },
    mode: mode as Mode,
    ...(ended === undefined ? {} : { ended }),
    ...(pausedSince === undefined ? {} : { pausedSince }),
    ...(grades === undefined ? {} : { grades: grades.map(readGrade) }),
    ...(edition === undefined ? {} : { edition }),
  };
}

const storedSat = ({ id, options, chosen, struck, isFlagged, shown }: Sat): unknown => [
  id,
  options.join(''),
  chosen.join(''),
  struck.join(''),
  Number(isFlagged),
  Math.round(shown / 1000),
];

const storedGrade = ({ id, weight, credit, met }: Grade): unknown => [id, weight, credit, met.map(Number).join('')];

/** Sittings in the form in which they are stored and exported. */
export const storedSittings = (attempts: readonly Attempt[]): unknown => ({
  version: SITTINGS_VERSION,
  attempts: attempts.map((attempt) => ({
    ...attempt,
    items: attempt.items.map(storedSat),
    ...(attempt.grades ? { grades: attempt.grades.map(storedGrade) } : {}),
  })),
});

/** Sittings from storage or from a file, written anew from what is understood; undefined if it is none, or of a later version. */
export function parseSittings(value: unknown): Attempt[] | undefined {
  return readStored(() => {
    must(isRecord(value) && value.version === SITTINGS_VERSION && Array.isArray(value.attempts));
    must(value.attempts.length <= 10_000);
    return value.attempts.map(readAttempt);
  });
}

const keyOf = ({ exam, begun }: Attempt): string => `${exam} ${begun}`;

/** Whether a state of a sitting is not to be followed by another one: what was graded stays, and what has ended does not go on. */
const isOver = (known: Attempt, next: Attempt): boolean =>
  known.grades !== undefined || (known.ended !== undefined && next.ended === undefined);

/**
 * Sittings with another one put in, or in the place of its earlier state; of each exam so many as are kept. Where the same sitting is open
 * in two tabs, the one that still goes on does not undo the end that the other one has brought.
 */
export function withSitting(attempts: readonly Attempt[], one: Attempt): Attempt[] {
  const known = attempts.find((other) => keyOf(other) === keyOf(one));
  if (known && isOver(known, one)) return [...attempts];
  const others = attempts.filter((other) => keyOf(other) !== keyOf(one));
  const all = [...others, one].sort((first, second) => first.begun - second.begun);
  const own = all.filter(({ exam, ended }) => exam === one.exam && ended !== undefined);
  const gone = new Set(own.slice(0, Math.max(0, own.length - MOST)));
  return all.filter((attempt) => !gone.has(attempt));
}

/** Two records of sittings as one: of the same sitting the one that ended and was graded, or was answered more. */
export function mergeSittings(present: readonly Attempt[], imported: readonly Attempt[]): Attempt[] {
  const answered = ({ items }: Attempt): number => items.filter(({ chosen }) => chosen.length > 0).length;
  return imported.reduce<Attempt[]>(
    (all, one) => {
      const known = all.find((other) => keyOf(other) === keyOf(one));
      const isKnownBetter =
        known &&
        (known.grades !== undefined || one.grades === undefined) &&
        (known.ended !== undefined || (one.ended === undefined && answered(known) >= answered(one)));
      return isKnownBetter ? all : withSitting(all, one);
    },
    [...present],
  );
}
