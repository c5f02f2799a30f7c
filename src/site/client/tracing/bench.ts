import { type ImportProblem, misfit } from '../../../lab/attempt/misfit.ts';
import { TracingAttempt, type TracingLab } from '../../../lab/traces/attempt.ts';
import { parseTracingRecording, type TracingAction, type TracingRecording } from '../../../lab/traces/recording.ts';
import { BASE } from '../every-page/storage.ts';
import { hold } from '../practice/hold.ts';
import { Kept } from '../practice/keep.ts';
import { SandboxRunner } from './runner.ts';

interface BenchOptions {
  lab: TracingLab;
  /** It goes on in another tab. */
  taken: () => void;
  progress: (share: number) => void;
}

/** An attempt at a lab on tracing as a page has it: kept in the browser, done again after a reload. */
export class Bench {
  readonly #options: BenchOptions;
  readonly #kept = new Kept(BASE);
  readonly #runner = new SandboxRunner();
  #attempt: TracingAttempt | undefined;
  isContinued = false;
  /** What is kept belongs to another state of the lab. */
  isOutdated = false;

  constructor(options: BenchOptions) {
    this.#options = options;
  }

  get attempt(): TracingAttempt {
    if (!this.#attempt) throw new Error('The lab is not open.');
    return this.#attempt;
  }

  /** Opens what is kept, or a new attempt. Gives false if it is open in another tab. @param steal takes it from there */
  async open(steal: boolean): Promise<boolean> {
    const { lab, taken } = this.#options;
    if (!(await hold(`practice:${BASE}${lab.lesson}`, steal, taken))) return false;
    const text = await this.#kept.read(lab.lesson);
    const recording = text === undefined ? undefined : this.#fitting(text);
    this.isOutdated = recording === 'another state';
    this.isContinued = typeof recording === 'object';
    await this.#begin(typeof recording === 'object' ? recording : undefined);
    return true;
  }

  async #begin(recording: TracingRecording | undefined): Promise<void> {
    const { lab, progress } = this.#options;
    this.#attempt = recording
      ? await TracingAttempt.again(lab, this.#runner.run, recording, progress)
      : TracingAttempt.begin(lab, this.#runner.run, {
          seed: crypto.getRandomValues(new Uint32Array(1))[0] ?? 1,
          start: Date.now(),
        });
  }

  #fitting(text: string): TracingRecording | ImportProblem {
    const recording = parseTracingRecording(text);
    return misfit(recording, this.#options.lab) ?? (recording as TracingRecording);
  }

  /** Does something, and keeps it. Gives whether the browser has taken it. */
  async act(action: TracingAction): Promise<boolean> {
    await this.attempt.act(action);
    return this.#keep();
  }

  #keep(): Promise<boolean> {
    return this.#kept.write(this.#options.lab.lesson, this.text);
  }

  /** All that was done, as text. */
  get text(): string {
    return JSON.stringify(this.attempt.recording);
  }

  /** Begins anew; what was done is forgotten. */
  async reset(): Promise<void> {
    await this.#begin(undefined);
    await this.#keep();
  }

  /** Goes on with what somebody has exported. Gives why it cannot. */
  async take(text: string): Promise<ImportProblem | undefined> {
    const recording = this.#fitting(text);
    if (typeof recording === 'string') return recording;
    await this.#begin(recording);
    await this.#keep();
    return undefined;
  }
}
