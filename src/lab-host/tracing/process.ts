import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { RunInput, RunResult } from '../../lab/traces/run.ts';
import { fenced } from '../actors/fence.ts';
import { tracingScript } from './script.ts';

const INSIDE = fileURLToPath(new URL('./inside.mjs', import.meta.url));

/** How long a run may take, in seconds of the day, before it is taken for one that never ends. */
const PATIENCE_S = 60;

/** A process without rights in which scenarios run: to files, to the network, to other processes. It is started with the first run. */
export class TracingProcess {
  #child: ChildProcess | undefined;
  #number = 0;
  /** A run was ended because it did not end by itself. */
  isStuck = false;
  readonly #waiting = new Map<number, (result: RunResult | undefined) => void>();

  /** Runs a scenario. Gives undefined if it does not end. */
  readonly run = async (input: RunInput): Promise<RunResult | undefined> => {
    const script = await tracingScript();
    const child = this.#child ?? this.#start(script);
    const number = ++this.#number;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.isStuck = true;
        this.end();
      }, PATIENCE_S * 1000);
      this.#waiting.set(number, (result) => {
        clearTimeout(timer);
        resolve(result);
      });
      child.stdin?.write(`${JSON.stringify({ number, input })}\n`);
    });
  };

  #start(script: string): ChildProcess {
    const child = spawn(process.execPath, fenced(INSIDE), { env: {}, stdio: ['pipe', 'pipe', 'inherit'] });
    const { stdin, stdout } = child;
    if (!stdout || !stdin) throw new Error('A process without channels.');
    createInterface({ input: stdout }).on('line', (line) => {
      const { number, result } = JSON.parse(line) as { number: number; result: RunResult };
      this.#answer(number, result);
    });
    stdin.on('error', () => {});
    child.on('close', () => {
      if (this.#child === child) this.end();
    });
    stdin.write(`${JSON.stringify({ script })}\n`);
    this.#child = child;
    return child;
  }

  #answer(number: number, result: RunResult | undefined): void {
    const done = this.#waiting.get(number);
    this.#waiting.delete(number);
    done?.(result);
  }

  /** Ends it; what runs has no result. The next run starts another one. */
  end(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
    for (const number of [...this.#waiting.keys()]) this.#answer(number, undefined);
  }
}
