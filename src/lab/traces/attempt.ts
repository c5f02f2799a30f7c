import type { TracingStart } from '../../curriculum/schema/lab-tracing.ts';
import type { JudgedTask } from '../runner/conditions.ts';
import type { TaskResult } from '../runner/task-result.ts';
import { collect, listens } from './collector/collect.ts';
import { TracingJudge } from './judge.ts';
import { spansOf } from './otlp.ts';
import type { Outcome, TracingState } from './outcome.ts';
import { TRACING_FORMAT, TRACING_VERSION, type TracingAction, type TracingRecording } from './recording.ts';
import { failedRun } from './result.ts';
import type { RunInput, RunResult } from './run.ts';

/** A lab on tracing as a page, or a check, needs it. */
export interface TracingLab {
  /** Id of its lesson. */
  lesson: string;
  /** Of the rest: what was done in one state of the lab is not continued in another. */
  digest: string;
  /** Files of the learner's folder at the beginning, by their paths. */
  files: Readonly<Record<string, string>>;
  scenarios: TracingStart['scenarios'];
  tasks: readonly JudgedTask[];
}

/** Runs a scenario, where code of learners reaches nothing. Gives undefined if it does not end. */
export type Runner = (input: RunInput) => Promise<RunResult | undefined>;

/** The file that configures the Collector. */
export const COLLECTOR_FILE = 'collector.yaml';

/** Whether what a run leads to depends on a file: other files are for notes. */
const isRun = (file: string): boolean => file === COLLECTOR_FILE || file.endsWith('.js');

interface AttemptOptions {
  seed: number;
  /** When runs begin, in milliseconds since 1970. */
  start: number;
}

/** One learner at one lab on tracing: files, what came of runs, a judge, and a record of all that was done. */
export class TracingAttempt implements TracingState {
  readonly #lab: TracingLab;
  readonly #run: Runner;
  readonly #options: AttemptOptions;
  readonly #judge: TracingJudge;
  readonly #files: Map<string, string>;
  readonly #actions: TracingAction[] = [];
  /** A run takes the files as they were when it was asked for, and stands in the record in this place. */
  #done: Promise<void> = Promise.resolve();
  readonly outcomes = new Map<string, Outcome>();
  last: Outcome | undefined;
  /** How the tasks stand. */
  results: readonly TaskResult[];

  private constructor(lab: TracingLab, run: Runner, options: AttemptOptions) {
    this.#lab = lab;
    this.#run = run;
    this.#options = options;
    this.#files = new Map(Object.entries(lab.files));
    this.#judge = new TracingJudge(lab.tasks);
    this.results = this.#judge.judge(this);
  }

  /** Begins an attempt. */
  static begin(lab: TracingLab, run: Runner, options: AttemptOptions): TracingAttempt {
    return new TracingAttempt(lab, run, options);
  }

  /** Does again what was recorded. @param progress is told how much is done, 0 to 1 */
  static async again(
    lab: TracingLab,
    run: Runner,
    { seed, start, actions }: TracingRecording,
    progress: (share: number) => void = () => {},
  ): Promise<TracingAttempt> {
    const attempt = new TracingAttempt(lab, run, { seed, start });
    for (const [index, action] of actions.entries()) {
      progress(index / actions.length);
      await attempt.act(action);
    }
    return attempt;
  }

  /** Names of the scenarios that can be run. */
  get scenarios(): string[] {
    return this.#lab.scenarios.map(({ name }) => name);
  }

  get files(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.#files].sort(([one], [other]) => (one < other ? -1 : 1)));
  }

  get recording(): TracingRecording {
    const { lesson, digest } = this.#lab;
    const { seed, start } = this.#options;
    return {
      format: TRACING_FORMAT,
      version: TRACING_VERSION,
      lesson,
      digest,
      seed,
      start,
      actions: [...this.#actions],
    };
  }

  /** Does something, after all that was asked for before, and judges the tasks. A scenario that the lab does not have does nothing. */
  act(action: TracingAction): Promise<void> {
    // What has failed before is no reason to do nothing any more.
    this.#done = this.#done.catch(() => {}).then(() => this.#act(action));
    return this.#done;
  }

  async #act(action: TracingAction): Promise<void> {
    if (action.kind === 'run') {
      if (!(await this.#runScenario(action.scenario))) return;
    } else this.#change(action.file, action.kind === 'write' ? action.content : undefined);
    this.#actions.push(action);
    this.results = this.#judge.judge(this);
  }

  /** Runs say nothing about code that came after them, so none of them counts once it is changed. */
  #change(file: string, content: string | undefined): void {
    if (isRun(file) && this.#files.get(file) !== content) this.outcomes.clear();
    if (content === undefined) this.#files.delete(file);
    else this.#files.set(file, content);
  }

  async #runScenario(name: string): Promise<boolean> {
    const scenario = this.#lab.scenarios.find((one) => one.name === name);
    if (!scenario) return false;
    const { seed, start } = this.#options;
    const { files } = this;
    const text = Object.hasOwn(files, COLLECTOR_FILE) ? files[COLLECTOR_FILE] : undefined;
    // Without a Collector spans go straight to where they are kept.
    const hasCollector = text === undefined || listens(text);
    const input: RunInput = { files, scenario, seed, start, hasCollector };
    const result = (await this.#run(input)) ?? failedRun(ENDLESS);
    const sent = result.exports
      .filter(({ signal }) => signal === 'traces')
      .map(({ at, body }) => ({ at, spans: spansOf(body, start) }));
    const spans = [...sent.flatMap((one) => one.spans), ...result.mock].sort((one, other) => one.start - other.start);
    const collector = text === undefined ? undefined : collect(text, sent, scenario.backend);
    this.last = { scenario: name, result, spans, collector };
    this.outcomes.set(name, this.last);
    return true;
  }
}

const ENDLESS = 'The services do not come to an end: is there a loop that nothing ends? What they did was lost.';
