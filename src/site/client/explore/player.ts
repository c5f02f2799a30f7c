import type { Course, Frame } from '../../../lab/figures/frame.ts';

/** A picture stands for as long as it did on the clock of the cluster, within these limits, so that eyes can follow. */
const SHORTEST_MS = 450;
const LONGEST_MS = 1500;

/** Goes through what happens, picture by picture: by itself, one at a time, or from the beginning. */
export class Player {
  readonly #show: (frame: Frame, player: Player) => void;
  #frames: readonly Frame[] = [];
  #index = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param show is called for each picture, and when playing begins or ends */
  constructor(show: (frame: Frame, player: Player) => void) {
    this.#show = show;
  }

  get isPlaying(): boolean {
    return this.#timer !== undefined;
  }

  get isAtEnd(): boolean {
    return this.#index >= this.#frames.length - 1;
  }

  /** Takes what happens next. @param at the picture to begin with */
  take({ frames }: Course, at: number): void {
    this.pause();
    this.#frames = frames;
    this.#go(at);
  }

  get isAtStart(): boolean {
    return this.#index === 0;
  }

  /** Goes on by itself; from the beginning if that is wanted, or if all has been shown. */
  play(fromStart = false): void {
    if (fromStart || this.isAtEnd) this.#index = 0;
    this.#wait();
    this.#tell();
  }

  pause(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#tell();
  }

  /** One picture on; after the last one the first. */
  step(): void {
    this.pause();
    this.#go(this.isAtEnd ? 0 : this.#index + 1);
  }

  #go(index: number): void {
    this.#index = index;
    this.#tell();
  }

  #wait(): void {
    const [now, next] = [this.#frames[this.#index], this.#frames[this.#index + 1]];
    if (!now || !next) {
      this.#timer = undefined;
      return;
    }
    const time = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, next.at - now.at));
    this.#timer = setTimeout(() => {
      this.#index++;
      this.#wait();
      this.#tell();
    }, time);
  }

  #tell(): void {
    const frame = this.#frames[this.#index];
    if (frame) this.#show(frame, this);
  }
}
