import { misfit } from '../../../lab/attempt/misfit.ts';
import { type MonitoringRecording, parseMonitoringRecording } from '../../../lab/metrics/attempt/actions.ts';
import { MonitoringAttempt, type MonitoringLab } from '../../../lab/metrics/attempt/attempt.ts';
import { monitoringView } from '../../../lab/metrics/view/view.ts';
import { Pace } from '../../../lab/time/pace.ts';
import type { Kept } from '../practice/keep.ts';
import type { Time } from '../practice/protocol.ts';
import type { Ask, Told } from './protocol.ts';
import { answerTo } from './questions.ts';

const SHOW_MS = 500;
const KEEP_MS = 2000;
/** Other messages have their turn after so many milliseconds of the day, even while the clock is pushed by hours. */
const TURN_MS = 40;

/** What a bench is opened with. */
export interface BenchOptions {
  lab: MonitoringLab;
  kept: Kept;
  tell: (told: Told) => void;
  /** A recording to go on with, if there is one. */
  text: string | undefined;
  /** It is what this browser has kept, and not what somebody imports. */
  isKept: boolean;
}

type Heard = Extract<Ask, { kind: 'export' | 'speed' | 'skip' | 'question' }>;

/** An attempt at a lab on monitoring, with the clock running, as a page shows it. */
export class Bench {
  readonly #options: BenchOptions;
  readonly #attempt: MonitoringAttempt;
  readonly #pace: Pace;
  readonly #timers: ReturnType<typeof setInterval>[];
  readonly #told = new Map<string, string>();
  #turn = performance.now();
  #saved = 0;

  constructor(options: BenchOptions) {
    this.#options = options;
    const { lab, text, isKept, tell } = options;
    const read = text === undefined ? undefined : parseMonitoringRecording(text);
    const problem = read === undefined ? undefined : misfit(read, lab);
    const recording = problem === undefined ? (read as MonitoringRecording | undefined) : undefined;
    const progress = (share: number): void => tell({ kind: 'progress', share });
    const seed = crypto.getRandomValues(new Uint32Array(1))[0] ?? 1;
    this.#attempt = recording
      ? MonitoringAttempt.again(lab, recording, progress)
      : MonitoringAttempt.begin(lab, { seed, start: Date.now() }, progress);
    this.#pace = new Pace({ now: () => this.#attempt.now, moveTo: (time) => this.#moveTo(time) }, () => {});
    const queries = this.#attempt.recording.entries.flatMap(({ action }) =>
      action.kind === 'query' ? action.expr : [],
    );
    tell({
      kind: 'open',
      isContinued: recording !== undefined,
      isOutdated: isKept && problem === 'another state',
      queries,
    });
    this.#show();
    this.#timers = [setInterval(() => this.#show(), SHOW_MS), setInterval(() => void this.#keep(), KEEP_MS)];
    if (text !== undefined && !isKept) void this.#keep();
  }

  async #moveTo(time: number): Promise<void> {
    this.#attempt.advance(Math.floor(time));
    if (performance.now() - this.#turn < TURN_MS) return;
    await new Promise((done) => setTimeout(done));
    this.#turn = performance.now();
  }

  /** Ends it: the clock stands still, and nothing is told any more. */
  close(): void {
    this.#pace.stop();
    for (const timer of this.#timers) clearInterval(timer);
  }

  /** Whether a recording cannot be taken; the page is told why. */
  refuses(text: string): boolean {
    const problem = misfit(parseMonitoringRecording(text), this.#options.lab);
    if (problem) this.#options.tell({ kind: 'refused', problem });
    return problem !== undefined;
  }

  /** Does what the page asks for. */
  hear(ask: Heard): void {
    switch (ask.kind) {
      case 'speed':
        this.#pace.speed = ask.speed;
        break;
      case 'skip':
        this.#pace.skip(ask.milliseconds);
        break;
      case 'export':
        this.#options.tell({ kind: 'exported', text: JSON.stringify(this.#attempt.recording) });
        break;
      case 'question': {
        const { number, question } = ask;
        this.#options.tell({ kind: 'answer', number, answer: answerTo(this.#attempt, question) });
        if (question.kind === 'act' || question.kind === 'query') void this.#keep();
        break;
      }
    }
    this.#show();
  }

  /** Tells what has changed since it was told last. */
  #show(): void {
    const { stack } = this.#attempt;
    const time: Time = { now: stack.now, speed: this.#pace.speed, isBehind: this.#pace.isBehind };
    const files = [...stack.files].sort(([one], [other]) => (one < other ? -1 : 1));
    for (const told of [
      { kind: 'tasks', results: this.#attempt.results() },
      { kind: 'files', files: files.map(([path, content]) => ({ path, content })) },
      { kind: 'view', view: monitoringView(stack) },
      { kind: 'time', time },
    ] satisfies Told[]) {
      const text = JSON.stringify(told);
      if (this.#told.get(told.kind) === text) continue;
      this.#told.set(told.kind, text);
      this.#options.tell(told);
    }
  }

  /** Keeps what was done, and how far the clock is. Before anything was done there is nothing to keep. */
  async #keep(): Promise<void> {
    const { recording } = this.#attempt;
    if (recording.entries.length === 0 || recording.until === this.#saved) return;
    const isFirst = this.#saved === 0;
    this.#saved = recording.until;
    const isTaken = await this.#options.kept.write(recording.lesson, JSON.stringify(recording));
    if (!isTaken && isFirst) this.#options.tell({ kind: 'unkept' });
  }
}
