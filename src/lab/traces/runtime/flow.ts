/** What is stored along a chain of asynchronous calls, by storage. Never changed, only replaced. */
export type Frame = ReadonlyMap<object, unknown>;

type Call = (...values: unknown[]) => unknown;

/** Nothing is stored: what a process begins with. */
export const ROOT: Frame = new Map();

let current: Frame = ROOT;

const nativeThen: typeof Promise.prototype.then = Promise.prototype.then;

/** The frame of the code that runs now. */
export const frame = (): Frame => current;

/** Does something in a frame. */
export function within<Result>(inner: Frame, action: () => Result): Result {
  const before = current;
  current = inner;
  try {
    return action();
  } finally {
    current = before;
  }
}

/** The same function, which always runs in the frame that is current now. */
export function bound<Function extends Call>(action: Function): Function {
  const inner = current;
  return function (this: unknown, ...values: unknown[]) {
    return within(inner, () => action.apply(this, values));
  } as Function;
}

/** What an `await` has waited for, and the frame in which it waited. */
type Settled = { inner: Frame; value: unknown } | { inner: Frame; problem: unknown };

/** Put before what is awaited (see transform.ts): remembers the frame. */
export function suspend(value: unknown): Promise<Settled> {
  const inner = current;
  return nativeThen.call(
    Promise.resolve(value),
    (kept) => ({ inner, value: kept }),
    (problem: unknown) => ({ inner, problem }),
  ) as Promise<Settled>;
}

/** Put around an `await`: what follows runs in the frame in which it waited. */
export function resume(settled: Settled): unknown {
  current = settled.inner;
  if ('problem' in settled) throw settled.problem;
  return settled.value;
}

/** Puts a frame back, around a loop that awaits by itself. */
export function restore(inner: Frame): void {
  current = inner;
}

/** Waits for a promise without leaving traces in frames. */
export function settle(value: unknown, kept: Call, broken: Call): void {
  void nativeThen.call(Promise.resolve(value), kept, broken);
}

/**
 * Lets callbacks of promises run in the frame in which they were given, as Node does.
 * @see https://nodejs.org/api/async_context.html#troubleshooting-context-loss
 */
export function followPromises(): void {
  const bind = (action: unknown): unknown => (typeof action === 'function' ? bound(action as Call) : action);
  // biome-ignore lint/suspicious/noThenProperty: promises of the learner's code are followed by it
  Promise.prototype.then = function (this: Promise<unknown>, kept?: unknown, broken?: unknown) {
    return nativeThen.call(this, bind(kept) as Call, bind(broken) as Call);
  } as typeof nativeThen;
}

/** `AsyncLocalStorage` of Node, over frames. @see https://nodejs.org/api/async_context.html#class-asynclocalstorage */
export class AsyncLocalStorage {
  static bind<Function extends Call>(action: Function): Function {
    return bound(action);
  }

  static snapshot(): (action: Call, ...values: unknown[]) => unknown {
    const inner = current;
    return (action, ...values) => within(inner, () => action(...values));
  }

  getStore(): unknown {
    return current.get(this);
  }

  run(store: unknown, action: Call, ...values: unknown[]): unknown {
    return within(new Map(current).set(this, store), () => action(...values));
  }

  exit(action: Call, ...values: unknown[]): unknown {
    const inner = new Map(current);
    inner.delete(this);
    return within(inner, () => action(...values));
  }

  enterWith(store: unknown): void {
    current = new Map(current).set(this, store);
  }

  disable(): void {
    const inner = new Map(current);
    inner.delete(this);
    current = inner;
  }
}
