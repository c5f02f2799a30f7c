import type { LabTask } from '../../curriculum/schema/lab.ts';
import type { LabStart } from '../../curriculum/schema/lab-cluster.ts';
import type { ClusterOptions } from '../cluster.ts';
import type { InteractiveShell } from '../line/interactive.ts';
import type { Practice } from '../practice.ts';
import { beginLab } from '../runner/begin.ts';
import { Judge, type TaskResult } from '../runner/judge.ts';
import { absolutePath } from '../shell/files.ts';
import { Pipe } from '../shell/streams.ts';
import { type Action, type Entry, FORMAT, type Recording, VERSION } from './recording.ts';

/** A lab as the practice cluster needs it. */
export interface AttemptLab {
  lesson: string;
  /** Of all the rest: what was done in one state of the lab is not continued in another. */
  digest: string;
  start: LabStart;
  tasks: readonly LabTask[];
  /** Files of the lesson, by their names. */
  files: Readonly<Record<string, string>>;
}

/** What stands before a line that is typed: where there is room, and where there is little. */
export interface Prompt {
  long: string;
  short: string;
}

/** What somebody is told of an attempt, as it happens. */
export interface Listener {
  /** What a command prints. */
  output(text: string, isError: boolean): void;
  /** A command was typed, at this prompt. */
  begun(command: string, prompt: Prompt): void;
  /** A command has ended; this is the next prompt. */
  ended(code: number, prompt: Prompt): void;
  /** A command wants a text edited: it waits for an action `edited`. */
  edit(path: string, content: string): void;
  /** How the tasks stand. */
  tasks(results: readonly TaskResult[]): void;
}

/** What a cluster gets that its lab does not say. */
type FurtherOptions = Omit<ClusterOptions, 'seed' | 'start' | 'images' | 'load'>;

/** How long the judge waits between two looks, in milliseconds of the cluster's clock. */
const LOOK_MS = 1000;

/**
 * One learner at one lab: a cluster in its first state, a shell, a judge, and a record of all that is done. Everything happens on the
 * cluster's clock, which somebody else moves; so what was recorded can be done again, and leads to the same.
 */
export class Attempt {
  readonly practice: Practice;
  #shell: InteractiveShell;
  readonly #lab: AttemptLab;
  readonly #listener: Listener;
  readonly #judge: Judge;
  readonly #begin: number;
  readonly #seed: number;
  readonly #start: number;
  readonly #entries: Entry[] = [];
  #running: { input: Pipe; stop: AbortController } | undefined;
  #edited: ((content: string | undefined) => void) | undefined;
  #isJudging = false;
  #results: readonly TaskResult[] = [];

  private constructor(lab: AttemptLab, practice: Practice, listener: Listener, seed: number, start: number) {
    this.#lab = lab;
    this.practice = practice;
    this.#listener = listener;
    this.#seed = seed;
    this.#start = start;
    this.#begin = practice.cluster.clock.now();
    this.#shell = this.#newShell();
    this.#judge = new Judge(practice, lab.tasks, lab.start.namespace);
    this.#lookLater();
  }

  /** Begins a lab. @param start the present moment. @throws StartProblem if the lab's first state cannot be made */
  static async begin(
    lab: AttemptLab,
    listener: Listener,
    { seed, start, ...options }: { seed: number; start: number } & FurtherOptions,
  ): Promise<Attempt> {
    const practice = await beginLab(lab.start, new Map(Object.entries(lab.files)), { ...options, seed, start });
    const attempt = new Attempt(lab, practice, listener, seed, start);
    await attempt.#look();
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
      if (action.kind === 'command' && attempt.isBusy) {
        attempt.act({ kind: 'interrupt' });
        await clock.step(0);
      }
      attempt.act(action);
    }
    await attempt.#comeTo(recording.until, tell, recording.until);
    return attempt;
  }

  #newShell(): InteractiveShell {
    return this.practice.session.interactive({
      edit: (path, content) =>
        new Promise((resolve) => {
          this.#edited = resolve;
          this.#listener.edit(path, content);
        }),
    });
  }

  /** What stands before the next line. */
  get prompt(): Prompt {
    return { long: this.#shell.prompt, short: this.#shell.shortPrompt };
  }

  /** The shell in which commands run; a new one once somebody has left it. */
  get shell(): InteractiveShell {
    return this.#shell;
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

  /** Whether a command runs. */
  get isBusy(): boolean {
    return this.#running !== undefined;
  }

  /** How the tasks stood when they were looked at last. */
  get results(): readonly TaskResult[] {
    return this.#results;
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
    if (!this.#isPossible(action)) return false;
    this.#entries.push({ at: this.practice.cluster.clock.now() - this.#begin, action });
    this.#do(action);
    return true;
  }

  #isPossible({ kind }: Action): boolean {
    if (kind === 'command') return !this.isBusy;
    if (kind === 'edited') return this.#edited !== undefined;
    if (kind === 'write' || kind === 'remove') return true;
    return this.isBusy;
  }

  #do(action: Action): void {
    const { files } = this.practice;
    switch (action.kind) {
      case 'command':
        void this.#run(action.text);
        break;
      case 'input':
        this.#running?.input.write(`${action.text}\n`);
        break;
      case 'end':
        this.#running?.input.close();
        break;
      case 'interrupt':
        this.#close(undefined);
        this.#running?.stop.abort();
        break;
      case 'write': {
        const path = absolutePath(action.path, '/');
        files.makeFolder(path.slice(0, path.lastIndexOf('/')));
        files.write(path, action.content);
        break;
      }
      case 'remove':
        if (files.kind(action.path) !== undefined) files.remove(action.path);
        break;
      case 'edited':
        this.#close(action.content ?? undefined);
        break;
    }
  }

  #close(content: string | undefined): void {
    const edited = this.#edited;
    this.#edited = undefined;
    edited?.(content);
  }

  async #run(text: string): Promise<void> {
    const running = { input: new Pipe(), stop: new AbortController() };
    this.#running = running;
    this.#listener.begun(text, this.prompt);
    const code = await this.#shell.run(text, {
      input: running.input,
      output: { write: (piece) => this.#listener.output(piece, false) },
      errors: { write: (piece) => this.#listener.output(piece, true) },
      signal: running.stop.signal,
    });
    this.#running = undefined;
    if (this.#shell.hasExited) {
      this.#shell.close();
      this.#shell = this.#newShell();
    }
    this.#listener.ended(code, this.prompt);
    await this.#look();
  }

  /** Looks again and again, on the cluster's clock: when it looks depends on nothing else. */
  #lookLater(): void {
    this.practice.cluster.clock.after(LOOK_MS, () => {
      void this.#look();
      this.#lookLater();
    });
  }

  async #look(): Promise<void> {
    if (this.#isJudging) return;
    this.#isJudging = true;
    this.#results = await this.#judge.judge(async (command) => {
      let printed = '';
      const sink = { write: () => {} };
      await this.practice.session.type(command, {
        output: { write: (piece) => (printed += piece) },
        errors: sink,
        signal: new AbortController().signal,
      });
      return printed;
    });
    this.#isJudging = false;
    this.#listener.tasks(this.#results);
  }
}
