import type { Input, Output } from './program.ts';

export { inputOf } from '../api/protocol-input.ts';

/** Nothing comes in. */
export const NO_INPUT: Input = { read: () => Promise.resolve(undefined) };

/** Collects what is written. */
export class Collector implements Output {
  text = '';

  write(text: string): void {
    this.text += text;
  }
}

/** How much is kept of what is printed, in characters: more than anybody reads. */
const MOST = 8_000_000;

/** Collects as much as somebody could read. @param onFull is told once that there is more */
export class Bounded extends Collector {
  readonly #onFull: () => void;
  #isFull = false;

  constructor(onFull: () => void) {
    super();
    this.#onFull = onFull;
  }

  override write(text: string): void {
    if (this.#isFull) return;
    super.write(text);
    if (this.text.length <= MOST) return;
    this.#isFull = true;
    this.#onFull();
  }
}

/** What one program writes and the next one reads. */
export class Pipe implements Input, Output {
  readonly #pieces: string[] = [];
  #reader: ((piece: string | undefined) => void) | undefined;
  #isClosed = false;
  #isUnread = false;
  /** What has to be done once nobody reads any more: the writer is told to end. */
  onUnread: () => void = () => {};

  write(text: string): void {
    if (text === '' || this.#isUnread) return;
    const reader = this.#reader;
    this.#reader = undefined;
    if (reader) reader(text);
    else this.#pieces.push(text);
  }

  /** Nothing more is written. */
  close(): void {
    this.#isClosed = true;
    this.#reader?.(undefined);
    this.#reader = undefined;
  }

  /** Nobody reads any more. */
  leave(): void {
    if (this.#isUnread) return;
    this.#isUnread = true;
    this.#pieces.length = 0;
    if (!this.#isClosed) this.onUnread();
  }

  read(): Promise<string | undefined> {
    const piece = this.#pieces.shift();
    if (piece !== undefined) return Promise.resolve(piece);
    if (this.#isClosed) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      this.#reader = resolve;
    });
  }
}
