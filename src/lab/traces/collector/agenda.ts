/** What is to happen when, in milliseconds of the run. Moments at the same time keep their order. */
export class Agenda {
  now = 0;
  readonly #entries: { at: number; order: number; action: () => void }[] = [];
  #order = 0;

  /** Has something done at a moment. Gives what takes it back. */
  at(moment: number, action: () => void): () => void {
    const entry = { at: Math.max(this.now, moment), order: this.#order++, action };
    this.#entries.push(entry);
    this.#entries.sort((one, other) => one.at - other.at || one.order - other.order);
    return () => {
      const index = this.#entries.indexOf(entry);
      if (index >= 0) this.#entries.splice(index, 1);
    };
  }

  after(milliseconds: number, action: () => void): () => void {
    return this.at(this.now + milliseconds, action);
  }

  /** Lets everything happen, until nothing is left to do. */
  run(): void {
    for (let next = this.#entries.shift(); next; next = this.#entries.shift()) {
      this.now = next.at;
      next.action();
    }
  }
}
