import { copyExtras, type Extras } from './extras.ts';
import type { Context, Input, Output, Program } from './program.ts';
import type { Command } from './syntax/tree.ts';

/** The world around a shell: what all shells of a lab share. */
export interface World
  extends Pick<Context, 'files' | 'clock' | 'random' | 'connect' | 'listen' | 'isTerminal' | 'edit'> {
  programs: ReadonlyMap<string, Program>;
  /** Processes that others have started, such as the first one of a container: `kill` finds them. */
  processes?: () => readonly Job[];
  /** Listens to signals that others send; who gives false does not heed one. Gives what ends that. */
  onSignal?: (handler: (name: string) => boolean) => () => void;
  /** Which shell this is, as its error messages tell; bash if nothing is said. */
  shell?: 'bash' | 'busybox' | 'dash';
  /** After how many commands a millisecond passes: few where many loops run that nobody looks at. */
  commandsPerMillisecond?: number;
  /** What all shells of the lab use up; made when the first command runs. */
  load?: Load;
}

/** What shells use up together. */
export interface Load {
  /** Commands that were run. */
  commands: number;
  /** Shells within shells that run now. */
  shells: number;
  /** Whether there were too many of them: all end then. */
  isExhausted: boolean;
}

/** A command in the background. */
export interface Job {
  /** Number of its process. */
  id: number;
  /** Number among the jobs of its shell: `%1`. */
  number: number;
  /** The command as it was written. */
  text: string;
  done: Promise<number>;
  /** Its exit code, once it has ended. */
  code?: number;
  /** Ends it, as a signal of this number does. */
  stop: (signal?: number) => void;
}

/** Where a shell writes that a person types into, whatever command runs now. */
export interface Terminal {
  output: Output;
  errors: Output;
  /** Where what runs in front writes. */
  front: Output;
  /** Lines that were typed. */
  history: string[];
}

/** What belongs to one shell. A subshell gets a copy. */
export interface State {
  variables: Map<string, string>;
  exported: Set<string>;
  functions: Map<string, Command>;
  positional: readonly string[];
  folder: string;
  /** What stands before error messages: `bash`, or the path of a script. */
  name?: string;
  /** The line of the command that runs, from 1 on. */
  line?: number;
  /** Whether a person types its commands: its error messages name no line then. */
  isInteractive?: boolean;
  /** Names that stand for beginnings of commands, in shells of persons. */
  aliases?: Map<string, string>;
  /** Whether it runs what stands after `-c`, as its syntax errors tell. */
  isCommand?: boolean;
  /** Arrays, traps, options: made when somebody needs them. */
  extras?: Extras;
  /** When it began, on the clock. */
  began?: number;
  /** Set in a shell that a person types into. */
  terminal?: Terminal;
  /** Exit code of the last command. */
  code: number;
  jobs: Job[];
  /** `set -e`: ends at the first command that fails. */
  endsOnFailure: boolean;
  /** `set -o pipefail`. */
  countsAllOfPipe: boolean;
}

/** A copy for a subshell. */
export function copyOf(state: State): State {
  const { terminal: _, extras, ...rest } = state;
  return {
    ...rest,
    variables: new Map(state.variables),
    exported: new Set(state.exported),
    functions: new Map(state.functions),
    jobs: [],
    ...(extras ? { extras: copyExtras(extras) } : {}),
  };
}

/** The state of a shell that has just begun. */
export function newState(environment: Iterable<readonly [string, string]>, folder: string): State {
  const variables = new Map(environment);
  return {
    variables,
    exported: new Set(variables.keys()),
    functions: new Map(),
    positional: [],
    folder,
    code: 0,
    jobs: [],
    endsOnFailure: false,
    countsAllOfPipe: false,
  };
}

/** Leaves a shell, a function or a loop. */
export class Leave extends Error {
  readonly what: 'exit' | 'return' | 'break' | 'continue';
  readonly code: number;
  /** How many loops it leaves. */
  levels: number;

  constructor(what: Leave['what'], code: number, levels = 1) {
    super(what);
    this.what = what;
    this.code = code;
    this.levels = levels;
  }
}

/** What a program is stopped with gives this code: 128 and the number of the signal. */
export const STOPPED = 143;
/** Somebody pressed Ctrl-C. */
export const INTERRUPTED = 130;
/** Ends a program whose reader has gone. */
export const BROKEN_PIPE = 141;
export const NOT_FOUND = 127;
export const NOT_EXECUTABLE = 126;

/** Where a command reads and writes, and what stops it. */
export interface Streams {
  input: Input;
  output: Output;
  errors: Output;
  signal: AbortSignal;
  /** Streams with numbers from 3 on. */
  others?: ReadonlyMap<number, Input | Output>;
}

/** A shell, as commands that change it see it. */
export interface ShellParts {
  readonly world: World;
  readonly state: State;
  run(text: string, streams: Streams): Promise<number>;
  /** Runs a text line by line, in this shell. @param origin what its syntax errors begin with */
  lines(text: string, streams: Streams, origin?: string): Promise<number>;
  execute(
    words: readonly string[],
    streams: Streams,
    environment?: Readonly<Record<string, string>>,
    how?: { skipsFunctions?: boolean },
  ): Promise<number>;
  /** Runs a command in a shell with this environment and no other. */
  bare(words: readonly string[], streams: Streams, environment: Readonly<Record<string, string>>): Promise<number>;
  subshell(
    text: string,
    name: string,
    positional: readonly string[],
    streams: Streams,
    environment?: Readonly<Record<string, string>>,
    how?: { isCommand?: boolean; letters?: string },
  ): Promise<number>;
}

/** Takes turns of a loop until one says that it was the last, or somebody leaves it. */
export async function repeat(turn: () => Promise<boolean>): Promise<void> {
  for (;;) {
    try {
      if (!(await turn())) return;
      // A loop that never waits must not keep everything else from happening.
      await Promise.resolve();
    } catch (problem) {
      if (!(problem instanceof Leave) || problem.what === 'exit' || problem.what === 'return') throw problem;
      if (--problem.levels > 0) throw problem;
      if (problem.what === 'break') return;
    }
  }
}
