import type { Part } from './part.ts';

/** Something that is to happen later; `cancel` takes it back. */
export interface Timer {
  cancel(): void;
}

interface Entry {
  at: number;
  /** Entries of the same moment happen in the order in which they were made. */
  order: number;
  action: () => void;
}

/** Something waits, and nothing is left that could end it. */
export class Standstill extends Error {}

/**
 * The only clock of the practice cluster: milliseconds since 1970, in UTC. It stands still until somebody moves it, so that what happens
 * depends on nothing else: not on how fast the machine is, and not on what else it does. Whoever shows the cluster to a person moves
 * it with the time of the day (`src/lab/time/pace.ts`); whoever replays a session moves it from one timer to the next.
 */
export class Clock {
  #now: number;
  #order = 0;
  #entries: Entry[] = [];
  /** How many wait for something outside and have not had their turn yet, and the turn of the last one. */
  #outside = 0;
  #lastTurn: Promise<void> = Promise.resolve();

  constructor(start: number) {
    this.#now = start;
  }

  /** The present moment, in milliseconds since 1970. */
  now(): number {
    return this.#now;
  }

  /** Has something done after a number of milliseconds. */
  after(milliseconds: number, action: () => void): Timer {
    if (milliseconds === Number.POSITIVE_INFINITY) return { cancel: () => {} };
    const entry: Entry = { at: this.#now + Math.max(0, Math.round(milliseconds)), order: this.#order++, action };
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#entries[middle] as Entry).at <= entry.at) low = middle + 1;
      else high = middle;
    }
    this.#entries.splice(low, 0, entry);
    return {
      cancel: () => {
        const index = this.#entries.indexOf(entry);
        if (index >= 0) this.#entries.splice(index, 1);
      },
    };
  }

  /** A promise that is kept after a number of milliseconds, or at once when `signal` is raised. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const stop = (): void => {
        timer.cancel();
        resolve();
      };
      // A signal that lives for long must not remember every sleep.
      const timer = this.after(milliseconds, () => {
        signal?.removeEventListener('abort', stop);
        resolve();
      });
      signal?.addEventListener('abort', stop);
    });
  }

  /** When the next timer is due; undefined if there is none. */
  next(): number | undefined {
    return this.#entries[0]?.at;
  }

  /** Moves to a moment, in whole milliseconds; all timers that are due by then have their turn, each at its own moment, with what follows from it. */
  async moveTo(moment: number): Promise<void> {
    await this.#settle();
    for (let due = this.#entries[0]; due !== undefined && due.at <= moment; due = this.#entries[0]) {
      this.#entries.shift();
      this.#now = Math.max(this.#now, due.at);
      due.action();
      await this.#settle();
    }
    this.#now = Math.max(this.#now, Math.floor(moment));
  }

  /** As {@link moveTo}, at once: for what waits for nothing but timers. */
  runTo(moment: number): void {
    for (let due = this.#entries[0]; due !== undefined && due.at <= moment; due = this.#entries[0]) {
      this.#entries.shift();
      this.#now = Math.max(this.#now, due.at);
      due.action();
    }
    this.#now = Math.max(this.#now, moment);
  }

  /** Moves by a number of milliseconds. */
  step(milliseconds: number): Promise<void> {
    return this.moveTo(this.#now + milliseconds);
  }

  /**
   * Moves from timer to timer until a promise is kept or broken, and gives what it gives.
   * @throws Standstill when no timer is left and the promise still waits: then nothing could ever end it.
   */
  async until<Result>(promise: Promise<Result>): Promise<Result> {
    let isDone = false;
    const mark = (): void => {
      isDone = true;
    };
    promise.then(mark, mark);
    for (await this.#settle(); !isDone; await this.#settle()) {
      const due = this.next();
      if (due === undefined) throw new Standstill('Something waits for what cannot happen: no timer is left.');
      await this.moveTo(due);
    }
    return promise;
  }

  /**
   * Waits until a part is there, and gives it; see {@link outside}.
   * @throws Error when it cannot be reached
   */
  load<Module>(part: Part<Module>): Promise<Module> {
    return this.outside(() => part.load());
  }

  /**
   * Waits for something outside of the practice cluster: what a server sends, what a worker answers. The clock stands still as long as that takes.
   * Those who wait go on in the order in which they asked, each after all else that needs no time, whether they had to wait or not: what
   * happens depends on no connection and on no machine. What is waited for may not depend on this clock, nor on another one that waits so.
   */
  async outside<Result>(begin: () => Promise<Result>): Promise<Result> {
    const before = this.#lastTurn;
    let end = (): void => undefined;
    this.#lastTurn = new Promise((resolve) => {
      end = resolve;
    });
    this.#outside++;
    try {
      const coming = begin();
      // Who asked earlier goes on earlier, whatever comes of this one.
      await Promise.allSettled([before, coming]);
      await turn();
      return await coming;
    } finally {
      this.#outside--;
      end();
    }
  }

  /** Lets everything happen that needs no time of this clock. */
  async #settle(): Promise<void> {
    await turn();
    while (this.#outside > 0) {
      await this.#lastTurn;
      await turn();
    }
  }
}

/** Calls back once all promises that are ready have had their turn: a task of its own, without waiting for any time. */
const afterTurns: (action: () => void) => void =
  typeof setImmediate === 'function'
    ? (action) => setImmediate(action)
    : (action) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          port1.close();
          action();
        };
        port2.postMessage(undefined);
      };

/** Lets everything happen that needs no time. */
export function turn(): Promise<void> {
  return new Promise((resolve) => afterTurns(resolve));
}
