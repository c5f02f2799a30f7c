import type { ApiResponse } from '../api/protocol.ts';

/** What comes out of a container over several channels: each piece begins with the number of its own. */
export class Channels {
  readonly #pieces: string[] = [];
  readonly #onClose: () => void;
  #isOver = false;
  #wake: (() => void) | undefined;

  /** @param onClose what is to be done when nobody reads any more */
  constructor(onClose: () => void) {
    this.#onClose = onClose;
  }

  /** Writes to a channel. */
  to(channel: 1 | 2): { write(text: string): void } {
    return {
      write: (text) => {
        this.#pieces.push(`${channel}${text}`);
        this.#wake?.();
      },
    };
  }

  /** Nothing more comes; with an exit code if there is one. */
  end(code?: number): void {
    if (code !== undefined) this.#pieces.push(`3${code}`);
    this.#isOver = true;
    this.#wake?.();
  }

  response(): ApiResponse {
    return {
      status: 200,
      headers: { 'content-type': 'text/plain', 'x-channels': 'yes' },
      warnings: [],
      body: '',
      stream: {
        next: async () => {
          while (this.#pieces.length === 0 && !this.#isOver)
            await new Promise<void>((resolve) => {
              this.#wake = resolve;
            });
          return this.#pieces.shift();
        },
        close: () => {
          this.#onClose();
          this.end();
        },
      },
    };
  }
}
