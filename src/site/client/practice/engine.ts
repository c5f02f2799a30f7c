import { BASE } from '../every-page/storage.ts';
import { Sandbox } from '../sandbox/sandbox.ts';
import type { Ask, Told } from './protocol.ts';

/** What the page hears of the worker; answers to questions and what it needs of the page itself are taken care of. */
export type Heard = Exclude<Told, { kind: 'sandbox' | 'completed' | 'findings' }>;

interface EngineOptions {
  /** Address of what the worker needs to know of the lab. */
  data: string;
  lesson: string;
  hear: (told: Heard) => void;
  /** The worker cannot be loaded, or has ended. */
  fail: (message: string) => void;
}

/** The worker in which the practice cluster runs, as the page speaks with it. */
export class Engine {
  readonly #options: EngineOptions;
  readonly #answers = new Map<number, (answer: never) => void>();
  #worker: Worker | undefined;
  #sandbox: Sandbox | undefined;
  #number = 0;

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  get isRunning(): boolean {
    return this.#worker !== undefined;
  }

  /** Starts the worker anew, and has it open the lab. */
  start(): void {
    const { data, lesson, hear, fail } = this.#options;
    this.#worker?.terminate();
    this.#answers.clear();
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'practice' });
    this.#worker.onmessage = ({ data: told }: MessageEvent<Told>) => {
      if (told.kind === 'sandbox') void this.#openSandbox();
      else if (told.kind === 'completed') this.#answer(told.number, told.completed);
      else if (told.kind === 'findings') this.#answer(told.number, told.findings);
      else hear(told);
    };
    this.#worker.onerror = (event) => {
      event.preventDefault();
      fail(event.message ?? '');
    };
    this.ask({ kind: 'open', lesson, data, base: BASE });
  }

  ask(ask: Ask, transfer: Transferable[] = []): void {
    this.#worker?.postMessage(ask, transfer);
  }

  /** Asks something that is answered with the same number. */
  question<Answer>(ask: (number: number) => Ask): Promise<Answer> {
    const number = ++this.#number;
    return new Promise((resolve) => {
      this.#answers.set(number, resolve as (answer: never) => void);
      this.ask(ask(number));
    });
  }

  #answer(number: number, answer: unknown): void {
    this.#answers.get(number)?.(answer as never);
    this.#answers.delete(number);
  }

  /** Opens the frame in which programs of the course run; that of the attempt before goes. */
  async #openSandbox(): Promise<void> {
    this.#sandbox?.close();
    this.#sandbox = await Sandbox.open(`${BASE}sandbox/`).catch(() => undefined);
    const port = this.#sandbox?.actors();
    this.ask({ kind: 'sandbox', port }, port ? [port] : []);
  }
}
