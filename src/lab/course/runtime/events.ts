type Listener = (...values: never[]) => unknown;
type Name = string | symbol;

/** `EventEmitter` of Node. @see https://nodejs.org/api/events.html */
export class EventEmitter {
  static defaultMaxListeners = 10;
  static EventEmitter = EventEmitter;
  readonly #listeners = new Map<Name, { listener: Listener; isOnce: boolean }[]>();

  #add(name: Name, listener: Listener, isOnce: boolean, isFirst = false): this {
    const list = this.#listeners.get(name) ?? [];
    this.#listeners.set(name, isFirst ? [{ listener, isOnce }, ...list] : [...list, { listener, isOnce }]);
    this.added(name);
    return this;
  }

  /** Told of each new listener. */
  protected added(_name: Name): void {}

  on(name: Name, listener: Listener): this {
    return this.#add(name, listener, false);
  }

  once(name: Name, listener: Listener): this {
    return this.#add(name, listener, true);
  }

  addListener(name: Name, listener: Listener): this {
    return this.#add(name, listener, false);
  }

  prependListener(name: Name, listener: Listener): this {
    return this.#add(name, listener, false, true);
  }

  off(name: Name, listener: Listener): this {
    const list = this.#listeners.get(name) ?? [];
    const index = list.findLastIndex((one) => one.listener === listener);
    if (index >= 0) this.#listeners.set(name, list.toSpliced(index, 1));
    return this;
  }

  removeListener(name: Name, listener: Listener): this {
    return this.off(name, listener);
  }

  removeAllListeners(name?: Name): this {
    if (name === undefined) this.#listeners.clear();
    else this.#listeners.delete(name);
    return this;
  }

  emit(name: Name, ...values: unknown[]): boolean {
    const list = this.#listeners.get(name) ?? [];
    if (list.length === 0) {
      if (name === 'error')
        throw values[0] instanceof Error ? values[0] : new Error(`Unhandled error. (${String(values[0])})`);
      return false;
    }
    for (const { listener, isOnce } of list) {
      if (isOnce) this.off(name, listener);
      (listener as (...all: unknown[]) => unknown).apply(this, values);
    }
    return true;
  }

  listenerCount(name: Name): number {
    return this.#listeners.get(name)?.length ?? 0;
  }

  listeners(name: Name): Listener[] {
    return (this.#listeners.get(name) ?? []).map(({ listener }) => listener);
  }

  eventNames(): Name[] {
    return [...this.#listeners].filter(([, list]) => list.length > 0).map(([name]) => name);
  }

  setMaxListeners(): this {
    return this;
  }
}

/** A promise of the next event; broken by an event `error`, or when `signal` is raised. */
export function once(
  emitter: EventEmitter | EventTarget,
  name: string,
  options: { signal?: AbortSignal } = {},
): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    options.signal?.addEventListener('abort', () => reject(options.signal?.reason));
    if (!(emitter instanceof EventEmitter)) {
      emitter.addEventListener(name, (event) => resolve([event]), { once: true });
      return;
    }
    const failed = (problem: unknown): void => reject(problem);
    emitter.once(name, (...values: unknown[]) => {
      emitter.off('error', failed as Listener);
      resolve(values);
    });
    if (name !== 'error') emitter.once('error', failed as Listener);
  });
}

/** The module `node:events`. */
export const events = Object.assign(EventEmitter, { once });
