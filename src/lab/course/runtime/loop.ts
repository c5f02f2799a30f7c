import { randomFrom } from '../../random.ts';
import type { ActorStart, Effect } from '../protocol.ts';

/** What ends a program in the middle of what it does (`process.exit`). */
export class Exit extends Error {}

interface Timer {
  action: () => void;
  /** Milliseconds after which it comes again; undefined if it comes once. */
  every: number | undefined;
  isHolding: boolean;
}

/** What a program may do because of one event: more is an endless loop, which would fill the memory of its reader. */
const MOST_EFFECTS = 20_000;
/** The exit code of what was killed. */
const KILLED = 137;

/** Reported as memory of a program that holds nothing: what Node itself needs. */
const OWN_MEMORY = 44 * 2 ** 20;

/** The loop of events of one program: its clock, timers, and all that it waits for. */
export class Loop {
  now = 0;
  begun = 0;
  start: ActorStart;
  random: () => number;
  isOver = false;
  exitCode: number | undefined;
  /** Bytes of large buffers. */
  held = 0;
  /** Told when something is thrown that nobody catches. */
  uncaught: (problem: unknown) => void = () => {};
  #toldMemory = 0;
  #effects: Effect[] = [];
  #timers = new Map<number, Timer>();
  #immediates: (() => void)[] = [];
  /** What keeps the program alive besides timers: servers that listen, requests that are on their way. */
  readonly #holding = new Set<string>();
  readonly #waiting = new Map<string, (event: never) => void>();
  #ids = 0;

  constructor(start: ActorStart, now: number) {
    this.start = start;
    this.now = now;
    this.begun = now;
    this.random = randomFrom(start.seed);
  }

  id(): number {
    return ++this.#ids;
  }

  emit(effect: Effect): void {
    if (this.isOver) return;
    if (this.#effects.length < MOST_EFFECTS) this.#effects.push(effect);
    else {
      this.#effects.push({ kind: 'exit', code: KILLED });
      this.isOver = true;
      throw new Exit();
    }
  }

  /** All that was done since this was asked last. */
  take(): Effect[] {
    const memory = OWN_MEMORY + this.held;
    if (memory !== this.#toldMemory) {
      this.#toldMemory = memory;
      if (!this.isOver) this.#effects.unshift({ kind: 'memory', bytes: memory });
    }
    return this.#effects.splice(0);
  }

  get memory(): number {
    return OWN_MEMORY + this.held;
  }

  exit(code: number): void {
    this.emit({ kind: 'exit', code });
    this.isOver = true;
  }

  /** Does something; what it throws is nobody's. */
  run(action: () => void): void {
    if (this.isOver) return;
    try {
      action();
    } catch (problem) {
      if (!(problem instanceof Exit)) this.uncaught(problem);
    }
  }

  hold(key: string): void {
    this.#holding.add(key);
  }

  release(key: string): void {
    this.#holding.delete(key);
  }

  /** Whether nothing can happen any more to this program, so that it ends by itself. */
  get isIdle(): boolean {
    return (
      this.#holding.size === 0 &&
      this.#immediates.length === 0 &&
      ![...this.#timers.values()].some(({ isHolding }) => isHolding)
    );
  }

  /** Waits for an event by its kind and number. */
  await<Event>(kind: string, id: number): Promise<Event> {
    return new Promise((resolve) => this.#waiting.set(`${kind} ${id}`, resolve as (event: never) => void));
  }

  /** Tells whoever waits for an event; gives whether somebody did. */
  wake(kind: string, id: number, event: unknown): boolean {
    const key = `${kind} ${id}`;
    const waiting = this.#waiting.get(key);
    this.#waiting.delete(key);
    waiting?.(event as never);
    return waiting !== undefined;
  }

  setTimer(action: () => void, milliseconds: unknown, isRepeated: boolean): TimerHandle {
    const id = this.id();
    const delay = Math.min(2 ** 31 - 1, Math.max(1, Math.trunc(Number(milliseconds)) || 1));
    this.#timers.set(id, { action, every: isRepeated ? delay : undefined, isHolding: true });
    this.emit({ kind: 'timer', id, milliseconds: delay });
    return new TimerHandle(this, id);
  }

  setImmediate(action: () => void): { unref(): void; ref(): void } {
    this.#immediates.push(action);
    const handle = { unref: () => handle, ref: () => handle, action };
    return handle;
  }

  clearImmediate(handle: unknown): void {
    this.#immediates = this.#immediates.filter((action) => action !== (handle as { action?: unknown })?.action);
  }

  clearTimer(handle: unknown): void {
    const id = handle instanceof TimerHandle ? handle.id : Number(handle);
    if (this.#timers.delete(id)) this.emit({ kind: 'cancel', id });
  }

  keep(id: number, isHolding: boolean): void {
    const timer = this.#timers.get(id);
    if (timer) timer.isHolding = isHolding;
  }

  isKept(id: number): boolean {
    return this.#timers.get(id)?.isHolding ?? false;
  }

  /** A timer is due. */
  fire(id: number): void {
    const timer = this.#timers.get(id);
    if (!timer) return;
    if (timer.every === undefined) this.#timers.delete(id);
    this.run(timer.action);
    if (timer.every !== undefined && this.#timers.has(id)) this.emit({ kind: 'timer', id, milliseconds: timer.every });
  }

  /** What was to be done as soon as possible; gives whether there was something. */
  runImmediates(): boolean {
    const due = this.#immediates.splice(0);
    for (const action of due) this.run(action);
    return due.length > 0;
  }
}

/** What `setTimeout` gives in Node. */
export class TimerHandle {
  readonly #loop: Loop;
  readonly id: number;

  constructor(loop: Loop, id: number) {
    this.#loop = loop;
    this.id = id;
  }

  ref(): this {
    this.#loop.keep(this.id, true);
    return this;
  }

  unref(): this {
    this.#loop.keep(this.id, false);
    return this;
  }

  hasRef(): boolean {
    return this.#loop.isKept(this.id);
  }

  [Symbol.toPrimitive](): number {
    return this.id;
  }
}
