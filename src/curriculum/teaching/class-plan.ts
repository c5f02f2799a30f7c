/** A part of a lesson that a class spends time on. */
export interface PlanUnit {
  /** Id of the lesson. */
  lesson: string;
  part: 'reading' | 'lab';
  /** Minutes, more than 0. */
  minutes: number;
  /** Minutes of it that are optional: these are cut first. */
  optional: number;
  /** Whether other lessons of the course build on this one. */
  isNeeded: boolean;
}

/** What somebody who plans a class chooses. */
export interface PlanWishes {
  days: number;
  /** Minutes from the beginning to the end of a day, breaks included; a lunch comes besides. */
  minutesPerDay: number;
  withLabs: boolean;
  /** When a day begins, in minutes after midnight. */
  start: number;
}

/** Something that happens on a day, in minutes after midnight. */
export type PlanEntry =
  | { kind: 'unit'; unit: PlanUnit; from: number; to: number /** Whether it goes on later. */; continues: boolean }
  | { kind: 'break' | 'lunch'; from: number; to: number };

/** A plan of a class. */
export interface ClassPlan {
  days: readonly (readonly PlanEntry[])[];
  /** What is left to learners at home, in reading order, with its minutes. */
  home: readonly {
    unit: PlanUnit;
    minutes: number;
    reason: 'no labs' | 'optional' | 'lab' | 'nobody builds on it' | 'no time';
  }[];
  /** Minutes of class that nothing is planned for. */
  free: number;
}

/** After so many minutes without one a class needs a break. */
const MOST_WITHOUT_BREAK = 95;
const BREAK = 15;
const LUNCH = 60;
/** From this length on, a day has a lunch in its middle. */
const LUNCH_FROM = 300;
/** A part that does not fit before a break or the end of a day is begun only if there is time for this much of it. */
const LEAST_PART = 10;

type Home = ClassPlan['home'][number];

/** Places units on days, in their order. Gives the days, and whether everything found a place. */
function pack(
  units: readonly PlanUnit[],
  { days, minutesPerDay, start }: PlanWishes,
): { days: PlanEntry[][]; free: number; fits: boolean } {
  const waiting = units.map((unit) => ({ unit, left: unit.minutes }));
  const plan: PlanEntry[][] = [];
  let free = 0;
  for (let day = 0; day < days; day++) {
    const entries: PlanEntry[] = [];
    let now = start;
    let left = minutesPerDay;
    let sinceBreak = 0;
    let hadLunch = minutesPerDay < LUNCH_FROM;
    while (left > 0 && waiting.length > 0) {
      const [next] = waiting;
      if (!next) break;
      const isLunch = !hadLunch && minutesPerDay - left >= minutesPerDay / 2 - BREAK;
      if (isLunch) {
        entries.push({ kind: 'lunch', from: now, to: now + LUNCH });
        now += LUNCH;
        sinceBreak = 0;
        hadLunch = true;
      }
      const room = Math.min(left, MOST_WITHOUT_BREAK - sinceBreak);
      // What is short is not torn apart.
      const isWhole = next.left <= room;
      if (
        !isWhole &&
        room < left &&
        (room < LEAST_PART || next.left - room < LEAST_PART || next.left <= MOST_WITHOUT_BREAK)
      ) {
        if (left <= BREAK + LEAST_PART) break;
        entries.push({ kind: 'break', from: now, to: now + BREAK });
        now += BREAK;
        left -= BREAK;
        sinceBreak = 0;
        continue;
      }
      if (!isWhole && (room < LEAST_PART || next.left - room < LEAST_PART)) break;
      const minutes = isWhole ? next.left : room;
      next.left -= minutes;
      entries.push({ kind: 'unit', unit: next.unit, from: now, to: now + minutes, continues: next.left > 0 });
      now += minutes;
      left -= minutes;
      sinceBreak += minutes;
      if (next.left === 0) waiting.shift();
    }
    // Nobody has a break before going home.
    const end = entries.findLastIndex(({ kind }) => kind === 'unit') + 1;
    for (const { kind, from, to } of entries.splice(end)) if (kind === 'break') left += to - from;
    free += left;
    plan.push(entries);
  }
  return { days: plan, free, fits: waiting.length === 0 };
}

/** What goes home first, one step after the other: optional parts, then labs, the longest first but not the last one, then what nobody builds on, from the end. */
function* cuts(units: readonly PlanUnit[]): Generator<{ unit: PlanUnit; minutes: number; reason: Home['reason'] }> {
  for (const unit of units) if (unit.optional > 0) yield { unit, minutes: unit.optional, reason: 'optional' };
  const labs = units.filter(({ part }) => part === 'lab');
  const last = labs.at(-1);
  const longest = labs.filter((unit) => unit !== last).sort((one, other) => other.minutes - one.minutes);
  for (const unit of longest) yield { unit, minutes: unit.minutes - unit.optional, reason: 'lab' };
  const texts = units.filter(({ part }) => part === 'reading').reverse();
  for (const unit of texts) if (!unit.isNeeded) yield { unit, minutes: unit.minutes, reason: 'nobody builds on it' };
  if (last) yield { unit: last, minutes: last.minutes - last.optional, reason: 'no time' };
  for (const unit of texts) if (unit.isNeeded) yield { unit, minutes: unit.minutes, reason: 'no time' };
}

/**
 * Plans a class: units in reading order on days with breaks; what has no room goes home, the least missed first. Every minute of
 * every unit is either planned or at home.
 * @throws RangeError if there is no day, or a day has no minute
 */
export function classPlan(units: readonly PlanUnit[], wishes: PlanWishes): ClassPlan {
  if (!(wishes.days >= 1 && wishes.minutesPerDay >= 1)) throw new RangeError('A class has at least a day of a minute.');
  const isIn = ({ part }: PlanUnit): boolean => wishes.withLabs || part === 'reading';
  const all = units.filter(isIn);
  const home: Home[] = units
    .filter((unit) => !isIn(unit))
    .map((unit) => ({ unit, minutes: unit.minutes, reason: 'no labs' }));
  const left = new Map(all.map((unit) => [unit, unit.minutes]));
  const present = (): PlanUnit[] =>
    all.flatMap((unit) => {
      const minutes = left.get(unit) ?? 0;
      return minutes > 0 ? [{ ...unit, minutes }] : [];
    });
  const give = ({ unit }: Home, minutes: number): void => void left.set(unit, (left.get(unit) ?? 0) + minutes);
  let packed = pack(present(), wishes);
  const gone: Home[] = [];
  for (const cut of cuts(all)) {
    if (packed.fits) break;
    if (cut.minutes <= 0) continue;
    give(cut, -cut.minutes);
    gone.push(cut);
    packed = pack(present(), wishes);
  }
  // One that was long may have made room for others: what is missed most comes back first, and nothing optional without the rest.
  const apart = new Map<PlanUnit, Home>();
  for (const cut of gone.reverse()) {
    give(cut, cut.minutes);
    const isAlone = left.get(cut.unit) === cut.minutes && cut.reason === 'optional';
    const again = isAlone ? undefined : pack(present(), wishes);
    if (again?.fits) {
      packed = again;
      continue;
    }
    give(cut, -cut.minutes);
    const known = apart.get(cut.unit);
    apart.set(cut.unit, known ? { ...known, minutes: known.minutes + cut.minutes } : cut);
  }
  home.push(...apart.values());
  const order = new Map(units.map((unit, index) => [unit, index]));
  home.sort((one, other) => (order.get(one.unit) ?? 0) - (order.get(other.unit) ?? 0));
  return { days: packed.days, home, free: packed.free };
}
