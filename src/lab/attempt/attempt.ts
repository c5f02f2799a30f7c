import type { Mode } from '../../curriculum/practice/attempt.ts';
import type { LabStart } from '../../curriculum/schema/lab-cluster.ts';
import type { ClusterOptions } from '../cluster.ts';
import type { Practice } from '../practice.ts';
import { beginLab } from '../runner/begin.ts';
import type { JudgedTask } from '../runner/conditions.ts';
import { Judge } from '../runner/judge.ts';
import type { TaskResult } from '../runner/task-result.ts';
import { absolutePath } from '../shell/files.ts';
import { Collector } from '../shell/streams.ts';
import { Console, type Prompt } from './console.ts';
import { type Action, type Entry, FORMAT, type Recording, TERMINALS, VERSION } from './recording.ts';

/** A lab as the practice cluster needs it. */
export interface AttemptLab {
  /** Id of its lesson; of a session of the lesson, with `#` and its file behind it. */
  lesson: string;
  /** Random numbers that every attempt takes; each has its own if this is left out. */
  seed?: number;
  /** Of all the rest: what was done in one state of the lab is not continued in another. */
  digest: string;
  start: LabStart;
  /** Command lines that are run in that state before the learner comes. */
  before?: readonly string[];
  tasks: readonly JudgedTask[];
  /** Files of the lesson, by their names. */
  files: Readonly<Record<string, string>>;
  /** Some of its images have programs of the course, see `course/`. */
  hasPrograms: boolean;
}

/** What somebody is told of an attempt, as it happens; of its terminals with their numbers. */
export interface Listener {
  output(text: string, isError: boolean, terminal: number): void;
  begun(command: string, prompt: Prompt, terminal: number): void;
  ended(code: number, prompt: Prompt, terminal: number): void;
  edit(path: string, content: string, terminal: number): void;
  /** How the tasks stand. */
  tasks(results: readonly TaskResult[]): void;
}

/** What a cluster gets that its lab does not say, and what a practice exam is sat as. */
type FurtherOptions = Omit<ClusterOptions, 'seed' | 'start' | 'images' | 'load'> & {
  /** In an exam the tasks are looked at at the beginning and at the end alone; in training in between, too. A lab is none. */
  mode?: Mode | undefined;
};

/** What an attempt begins with besides its lab. */
type Begun = { seed: number; start: number } & Pick<FurtherOptions, 'mode'>;

/** How long the judge waits between two looks, in milliseconds of the cluster's clock. */
const LOOK_MS = 1000;
/** In training with a form, where each condition of many tasks is looked at, those that take time, too. */
const FORM_LOOK_MS = 30_000;

/**
 * One learner at one lab: a cluster in its first state, a shell, a judge, and a record of all that is done. Everything happens on the
 * cluster's clock, which somebody else moves; so what was recorded can be done again, and leads to the same.
 */
export class Attempt {
  readonly practice: Practice;
  readonly consoles: readonly Console[];
  readonly #lab: AttemptLab;
  readonly #listener: Listener;
  readonly #judge: Judge;
  readonly #begin: number;
  readonly #seed: number;
  readonly #start: number;
  readonly #mode: Mode | undefined;
  readonly #entries: Entry[] = [];
  #isJudging = false;
  #results: readonly TaskResult[] = [];

  private constructor(lab: AttemptLab, practice: Practice, listener: Listener, { seed, start, mode }: Begun) {
    this.#lab = lab;
    this.practice = practice;
    this.#listener = listener;
    this.#seed = seed;
    this.#start = start;
    this.#mode = mode;
    this.#begin = practice.cluster.clock.now();
    this.consoles = Array.from(
      { length: TERMINALS },
      (_, terminal) =>
        new Console(practice.session, {
          output: (text, isError) => listener.output(text, isError, terminal),
          begun: (command, prompt) => listener.begun(command, prompt, terminal),
          ended: (code, prompt) => listener.ended(code, prompt, terminal),
          edit: (path, content) => listener.edit(path, content, terminal),
        }),
    );
    this.#judge = new Judge(practice, lab.tasks, lab.start);
  }

