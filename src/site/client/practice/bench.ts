import type { Mode } from '../../../curriculum/practice/attempt.ts';
import { Attempt, type AttemptLab, type Listener } from '../../../lab/attempt/attempt.ts';
import { misfit } from '../../../lab/attempt/misfit.ts';
import { type Action, parseRecording, type Recording } from '../../../lab/attempt/recording.ts';
import type { ClusterOptions } from '../../../lab/cluster.ts';
import { formOf } from '../../../lab/runner/draw.ts';
import { Pace } from '../../../lab/time/pace.ts';
import { Part } from '../../../lab/time/part.ts';
import { filesBelow, isUnfinished, terminalsOf } from './attempt-facts.ts';
import type { Kept } from './keep.ts';
import type { Ask, Time, Told } from './protocol.ts';
import { ShownCluster } from './shown-cluster.ts';

/** What the page is told at once, and what is kept, and how often. */
const SHOW_MS = 250;
const KEEP_MS = 2000;
/** What a command prints is collected for so long: a page that is told of every line does nothing else. */
const COLLECT_MS = 30;
/** What is printed while the page still shows what came before: more than that is cut, and the end of it stays. */
const MOST_AT_ONCE = 150_000;

/** What a bench is opened with. */
export interface BenchOptions {
  lab: AttemptLab;
  kept: Kept;
  tell: (told: Told) => void;
  /** A recording to go on with, if there is one. */
  text: string | undefined;
  /** Random numbers of a new attempt; its own, unless given. */
  seed: number | undefined;
  /** It is what this browser has kept, and not what somebody imports. */
  isKept: boolean;
  /** Programs of the course's own images. */
  programs: NonNullable<ClusterOptions['programs']>;
  /** What a practice exam is sat as. */
  mode: Mode | undefined;
}

type Heard = Exclude<Ask, { kind: 'open' | 'sandbox' | 'take' | 'reset' | 'import' }>;

const manifestRules = new Part('rules for manifests', () => import('../../../lab/view/manifest-findings.ts'));

/** An attempt at a lab, with the clock running, as a page shows it. */
export class Bench {
  readonly #options: BenchOptions;
  readonly #tell: (told: Told) => void;
  #attempt: Attempt | undefined;
  #pace: Pace | undefined;
  #timers: ReturnType<typeof setInterval>[] = [];
  #actions: Action[] = [];
  #printed: { terminal: number; text: string; isError: boolean }[] = [];
  #shown: ShownCluster | undefined;
  /** The page has shown all that it was told. */
  #isShown = true;
  #tasks = '';
  #saved = 0;

  private constructor(options: BenchOptions) {
    this.#options = options;
    this.#tell = options.tell;
  }

  /** Opens an attempt: a new one, or one that goes on. @throws StartProblem if the lab's first state cannot be made */
  static async open(options: BenchOptions): Promise<Bench> {
    const bench = new Bench(options);
    await bench.#open();
    return bench;
  }

  /** Whether a recording cannot be taken; the page is told why. */
  refuses(text: string): boolean {
    const problem = misfit(parseRecording(text), this.#options.lab);
    if (problem) this.#tell({ kind: 'refused', problem });
    return problem !== undefined;
  }

  #listener(): Listener {
    return {
      output: (text, isError, terminal) => this.#print({ terminal, text, isError }),
      begun: (command, prompt, terminal) => {
        this.#flush();
        this.#shown?.typedAt(terminal);
        this.#tell({ kind: 'begun', terminal, command, prompt });
      },
      ended: (code, prompt, terminal) => {
        this.#flush();
        this.#tell({ kind: 'ended', terminal, code, prompt });
        void this.#keep();
      },
      edit: (path, content, terminal) => this.#tell({ kind: 'edit', terminal, path, content }),
      tasks: () => this.#tellTasks(),
    };
  }

