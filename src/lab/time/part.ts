const all = new Set<Part<unknown>>();

/**
 * Modules that are loaded later than the rest. Whoever uses them has had them loaded before, with {@link Clock.load}, so that the time
 * that this takes is nobody's: `here` never waits.
 */
export class Part<Module> {
  readonly #name: string;
  readonly #reach: () => Promise<Module>;
  #module: Module | undefined;

  /** @param name what it is, for people. @param reach a dynamic import: bundlers make a file of its own of what only it needs. */
  constructor(name: string, reach: () => Promise<Module>) {
    this.#name = name;
    this.#reach = reach;
    all.add(this);
  }

  /** Has it come; at once if it is there. @throws Error when it cannot be reached */
  async load(): Promise<Module> {
    if (this.#module !== undefined) return this.#module;
    try {
      this.#module = await this.#reach();
      return this.#module;
    } catch (problem) {
      const why = problem instanceof Error ? problem.message : String(problem);
      throw new Error(
        `a part of the practice cluster (${this.#name}) cannot be loaded: ${why}. Check the connection, then do it again.`,
      );
    }
  }

  /** The modules. @throws Error if nobody has had them loaded */
  get here(): Module {
    if (this.#module === undefined) throw new Error(`The part "${this.#name}" is used before it is loaded.`);
    return this.#module;
  }
}

/**
 * Loads all parts one after the other, those that parts bring included: for the time after the prompt is there, so that nothing has to be
 * reached any more. @param pause what is waited for before each. @throws Error when one cannot be reached
 */
export async function loadAll(pause: () => Promise<void> = () => Promise.resolve()): Promise<void> {
  // A set also gives what is added while one goes through it.
  for (const part of all) {
    await pause();
    await part.load();
  }
}
