import type { Grade } from './hands-on.ts';

/** In an exam the clock goes on whatever happens; in training it can be paused, and nothing ends when the time is up. */
export type Mode = 'exam' | 'training';

/** One sitting of a practice exam, as it is kept. Times are in milliseconds since 1970. */
export interface Attempt {
  exam: string;
  form: number;
  mode: Mode;
  /** How long it lasts, in minutes, when it was begun. */
  minutes: number;
  begun: number;
  /** When it ended: handed in, or by the clock. Undefined while it goes on. */
  ended?: number;
  /** Time in pauses that are over, and since when it is paused now; training alone. */
  paused: number;
  pausedSince?: number;
  /** The items, in their order, each with its options in theirs: another bank draws other forms, and this one stays. */
  items: readonly Sat[];
  /** Position of the item that is shown. */
  at: number;
  /** Of a hands-on form that has ended: how each task was graded, in their order. */
  grades?: readonly Grade[];
  /** What was graded: a digest of the conditions of the form. */
  edition?: string;
}

/** What became of an item in a sitting. Options are positions in the bank. */
export interface Sat {
  id: string;
  options: readonly number[];
  chosen: readonly number[];
  struck: readonly number[];
  isFlagged: boolean;
  /** Milliseconds for which it was shown. */
  shown: number;
}

/** Begins a sitting. @param items of the form, see formsOf. @param now milliseconds since 1970. */
export function begin(
  facts: Pick<Attempt, 'exam' | 'form' | 'mode' | 'minutes'>,
  items: readonly { item: { id: string }; options: readonly number[] }[],
  now: number,
): Attempt {
  const sat = items.map(({ item, options }) => {
    return { id: item.id, options, chosen: [], struck: [], isFlagged: false, shown: 0 };
  });
  return { ...facts, begun: now, paused: 0, items: sat, at: 0 };
}

/** How long it has gone on, in milliseconds, without pauses; never longer than an exam lasts. */
export function elapsed(attempt: Attempt, now: number): number {
  const until = attempt.ended ?? now;
  const pause = attempt.pausedSince === undefined ? 0 : Math.max(0, until - attempt.pausedSince);
  const spent = Math.max(0, until - attempt.begun - attempt.paused - pause);
  return attempt.mode === 'exam' ? Math.min(spent, attempt.minutes * 60_000) : spent;
}

/** How much time is left, in milliseconds; less than nothing in training that takes longer. */
export const left = (attempt: Attempt, now: number): number => attempt.minutes * 60_000 - elapsed(attempt, now);

/** Ends an exam whose time is up, at the moment when it was: a closed lid stops no clock. Others stay as they are. */
export function atTime(attempt: Attempt, now: number): Attempt {
  if (attempt.mode !== 'exam' || attempt.ended !== undefined || left(attempt, now) > 0) return attempt;
  return { ...attempt, ended: attempt.begun + attempt.minutes * 60_000 };
}

function change(attempt: Attempt, at: number, sat: (before: Sat) => Sat): Attempt {
  if (attempt.ended !== undefined) return attempt;
  return { ...attempt, items: attempt.items.map((item, index) => (index === at ? sat(item) : item)) };
}

/** Chooses an option of the item that is shown, or takes it back. @param several whether others stay chosen; a struck one is chosen no more. */
export function choose(attempt: Attempt, option: number, several: boolean): Attempt {
  return change(attempt, attempt.at, (sat) => {
    const isChosen = sat.chosen.includes(option);
    const others = several ? sat.chosen.filter((one) => one !== option) : [];
    const chosen = isChosen && several ? others : [...others, option].sort((one, other) => one - other);
    return { ...sat, chosen, struck: sat.struck.filter((one) => one !== option) };
  });
}

/** Strikes an option of the item that is shown out, or takes that back; what is struck is not chosen. */
export function strike(attempt: Attempt, option: number): Attempt {
  return change(attempt, attempt.at, (sat) =>
    sat.struck.includes(option)
      ? { ...sat, struck: sat.struck.filter((one) => one !== option) }
      : { ...sat, struck: [...sat.struck, option], chosen: sat.chosen.filter((one) => one !== option) },
  );
}

/** Flags the item that is shown, or takes the flag away. */
export const flag = (attempt: Attempt): Attempt =>
  change(attempt, attempt.at, (sat) => ({ ...sat, isFlagged: !sat.isFlagged }));

/** Shows another item. @param shown for how long the one before was shown, in milliseconds. */
export function goTo(attempt: Attempt, at: number, shown: number): Attempt {
  const to = Math.max(0, Math.min(attempt.items.length - 1, at));
  return { ...change(attempt, attempt.at, (sat) => ({ ...sat, shown: sat.shown + Math.max(0, shown) })), at: to };
}

/** Pauses training, or goes on; an exam cannot be paused. */
export function pause(attempt: Attempt, now: number): Attempt {
  if (attempt.mode === 'exam' || attempt.ended !== undefined) return attempt;
  const { pausedSince, ...rest } = attempt;
  return pausedSince === undefined
    ? { ...attempt, pausedSince: now }
    : { ...rest, paused: rest.paused + Math.max(0, now - pausedSince) };
}

/** Keeps how a hands-on form that has ended was graded. @param edition of its conditions */
export const graded = (attempt: Attempt, grades: readonly Grade[], edition: string): Attempt =>
  attempt.ended === undefined ? attempt : { ...attempt, grades, edition };

/** Hands a sitting in. */
export function handIn(attempt: Attempt, now: number): Attempt {
  if (attempt.ended !== undefined) return attempt;
  const going = attempt.pausedSince === undefined ? attempt : pause(attempt, now);
  return { ...going, ended: going.begun + going.paused + elapsed(going, now) };
}