  async #open(): Promise<void> {
    const { lab, text, seed, isKept, programs, mode } = this.#options;
    const read = text === undefined ? undefined : parseRecording(text);
    const problem = read === undefined ? undefined : misfit(read, lab);
    const recording = problem === undefined ? (read as Recording | undefined) : undefined;
    const listener = this.#listener();
    this.#attempt = recording
      ? await Attempt.again(lab, listener, recording, { programs, mode }, (share) =>
          this.#tell({ kind: 'progress', share }),
        )
      : await Attempt.begin(lab, listener, {
          seed: seed ?? lab.seed ?? crypto.getRandomValues(new Uint32Array(1))[0] ?? 1,
          start: Date.now(),
          programs,
          mode,
        });
    this.#shown = new ShownCluster(this.#attempt);
    this.#flush();
    this.#pace = new Pace(this.#attempt.practice.cluster.clock, () => this.#actNow());
    this.#timers = [
      setInterval(() => this.#flush(false), COLLECT_MS),
      setInterval(() => this.#show(), SHOW_MS),
      setInterval(() => void this.#keep(), KEEP_MS),
    ];
    const { number, total } = formOf(lab.start, this.#attempt.recording.seed);
    this.#tell({
      kind: 'open',
      form: total > 1 ? { number, total } : undefined,
      terminals: terminalsOf(this.#attempt),
      isContinued: recording !== undefined,
      isOutdated: isKept && problem === 'another state',
    });
    this.#tellTasks();
    this.#show();
    this.#tellFiles();
    // What is kept of an earlier state of the lab stays until something is done in the present one.
    if (text !== undefined && !isKept) void this.#keep();
  }

  /** What its random numbers come from. */
  get seed(): number | undefined {
    return this.#attempt?.recording.seed;
  }

  /** Ends it: the clock stands still, and nothing is told any more. */
  close(): void {
    this.#pace?.stop();
    for (const timer of this.#timers) clearInterval(timer);
  }

  /** Does what the page asks for. */
  hear(ask: Heard): void {
    const attempt = this.#attempt;
    if (!attempt) return;
    switch (ask.kind) {
      case 'act':
        if (isUnfinished(attempt, ask.action)) this.#tell({ kind: 'incomplete', terminal: ask.action.terminal });
        else this.#actions.push(ask.action);
        break;
      case 'speed':
        if (this.#pace) this.#pace.speed = ask.speed;
        this.#tell({ kind: 'time', time: this.#time });
        break;
      case 'skip':
        this.#pace?.skip(ask.milliseconds);
        this.#tell({ kind: 'time', time: this.#time });
        break;
      case 'show':
        this.#shown?.choose(ask.context);
        this.#show();
        break;
      case 'complete':
        void this.#complete(ask);
        break;
      case 'shown':
        this.#isShown = true;
        break;
      case 'files':
        this.#tellFiles();
        break;
      case 'export':
        this.#tell({ kind: 'exported', text: JSON.stringify(attempt.recording) });
        break;
      case 'findings':
        void this.#find(ask);
        break;
      case 'grade':
        void this.#grade();
        break;
    }
  }

  /** Grades what was done, once what is being done has come to an end; the clock does not go on after that. */
  async #grade(): Promise<void> {
    await this.#pace?.rest();
    const results = (await this.#attempt?.grade()) ?? [];
    this.close();
    await this.#keep();
    this.#tell({ kind: 'graded', results });
  }

  async #complete({ number, terminal, line, cursor }: Extract<Heard, { kind: 'complete' }>): Promise<void> {
    const { consoles, practice } = this.#attempt as Attempt;
    const shell = consoles[terminal]?.shell;
    // What cannot be loaded completes nothing.
    const found = shell && (await practice.complete(shell, line, cursor).catch(() => undefined));
    this.#tell({ kind: 'completed', number, completed: found ?? { from: cursor, to: cursor, candidates: [] } });
  }

  /** Answers what is wrong in a file: nothing in one that is no manifest, or where the rules cannot be loaded. */
  async #find({ number, path, text }: Extract<Heard, { kind: 'findings' }>): Promise<void> {
    const clusters = [...(this.#attempt as Attempt).practice.clusters.values()];
    const part = /\.ya?ml$/.test(path) ? await manifestRules.load().catch(() => undefined) : undefined;
    const isServed = (apiVersion: string, kind: string): boolean =>
      clusters
        .flatMap(({ server }) => server.catalog.all())
        .some((one) => one.kind === kind && [one.group, one.version].filter(Boolean).join('/') === apiVersion);
    this.#tell({ kind: 'findings', number, findings: part?.manifestFindings(text, isServed) ?? [] });
  }

  /** Does what has been asked for since the clock moved last; a command waits until the one before it has ended. */
  #actNow(): void {
    const actions = this.#actions.splice(0);
    for (const action of actions) {
      if (action.kind === 'command' && this.#attempt?.isBusyAt(action.terminal)) this.#actions.push(action);
      else this.#act(action);
    }
  }

  #act(action: Action): void {
    if (!this.#attempt?.act(action)) return;
    if (action.kind === 'write' || action.kind === 'remove') this.#tellFiles();
    void this.#keep();
  }

  get #time(): Time {
    const { clock } = (this.#attempt as Attempt).practice.cluster;
    return { now: clock.now(), speed: this.#pace?.speed ?? 1, isBehind: this.#pace?.isBehind ?? false };
  }

  #print(piece: { terminal: number; text: string; isError: boolean }): void {
    const last = this.#printed.at(-1);
    if (last?.isError === piece.isError && last.terminal === piece.terminal) last.text = tailOf(last.text + piece.text);
    else this.#printed.push({ ...piece, text: tailOf(piece.text) });
  }

  /** Tells what was printed. @param isForced whether or not the page has shown what it was told before */
  #flush(isForced = true): void {
    if (this.#printed.length === 0 || !(isForced || this.#isShown)) return;
    this.#isShown = false;
    for (const piece of this.#printed.splice(0)) this.#tell({ kind: 'output', ...piece });
    this.#tell({ kind: 'printed' });
  }

  #tellTasks(): void {
    const results = this.#attempt?.results ?? [];
    const text = JSON.stringify(results);
    if (text === this.#tasks) return;
    this.#tasks = text;
    this.#tell({ kind: 'tasks', results });
  }

  #tellFiles(): void {
    const { files } = (this.#attempt as Attempt).practice;
    this.#tell({ kind: 'files', files: [...filesBelow(files)] });
  }

  #show(): void {
    const shown = this.#shown?.news();
    this.#tell(shown ? { kind: 'view', ...shown, time: this.#time } : { kind: 'time', time: this.#time });
  }

  /** Keeps what was done, and how far the clock is. Before anything was done there is nothing to keep. */
  async #keep(): Promise<void> {
    const recording = this.#attempt?.recording;
    if (!recording || recording.entries.length === 0 || recording.until === this.#saved) return;
    const isFirst = this.#saved === 0;
    this.#saved = recording.until;
    const isTaken = await this.#options.kept.write(recording.lesson, JSON.stringify(recording));
    if (!isTaken && isFirst) this.#tell({ kind: 'unkept' });
  }
}

/** The end of what was printed, from the beginning of a line on. */
function tailOf(text: string): string {
  if (text.length <= MOST_AT_ONCE) return text;
  const tail = text.slice(-MOST_AT_ONCE);
  return tail.slice(tail.indexOf('\n') + 1);
}
