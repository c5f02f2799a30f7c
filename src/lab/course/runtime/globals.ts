import type { Loop } from './loop.ts';

/** `Date` by the clock of the practice cluster. */
export function dateOf(loop: Loop): unknown {
  class PracticeDate extends Date {
    constructor(...values: unknown[]) {
      if (values.length === 0) super(loop.now);
      else super(...(values as [number]));
    }

    static override now(): number {
      return loop.now;
    }

    static override [Symbol.hasInstance](value: unknown): boolean {
      return Object.prototype.toString.call(value) === '[object Date]';
    }
  }
  // Called without "new" it gives a text.
  const made = new Proxy(PracticeDate, { apply: () => new PracticeDate().toString() });
  Object.defineProperty(PracticeDate, 'name', { value: 'Date' });
  return made;
}

/** Timers of Node: global, of `node:timers`, and of `node:timers/promises`. */
export function timersOf(loop: Loop): { timers: Record<string, unknown>; promises: Record<string, unknown> } {
  type Action = (...values: unknown[]) => void;
  const set =
    (isRepeated: boolean) =>
    (action: Action, milliseconds?: unknown, ...values: unknown[]) => {
      if (typeof action !== 'function')
        throw Object.assign(new TypeError('The "callback" argument must be of type function.'), {
          code: 'ERR_INVALID_ARG_TYPE',
        });
      return loop.setTimer(() => action(...values), milliseconds, isRepeated);
    };
  const clear = (handle: unknown): void => {
    if (handle !== undefined && handle !== null) loop.clearTimer(handle);
  };
  const timers = {
    setTimeout: set(false),
    setInterval: set(true),
    setImmediate: (action: Action, ...values: unknown[]) => loop.setImmediate(() => action(...values)),
    clearTimeout: clear,
    clearInterval: clear,
    clearImmediate: (handle: unknown) => loop.clearImmediate(handle),
  };
  const wait = (
    milliseconds?: unknown,
    value?: unknown,
    { signal, ref = true }: { signal?: AbortSignal; ref?: boolean } = {},
  ): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const timer = loop.setTimer(() => resolve(value), milliseconds, false);
      if (!ref) timer.unref();
      const stop = (): void => {
        loop.clearTimer(timer);
        reject(
          Object.assign(new Error('The operation was aborted'), {
            name: 'AbortError',
            code: 'ABORT_ERR',
            cause: signal?.reason,
          }),
        );
      };
      if (signal?.aborted) stop();
      else signal?.addEventListener('abort', stop, { once: true });
    });
  const promises = {
    setTimeout: wait,
    setImmediate: (value?: unknown) => new Promise((resolve) => loop.setImmediate(() => resolve(value))),
    async *setInterval(milliseconds?: unknown, value?: unknown) {
      for (;;) {
        await wait(milliseconds);
        yield value;
      }
    },
    scheduler: { wait: (milliseconds: unknown) => wait(milliseconds), yield: () => wait(1) },
  };
  return { timers: { ...timers, promises }, promises };
}

/** `AbortSignal`, whose time-outs are on the clock of the practice cluster. */
export function signalOf(loop: Loop): unknown {
  return Object.defineProperties(class AbortSignal {}, {
    timeout: {
      value: (milliseconds: number) => {
        const controller = new AbortController();
        const end = (): void =>
          controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
        loop.setTimer(end, milliseconds, false).unref();
        return controller.signal;
      },
    },
    abort: { value: (reason?: unknown) => AbortSignal.abort(reason) },
    any: { value: (signals: AbortSignal[]) => AbortSignal.any(signals) },
    [Symbol.hasInstance]: { value: (value: unknown) => value instanceof AbortSignal },
  });
}

/** `performance`, from the beginning of the program on. */
export function performanceOf(loop: Loop): object {
  return {
    now: () => loop.now - loop.begun,
    timeOrigin: loop.begun,
    mark: () => {},
    measure: () => {},
    toJSON: () => ({}),
  };
}
