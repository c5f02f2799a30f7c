import type { Transport } from './api/protocol.ts';
import { HOME, WORK } from './folders.ts';
import { InteractiveShell } from './line/interactive.ts';
import type { Files } from './shell/files.ts';
import type { Program } from './shell/program.ts';
import { editors } from './shell/programs/editor.ts';
import { programs } from './shell/programs/index.ts';
import { Shell } from './shell/shell.ts';
import { newState, type Streams, type World } from './shell/state.ts';
import { Bounded, inputOf } from './shell/streams.ts';
import { type Clock, Standstill } from './time/clock.ts';

export { HOME, WORK };

/** What a command line has printed, and its exit code. */
export interface Result {
  output: string;
  errors: string;
  code: number;
  /** Why it would never have ended by itself, and was stopped as with Ctrl-C. */
  endless?: string;
}

/** What a session is made of. */
export interface SessionOptions {
  clock: Clock;
  random: () => number;
  files: Files;
  /** Programs beside the small ones of the shell. */
  programs: Readonly<Record<string, Program>>;
  connect: (server: string) => Transport | undefined;
  environment?: Readonly<Record<string, string>>;
}

/** A person at a shell with files, programs and a cluster. */
export class Session {
  readonly #world: World;
  readonly #environment: ReadonlyMap<string, string>;

  constructor({ clock, random, files, programs: further, connect, environment = {} }: SessionOptions) {
    files.makeFolder(WORK);
    files.makeFolder('/tmp');
    const listeners = new Map<string, Transport>();
    this.#world = {
      clock,
      random,
      files,
      connect: (server) => listeners.get(server) ?? connect(server),
      listen: (server, transport) => {
        if (listeners.has(server)) return undefined;
        listeners.set(server, transport);
        return () => listeners.delete(server);
      },
      isTerminal: false,
      programs: new Map([...programs, ...Object.entries(further)]),
    };
    this.#environment = new Map(
      Object.entries({ HOME, PATH: '/usr/bin:/bin', PWD: WORK, TZ: 'UTC', USER: 'user', ...environment }),
    );
  }

  /** A shell of its own for every command line, as `bash -c` has it: only files stay. */
  shell(isTerminal = false): Shell {
    return new Shell({ ...this.#world, isTerminal }, { ...newState(this.#environment, WORK), isCommand: true });
  }

  /**
   * The shell of a person, in which variables, functions, folder and jobs stay from line to line.
   * @param edit opens the editor of the page: `vi FILE` and `kubectl edit` call it. Without it there is no editor.
   */
  interactive({ edit }: { edit?: World['edit'] } = {}): InteractiveShell {
    const programs = edit ? new Map([...this.#world.programs, ...Object.entries(editors)]) : this.#world.programs;
    return new InteractiveShell(
      { ...this.#world, programs, edit, isTerminal: true },
      newState(this.#environment, WORK),
    );
  }

  /**
   * Runs a command line as somebody types it: what it prints goes out at once, and the clock is somebody else's. Gives its exit code.
   * With an `input` that somebody is a person, who may type more while it runs.
   */
  type(
    command: string,
    streams: Pick<Streams, 'output' | 'errors' | 'signal'> & Partial<Pick<Streams, 'input'>>,
  ): Promise<number> {
    return this.shell(streams.input !== undefined).run(command, { input: inputOf(''), ...streams });
  }

  /**
   * Runs a command line from beginning to end; the clock goes on as far as the command waits. What waits for what cannot happen, or prints
   * without end, is stopped.
   */
  async run(command: string, input = ''): Promise<Result> {
    const stop = new AbortController();
    let endless: string | undefined;
    const end = (why: string): void => {
      endless = why;
      stop.abort();
    };
    const output = new Bounded(() => end('it prints without end'));
    const errors = new Bounded(() => end('it complains without end'));
    const running = this.shell().run(command, { input: inputOf(input), output, errors, signal: stop.signal });
    let code: number;
    try {
      code = await this.#world.clock.until(running);
    } catch (problem) {
      if (!(problem instanceof Standstill)) throw problem;
      end('it waits for what never comes');
      code = await this.#world.clock.until(running);
    }
    return { output: output.text, errors: errors.text, code, ...(endless === undefined ? {} : { endless }) };
  }
}