  /** Begins a lab. @param start the present moment. @throws StartProblem if the lab's first state cannot be made */
  static async begin(
    lab: AttemptLab,
    listener: Listener,
    { seed, start, mode, ...options }: { seed: number; start: number } & FurtherOptions,
  ): Promise<Attempt> {
    const practice = await beginLab(
      lab.start,
      new Map(Object.entries(lab.files)),
      { ...options, seed, start },
      lab.before,
    );
    const attempt = new Attempt(lab, practice, listener, { seed, start, mode });
    // Nobody else moves the clock yet, and a command of the lab may need it.
    if (mode) await attempt.#judge.grade();
    if (mode === 'exam') return attempt;
    attempt.#lookLater();
    await practice.cluster.clock.until(attempt.#look());
    return attempt;
  }

  /** Begins a lab, and does again what was done in it; the listener is told of everything. @param tell how far it has come, 0 to 1. @throws StartProblem */
  static async again(
    lab: AttemptLab,
    listener: Listener,
    recording: Recording,
    options: FurtherOptions = {},
    tell: (share: number) => void = () => {},
  ): Promise<Attempt> {
    const attempt = await Attempt.begin(lab, listener, { ...options, seed: recording.seed, start: recording.start });
    const { clock } = attempt.practice.cluster;
    for (const { at, action } of recording.entries) {
      await attempt.#comeTo(at, tell, recording.until);
      // Only another version of the engine takes longer than it did: what runs is ended, as if its user had not waited.
      if (action.kind === 'command' && attempt.isBusyAt(action.terminal)) {
        attempt.act({ kind: 'interrupt', terminal: action.terminal });
        await clock.step(0);
      }
      attempt.act(action);
    }
    await attempt.#comeTo(recording.until, tell, recording.until);
    return attempt;
  }

  async #comeTo(at: number, tell: (share: number) => void, whole: number): Promise<void> {
    const { clock } = this.practice.cluster;
    const STEP = 10_000;
    for (let next = clock.now() + STEP; next < this.#begin + at; next += STEP) {
      await clock.moveTo(next);
      tell((next - this.#begin) / whole);
    }
    await clock.moveTo(this.#begin + at);
  }

  /** Whether a command runs at a terminal. */
  isBusyAt(terminal: number): boolean {
    return this.consoles[terminal]?.isBusy ?? false;
  }

  /** How the tasks stood when they were looked at last. */
  get results(): readonly TaskResult[] {
    return this.#results;
  }

  /** Grades a practice exam at its end: what runs is stopped, and the clusters come to rest. Nobody else moves the clock any more. */
  async grade(): Promise<readonly TaskResult[]> {
    this.consoles.forEach((_, terminal) => {
      if (this.isBusyAt(terminal)) this.act({ kind: 'interrupt', terminal });
    });
    await this.practice.settle();
    return this.#judge.grade();
  }

  /** All that was done so far. */
  get recording(): Recording {
    return {
      format: FORMAT,
      version: VERSION,
      lesson: this.#lab.lesson,
      digest: this.#lab.digest,
      seed: this.#seed,
      start: this.#start,
      until: this.practice.cluster.clock.now() - this.#begin,
      entries: this.#entries,
    };
  }

  /** Does something, between two moments of the clock; what cannot be done now (a command while another one runs) is passed over, and false. */
  act(action: Action): boolean {
    const entry = { at: this.practice.cluster.clock.now() - this.#begin, action };
    if (action.kind === 'write' || action.kind === 'remove') {
      this.#entries.push(entry);
      this.#change(action);
      return true;
    }
    const console = this.consoles[action.terminal];
    if (!console?.takes(action)) return false;
    this.#entries.push(entry);
    const doing = console.act(action);
    if (action.kind === 'command' && this.#mode !== 'exam') void doing.then(() => this.#look());
    return true;
  }

  #change(action: Extract<Action, { kind: 'write' | 'remove' }>): void {
    const { files } = this.practice;
    const path = absolutePath(action.path, '/');
    if (action.kind === 'write') {
      files.makeFolder(path.slice(0, path.lastIndexOf('/')) || '/');
      files.write(path, action.content);
    } else if (files.kind(path) !== undefined) files.remove(path);
  }

  /** Looks again and again, on the cluster's clock: when it looks depends on nothing else. */
  #lookLater(): void {
    this.practice.cluster.clock.after(this.#mode ? FORM_LOOK_MS : LOOK_MS, () => {
      void this.#look();
      this.#lookLater();
    });
  }

  async #look(): Promise<void> {
    if (this.#isJudging) return;
    this.#isJudging = true;
    const run = async (command: string): Promise<string> => {
      const output = new Collector();
      const { signal } = new AbortController();
      await this.practice.session.type(command, { output, errors: new Collector(), signal });
      return output.text;
    };
    this.#results = await (this.#mode ? this.#judge.grade(run) : this.#judge.judge(run));
    this.#isJudging = false;
    this.#listener.tasks(this.#results);
  }
}
