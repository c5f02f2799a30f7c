import type { Hooks } from '../node/execute.ts';
import { type Process, SIGNALS, type Signal } from '../node/process.ts';
import type { Clock } from '../time/clock.ts';
import type { Listed } from './inside.ts';

/** The processes of one run of a container. */
export class Processes {
  readonly list = new Map<number, Listed>();
  readonly #clock: Clock;
  #last = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Notes a process; gives its number. */
  add(command: readonly string[], signal: (name: Signal) => void): number {
    // The first process of a container has the number 1, those that others start get larger ones.
    const id = this.#last === 0 ? 1 : this.#last + 6;
    this.#last = id;
    this.list.set(id, { id, command: command.join(' '), begun: this.#clock.now(), signal });
    return id;
  }

  remove(id: number): void {
    this.list.delete(id);
  }
}

/** Those who want to know of signals. */
export class Handlers {
  readonly #handlers = new Set<(name: Signal) => unknown>();

  readonly on = (handler: (name: Signal) => unknown): (() => void) => {
    this.#handlers.add(handler);
    return () => this.#handlers.delete(handler);
  };

  /** Tells of a signal; gives whether anybody listens: those do not who answer with false. */
  tell(name: Signal): boolean {
    return [...this.#handlers].map((handler) => handler(name) !== false).includes(true);
  }
}

/**
 * The first process of a container, as the kernel treats it: a signal for which it has no handler does not end it, unless another process is the first one of the Pod.
 * @see https://man7.org/linux/man-pages/man7/pid_namespaces.7.html
 */
export function firstProcess(
  handlers: Handlers,
  stopping: AbortController,
  hooks: Pick<Hooks, 'exit'>,
  isFirst: boolean,
): Process {
  return {
    signal: (name) => {
      if (name === 'SIGKILL') return stopping.abort();
      if (handlers.tell(name) || isFirst) return;
      stopping.abort();
      hooks.exit(128 + SIGNALS[name]);
    },
  };
}
