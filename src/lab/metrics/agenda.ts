/** Something that goes on by itself: at `next` (milliseconds) its turn comes, and then it says a later one. */
export interface Recurring {
  readonly next: number;
  run(): void;
}

/**
 * Lets everything have its turns up to a time, the earliest first; of turns at the same time, in the order of the list. Nothing here
 * looks at a clock: time goes on when somebody says so.
 * @param recurring asked again after each turn, because what goes on may change
 */
export function advance(recurring: () => readonly Recurring[], until: number): void {
  for (;;) {
    let earliest: Recurring | undefined;
    for (const one of recurring()) if (earliest === undefined || one.next < earliest.next) earliest = one;
    if (earliest === undefined || earliest.next > until) return;
    const { next } = earliest;
    earliest.run();
    if (earliest.next <= next && recurring().includes(earliest))
      throw new Error('What goes on has to say a later turn after each one.');
  }
}

/** The first time at or after `from` that lies on a grid of `interval` milliseconds, moved by `offset`. */
export function firstTurn(from: number, interval: number, offset: number): number {
  return Math.ceil((from - offset) / interval) * interval + offset;
}
