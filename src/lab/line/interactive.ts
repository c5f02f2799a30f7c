import { complain } from '../shell/errors.ts';
import { cutOutput, takeEnded, whenStopped } from '../shell/jobs.ts';
import type { Context } from '../shell/program.ts';
import { Shell } from '../shell/shell.ts';
import { INTERRUPTED, Leave, type State, type Streams, type Terminal, type World } from '../shell/state.ts';
import { inputOf } from '../shell/streams.ts';
import { isUnfinished } from '../shell/syntax/parse.ts';
import { expandHistory, HistoryError } from './history.ts';

/** Where what a person typed reads and writes; without an input nothing can be typed while it runs. */
export type TypedStreams = Pick<Streams, 'output' | 'errors' | 'signal'> & Partial<Pick<Streams, 'input'>>;

/** How many lines are remembered. */
const REMEMBERED = 1000;

/** The shell of a person: variables, functions, folder, aliases and jobs stay from line to line. */
export class InteractiveShell {
  readonly #shell: Shell;
  readonly #terminal: Terminal;
  #streams: TypedStreams | undefined;
  #hasExited = false;

  constructor(world: World, state: State) {
    this.#terminal = {
      history: [],
      output: { write: (text) => this.#streams?.output.write(text) },
      errors: { write: (text) => this.#streams?.errors.write(text) },
      front: { write: () => {} },
    };
    Object.assign(state, { terminal: this.#terminal, isInteractive: true, aliases: state.aliases ?? new Map() });
    this.#shell = new Shell(world, state);
  }

  get world(): World {
    return this.#shell.world;
  }

  get state(): State {
    return this.#shell.state;
  }

  get folder(): string {
    return this.state.folder;
  }

  /** Where programs look for what they are set up with. */
  get place(): Pick<Context, 'environment' | 'folder'> {
    const { exported, variables, folder } = this.state;
    return { environment: Object.fromEntries([...exported].map((name) => [name, variables.get(name) ?? ''])), folder };
  }

  /** Lines that were typed, the oldest first. */
  get history(): readonly string[] {
    return this.#terminal.history;
  }

  /** Remembers lines of an earlier visit. */
  remember(lines: readonly string[]): void {
    this.#terminal.history.unshift(...lines);
  }

  /** Whether somebody has left it with `exit`: a page begins a new one then. */
  get hasExited(): boolean {
    return this.#hasExited;
  }

  /** The folder as prompts show it, with `~` for home. */
  get shownFolder(): string {
    const home = this.state.variables.get('HOME') ?? '';
    const { folder } = this;
    return home !== '' && (folder === home || folder.startsWith(`${home}/`)) ? `~${folder.slice(home.length)}` : folder;
  }

  /** What stands before a line, as bash shows it: `user@practice:~/work$ `. */
  get prompt(): string {
    return `${this.state.variables.get('USER') ?? 'user'}@practice:${this.shownFolder}$ `;
  }

  /** What stands before a line where there is little room: `~/work $ `. */
  get shortPrompt(): string {
    return `${this.shownFolder} $ `;
  }

  /** What stands before the further lines of a command that is not complete. */
  get continuationPrompt(): string {
    return '> ';
  }

  /** Whether a text is a whole command; no when a quote, a loop, a here-document is open or a backslash ends it, so that more lines follow. */
  isComplete(text: string): boolean {
    return !isUnfinished(text, this.state.aliases);
  }

  /**
   * Runs what was typed and gives its exit code; 130 when `signal` stopped it, at the latest once all had their turn to end by themselves.
   * What runs in the background goes on, and writes to the streams of the last line.
   */
  async run(text: string, streams: TypedStreams): Promise<number> {
    this.#streams = streams;
    const { state } = this;
    const typed = this.#typed(text, streams);
    if (typed === undefined) {
      state.code = 1;
      return 1;
    }
    const isCut = (): boolean => streams.signal.aborted && isOver;
    let isOver = false;
    const front = cutOutput(streams.output, isCut);
    this.#terminal.front = front;
    const inner: Streams = {
      input: streams.input ?? inputOf(''),
      output: front,
      errors: cutOutput(streams.errors, isCut),
      signal: streams.signal,
    };
    const running = this.#shell.run(typed, inner, (problem) => {
      if (problem instanceof Leave && problem.what === 'exit') this.#hasExited = true;
    });
    const code = (await Promise.race([running, whenStopped(streams.signal)])) ?? INTERRUPTED;
    isOver = true;
    state.code = streams.signal.aborted ? INTERRUPTED : code;
    streams.errors.write(takeEnded(state));
    return state.code;
  }

  /** The line after `!!` and its like, which is remembered; undefined if it means nothing that was typed. */
  #typed(text: string, streams: TypedStreams): string | undefined {
    const { history } = this.#terminal;
    try {
      const { line, isChanged } = expandHistory(text, history);
      if (isChanged) streams.output.write(`${line}\n`);
      if (line.trim() !== '' && line !== history.at(-1)) history.push(line);
      if (history.length > REMEMBERED) history.shift();
      return line;
    } catch (problem) {
      if (!(problem instanceof HistoryError)) throw problem;
      complain(this.#shell, streams, problem.message);
      return undefined;
    }
  }

  /** Ends what runs in the background: nobody is there any more. */
  close(): void {
    for (const job of this.state.jobs) job.stop(1);
  }
}
