/** What was found out lately, by texts that say of what: it holds at most twice as many as it is told to, and what is asked for again stays. */
export class Recent<Value extends object> {
  readonly #most: number;
  #young = new Map<string, Value>();
  #old: ReadonlyMap<string, Value> = new Map();

  constructor(most: number) {
    this.#most = most;
  }

  /** What is known by a key; it is made if it is not. @param make gives the same for the same key, and what nobody changes */
  of(key: string, make: () => Value): Value {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const value = this.#old.get(key) ?? make();
    if (this.#young.size >= this.#most) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
    return value;
  }
}
