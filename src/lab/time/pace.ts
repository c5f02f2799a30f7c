/** How often the clock is moved on, in milliseconds of the day. */
const TICK_MS = 50;
/** What is missed while the machine sleeps or the tab is in the background is not caught up with. */
const LONGEST_TICK_MS = 500;
/** The clock is moved by so much at once, so that what somebody does in between has its turn. */
const STEP_MS = 1000;

/** A clock that somebody moves; times in milliseconds. */
interface MovedClock {
  now(): number;
  moveTo(time: number): Promise<unknown>;
}

/** Moves the clock of a lab with the time of the day: as fast, faster, or not at all. */
export class Pace {
  readonly #clock: MovedClock;
  readonly #between: () => void;
  readonly #timer: ReturnType<typeof setInterval>;
  #speed = 1;
  #goal: number;
  #last = performance.now();
  #isMoving = false;
  #moved: Promise<void> = Promise.resolve();

  /** @param between is called between two steps of the clock: the moment for what people do. It must not wait. */
  constructor(clock: MovedClock, between: () => void) {
    this.#clock = clock;
    this.#between = between;
    this.#goal = clock.now();
    this.#timer = setInterval(() => {
      const isMoving = this.#isMoving;
      const ticked = this.#tick();
      if (!isMoving) this.#moved = ticked;
    }, TICK_MS);
  }

  /** How many times faster than the day: 0 stands still. */
  set speed(speed: number) {
    this.#speed = speed;
  }

  get speed(): number {
    return this.#speed;
  }

  /** Moves ahead, as fast as it can be done, standing still or not. */
  skip(milliseconds: number): void {
    this.#goal = Math.max(this.#goal, this.#clock.now()) + milliseconds;
  }

  /** Whether the clock has still to come where it should be. */
  get isBehind(): boolean {
    return this.#goal - this.#clock.now() > STEP_MS * 2;
  }

  /** Does not move the clock any more. */
  stop(): void {
    clearInterval(this.#timer);
  }

  /** Stops, and waits until the step that goes on has come to its end: then somebody else may move the clock. */
  async rest(): Promise<void> {
    this.stop();
    this.#goal = this.#clock.now();
    await this.#moved;
  }

  async #tick(): Promise<void> {
    const now = performance.now();
    this.#goal += Math.min(now - this.#last, LONGEST_TICK_MS) * this.#speed;
    this.#last = now;
    if (this.#isMoving) return;
    this.#isMoving = true;
    this.#between();
    while (this.#clock.now() < Math.floor(this.#goal)) {
      await this.#clock.moveTo(Math.min(this.#goal, this.#clock.now() + STEP_MS));
      this.#between();
    }
    this.#isMoving = false;
  }
}
