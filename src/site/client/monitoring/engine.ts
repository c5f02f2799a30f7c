import { BASE } from '../every-page/storage.ts';
import type { Ask, Question, QuestionKind, Questions, Told } from './protocol.ts';

interface EngineOptions {
  /** Address of the lab's data. */
  data: string;
  hear: (told: Exclude<Told, { kind: 'answer' }>) => void;
  /** The worker cannot be loaded, or has ended. */
  fail: (message: string) => void;
}

/** The worker in which a lab on monitoring runs, as the page speaks with it. */
export class Engine {
  readonly #options: EngineOptions;
  readonly #answers = new Map<number, (answer: never) => void>();
  #worker: Worker | undefined;
  #number = 0;

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  get isRunning(): boolean {
    return this.#worker !== undefined;
  }

  /** Starts the worker, or starts it anew. */
  start(): void {
    const isAgain = this.#worker !== undefined;
    this.#worker?.terminate();
    this.#answers.clear();
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'monitoring' });
    this.#worker.onmessage = ({ data: told }: MessageEvent<Told>) => {
      if (told.kind !== 'answer') {
        this.#options.hear(told);
        return;
      }
      this.#answers.get(told.number)?.(told.answer as never);
      this.#answers.delete(told.number);
    };
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#options.fail(event.message ?? '');
    };
    this.ask({ kind: 'open', data: this.#options.data, base: BASE, isAgain });
  }

  ask(ask: Ask): void {
    this.#worker?.postMessage(ask);
  }

  /** Asks something of the lab. */
  question<Kind extends QuestionKind>(kind: Kind, asked: Questions[Kind]['asked']): Promise<Questions[Kind]['answer']> {
    const number = ++this.#number;
    return new Promise((resolve) => {
      this.#answers.set(number, resolve as (answer: never) => void);
      this.ask({ kind: 'question', number, question: { kind, asked } as Question });
    });
  }
}
