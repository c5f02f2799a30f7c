import { turn } from '../../time/clock.ts';
import { bound } from './flow.ts';

/** What reading the clock costs, in milliseconds: no two readings are the same, as on a machine. */
const READING_MS = 0.01;
/** More than this in one run is a program that never comes to rest. */
const MOST_TURNS = 200_000;

interface Entry {
  at: number;
  order: number;
  action: () => void;
}

/** Time as the services see it: it goes on when all of them wait, to the next moment at which something is to happen. */
export class Loop {
  /** Milliseconds since the run began. */
  now = 0;
  readonly #entries: Entry[] = [];
  #order = 0;

  /** Reads the clock. */
  read(): number {
    this.now += READING_MS;
    return this.now;
  }

  /** Has something done after some milliseconds, in the frame of now. Gives what takes it back. */
  after(milliseconds: number, action: () => void): () => void {
    const wait = Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : 0;
    const entry: Entry = { at: this.now + wait, order: ++this.#order, action: bound(action) };
    let [low, high] = [0, this.#entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#entries[middle] as Entry).at <= entry.at) low = middle + 1;
      else high = middle;
    }
    this.#entries.splice(low, 0, entry);
    return () => {
      const index = this.#entries.indexOf(entry);
      if (index >= 0) this.#entries.splice(index, 1);
    };
  }

  /** A promise that is kept after some milliseconds. */
  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.after(milliseconds, resolve);
    });
  }

  /** Lets things happen, one after the other. @param until after which moment no more is begun; asked each time. Gives whether it came to rest */
  async run(until: () => number): Promise<boolean> {
    for (let turns = 0; turns < MOST_TURNS; turns++) {
      await turn();
      const next = this.#entries[0];
      if (!next || next.at > until()) return true;
      this.#entries.shift();
      this.now = Math.max(this.now, next.at);
      next.action();
    }
    return false;
  }
}
