/** Where attempts at labs are kept: in the browser's database, because texts of editors do not fit into its small storage. */
const STORE = 'attempts';

/** The attempts that this browser keeps for a site. */
export class Kept {
  readonly #database: Promise<IDBDatabase | undefined>;

  /** @param base path of the site: several may share an origin */
  constructor(base: string) {
    this.#database = new Promise((resolve) => {
      try {
        const asked = indexedDB.open(`practice:${base}`, 1);
        asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = asked.onblocked = () => resolve(undefined);
      } catch {
        resolve(undefined);
      }
    });
  }

  /** What is kept of a lesson's lab; undefined if there is nothing, or nothing can be kept. */
  async read(lesson: string): Promise<string | undefined> {
    const value = await this.#do('readonly', (store) => store.get(lesson));
    return typeof value === 'string' ? value : undefined;
  }

  /** Keeps a text. Gives whether the browser has taken it. */
  async write(lesson: string, text: string): Promise<boolean> {
    return (await this.#do('readwrite', (store) => store.put(text, lesson))) !== undefined;
  }

  /** Forgets all attempts. */
  async clear(): Promise<void> {
    await this.#do('readwrite', (store) => store.clear());
  }

  async #do(mode: IDBTransactionMode, action: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
    const database = await this.#database;
    if (!database) return undefined;
    return new Promise((resolve) => {
      try {
        const asked = action(database.transaction(STORE, mode).objectStore(STORE));
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => resolve(undefined);
      } catch {
        resolve(undefined);
      }
    });
  }
}
