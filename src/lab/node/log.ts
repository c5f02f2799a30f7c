/** How much is kept of what a container writes. @see https://kubernetes.io/docs/concepts/cluster-administration/logging/#log-rotation */
const MOST_LINES = 5000;
const MOST_LETTERS = 1_000_000;

interface Line {
  /** In milliseconds since 1970. */
  at: number;
  text: string;
}

/** What one run of a container has written. */
export class Log {
  #lines: Line[] = [];
  #letters = 0;
  /** The beginnings of lines that have no end yet, of what is printed and of errors. */
  readonly #open = { output: '', errors: '' };
  readonly #listeners = new Set<(text: string, isError: boolean) => void>();
  /** Kept when nothing more is written. */
  readonly ended: Promise<void>;
  isOver = false;
  #end = (): void => undefined;
  /** The present moment, in milliseconds since 1970. */
  readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  /** Writes a text; it is kept line by line. */
  write(text: string, isError = false): void {
    if (text === '') return;
    for (const listener of [...this.#listeners]) listener(text, isError);
    const stream = isError ? 'errors' : 'output';
    const lines = (this.#open[stream] + text).split('\n');
    this.#open[stream] = lines.pop() ?? '';
    for (const line of lines) this.#keep(line);
  }

  /** Nothing more is written: what has no end of a line yet is a line now. */
  end(): void {
    for (const stream of ['output', 'errors'] as const) {
      if (this.#open[stream] !== '') this.#keep(this.#open[stream]);
      this.#open[stream] = '';
    }
    this.isOver = true;
    this.#end();
  }

  #keep(text: string): void {
    this.#lines.push({ at: this.now(), text });
    this.#letters += text.length + 1;
    while (this.#lines.length > MOST_LINES || (this.#letters > MOST_LETTERS && this.#lines.length > 1))
      this.#letters -= (this.#lines.shift() as Line).text.length + 1;
  }

  /** All lines that are kept. */
  get lines(): readonly Line[] {
    return this.#lines;
  }

  /** The beginning of a line that is printed but has no end yet, such as a prompt. */
  get rest(): string {
    return this.#open.output;
  }

  /** Tells of all that is written from now on. Gives what ends that. */
  listen(listener: (text: string, isError: boolean) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** A line with its moment, as `kubectl logs --timestamps` shows it. */
export function stamped({ at, text }: Line, index: number): string {
  return `${new Date(at).toISOString().slice(0, 23)}${String(index % 1_000_000).padStart(6, '0')}Z ${text}`;
}
