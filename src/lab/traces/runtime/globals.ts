import { format, inspect } from '../../course/runtime/inspect.ts';
import { randomFrom } from '../../random.ts';
import type { ConsoleLine } from '../run.ts';
import { bound } from './flow.ts';
import type { Loop } from './loop.ts';
import { ShopResponse } from './response.ts';

/** Globals of browsers and workers that programs of Node do not find. */
const ABSENT =
  'self window document navigator location postMessage onmessage importScripts indexedDB caches XMLHttpRequest WebSocket EventSource Worker SharedWorker MessageChannel BroadcastChannel Blob File FileReader ReadableStream CompressionStream DecompressionStream WebAssembly'.split(
    ' ',
  );

type Action = (...values: unknown[]) => void;

/** `Date` by the clock of the run. */
function dateOf(loop: Loop, start: number): unknown {
  const now = (): number => Math.floor(start + loop.read());
  const made = class extends Date {
    constructor(...values: unknown[]) {
      if (values.length === 0) super(now());
      else super(...(values as [number]));
    }

    static override now(): number {
      return now();
    }

    static override [Symbol.hasInstance](value: unknown): boolean {
      return Object.prototype.toString.call(value) === '[object Date]';
    }
  };
  Object.defineProperty(made, 'name', { value: 'Date' });
  return made;
}

/** A timer, as Node gives it. */
class Timeout {
  cancel: () => void = () => {};
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}

/** Timers of Node on the clock of the run. A callback that throws ends its process in Node; here it is told. */
export function timersOf(loop: Loop, failed: (problem: unknown) => void): Record<string, unknown> {
  const call = (action: Action, values: unknown[]): void => {
    try {
      action(...values);
    } catch (problem) {
      failed(problem);
    }
  };
  const set = (action: Action, milliseconds?: number, ...values: unknown[]): Timeout => {
    const timer = new Timeout();
    timer.cancel = loop.after(Math.max(1, Number(milliseconds) || 1), () => call(action, values));
    return timer;
  };
  const repeat = (action: Action, milliseconds?: number, ...values: unknown[]): Timeout => {
    const timer = new Timeout();
    const again = bound((): void => {
      timer.cancel = loop.after(Math.max(1, Number(milliseconds) || 1), () => {
        again();
        call(action, values);
      });
    });
    again();
    return timer;
  };
  const clear = (timer: unknown): void => {
    if (timer instanceof Timeout) timer.cancel();
  };
  return {
    setTimeout: set,
    setInterval: repeat,
    setImmediate: (action: Action, ...values: unknown[]) => set(action, 0, ...values),
    clearTimeout: clear,
    clearInterval: clear,
    clearImmediate: clear,
    queueMicrotask: (action: Action) => queueMicrotask(bound(() => call(action, []))),
  };
}

/** A console whose lines go to where they are shown. */
function consoleOf(say: (level: ConsoleLine['level'], text: string) => void): object {
  const log = (...values: unknown[]): void => say('log', format(...values));
  const error = (...values: unknown[]): void => say('error', format(...values));
  return {
    ...{ log, info: log, debug: log, trace: error, warn: error, error, group: log, groupEnd: () => {} },
    dir: (value: unknown, options?: { depth?: number | null }) => say('log', inspect(value, options?.depth ?? 2)),
    table: (value: unknown) => log(value),
    assert: (isTrue: unknown, ...values: unknown[]) => isTrue || error('Assertion failed', ...values),
  };
}

/** `Math` and `crypto` whose random numbers depend on the seed. */
function chance(seed: number): { Math: Math; crypto: object } {
  const random = randomFrom(seed);
  const math = Object.create(Math, { random: { value: random } }) as Math;
  const getRandomValues = (into: Uint8Array): Uint8Array => {
    for (const index of into.keys()) into[index] = random() * 256;
    return into;
  };
  const randomUUID = (): string =>
    'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replace(/x/g, () => Math.floor(random() * 16).toString(16));
  return { Math: math, crypto: { getRandomValues, randomUUID } };
}

interface GlobalsOptions {
  loop: Loop;
  /** When the run began, in milliseconds since 1970. */
  start: number;
  seed: number;
  service: string;
  say: (level: ConsoleLine['level'], text: string) => void;
  failed: (problem: unknown) => void;
}

/** The global object of one service: as if it were a process of its own. */
export function globalsOf({ loop, start, seed, service, say, failed }: GlobalsOptions): Record<string, unknown> {
  const made: Record<string, unknown> = Object.create(null);
  for (const name of ABSENT) made[name] = undefined;
  return Object.assign(made, {
    ...timersOf(loop, failed),
    ...chance(seed),
    Response: ShopResponse,
    globalThis: made,
    global: made,
    console: consoleOf(say),
    Date: dateOf(loop, start),
    performance: { now: () => loop.read(), timeOrigin: start, mark: () => {}, measure: () => {} },
    process: {
      env: { OTEL_SERVICE_NAME: service },
      pid: 1,
      argv: ['node', `${service}.js`],
      version: 'v24.0.0',
      versions: { node: '24.0.0' },
      platform: 'linux',
      hrtime: Object.assign(
        () => {
          const now = loop.read();
          return [Math.floor(now / 1000), Math.round((now % 1000) * 1e6)];
        },
        { bigint: () => BigInt(Math.round(loop.read() * 1e6)) },
      ),
      nextTick: (action: Action, ...values: unknown[]) => queueMicrotask(bound(() => action(...values))),
      on: () => {},
      once: () => {},
      exitCode: 0,
    },
  });
}
