import { BASE } from '../every-page/storage.ts';
import { Sandbox } from '../sandbox/sandbox.ts';
import type { Ask, Told } from './protocol.ts';
import { startWorker } from './start-worker.ts';

/** What the page hears of the worker; answers to questions and what it needs of the page itself are taken care of. */
export type Heard = Exclude<Told, { kind: 'sandbox' | 'printed' | 'completed' | 'findings' }>;

/** How often it is looked whether the worker still speaks, and for how long it may say nothing. */
const WATCH_MS = 1000;
const SILENCE_MS = 10_000;

interface EngineOptions {
  /** Addresses of what the worker needs to know of the lab, and of the programs of its images. */
  data: string;
  programs: string;
  /** What it is kept under. */
  id: string;
  hear: (told: Heard) => void;
  /** A practice exam that is sat. */
  sitting?: Extract<Ask, { kind: 'open' }>['sitting'];
  /** The worker cannot be loaded, or has ended. */
  fail: (message: string) => void;
  /** The worker has said nothing for a while: something keeps it busy; or it speaks again. */
  silent: (isSilent: boolean) => void;
}

/** The worker in which the practice cluster runs, as the page speaks with it. */
export class Engine {
  readonly #options: EngineOptions;
  readonly #answers = new Map<number, (answer: never) => void>();
  #worker: Worker | undefined;
  #sandbox: Sandbox | undefined;
  #number = 0;
  /** When the worker has spoken last; undefined until it has begun. */
  #heard: number | undefined;
  #watched = performance.now();
  #isSilent = false;
  readonly #watching: ReturnType<typeof setInterval>;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#watching = setInterval(() => this.#watch(), WATCH_MS);
  }

  get isRunning(): boolean {
    return this.#worker !== undefined;
  }

  /** Starts the worker anew, and has it open the lab. @param without a command that is not done again, if it was the last one */
  start(without?: string): void {
    const { data, programs, id, hear, fail, sitting } = this.#options;
    const isAgain = this.#worker !== undefined;
    this.#worker?.terminate();
    this.#answers.clear();
    this.#worker = startWorker('lab');
    this.#heard = undefined;
    this.#isSilent = false;
    this.#worker.onmessage = ({ data: told }: MessageEvent<Told>) => {
      this.#heard = performance.now();
      this.#setSilent(false);
      if (told.kind === 'sandbox') void this.#openSandbox();
      else if (told.kind === 'printed') onceShown(() => this.ask({ kind: 'shown' }));
      else if (told.kind === 'completed') this.#answer(told.number, told.completed);
      else if (told.kind === 'findings') this.#answer(told.number, told.findings);
      else hear(told);
    };
    this.#worker.onerror = (event) => {
      event.preventDefault();
      fail(event.message ?? '');
    };
    this.ask({ kind: 'open', id, data, programs, base: BASE, without, isAgain, sitting });
  }

  /** Ends the worker for good. */
  end(): void {
    clearInterval(this.#watching);
    this.#worker?.terminate();
    this.#sandbox?.close();
  }

  /** Looks whether the worker still speaks: it does so several times a second once it has begun. */
  #watch(): void {
    const now = performance.now();
    // A tab that slept finds a worker that slept as well.
    const hasSlept = now - this.#watched > 3 * WATCH_MS;
    this.#watched = now;
    if (this.#heard === undefined) return;
    if (hasSlept || document.hidden) this.#heard = now;
    else if (now - this.#heard > SILENCE_MS) this.#setSilent(true);
  }

  #setSilent(isSilent: boolean): void {
    if (this.#isSilent === isSilent) return;
    this.#isSilent = isSilent;
    this.#options.silent(isSilent);
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

/** Calls back once what was put into the page is drawn, and all that its reader did meanwhile had its turn. */
function onceShown(done: () => void): void {
  if (document.hidden) setTimeout(done);
  else requestAnimationFrame(() => setTimeout(done));
}
