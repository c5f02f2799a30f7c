import type { Transport } from '../api/protocol.ts';
import type { Clock } from '../time/clock.ts';
import type { Files } from './files.ts';

/** What a program of the practice cluster's shell reads and writes, and how it reaches the rest of the world. */
export interface Context {
  /** Words after the program's name, without quotes. */
  arguments: readonly string[];
  /** Name by which it was called. */
  name: string;
  environment: Readonly<Record<string, string>>;
  files: Files;
  /** Folder of the shell, absolute. */
  folder: string;
  input: Input;
  output: Output;
  errors: Output;
  clock: Clock;
  /** Numbers from 0 up to 1, the same ones for the same seed. */
  random: () => number;
  /** Raised when somebody stops the program (Ctrl-C, `timeout`). A program that waits ends then, with what it has printed. */
  signal: AbortSignal;
  /** Reaches the API server under an address such as `https://127.0.0.1:6443`; undefined if nobody answers there. */
  connect: (server: string) => Transport | undefined;
  /** Answers under an address such as `http://127.0.0.1:8001` from now on; gives what ends that, or undefined if somebody answers there already. */
  listen: (server: string, transport: Transport) => (() => void) | undefined;
  /** Runs a command line in the same shell: an editor, `diff`, a credential plugin. Gives its exit code. */
  run: (command: string, streams?: Partial<Pick<Context, 'input' | 'output' | 'errors'>>) => Promise<number>;
  /** Runs a program by its name and arguments, as `timeout`, `xargs` and `watch` do. Gives its exit code. */
  execute: (
    words: readonly string[],
    more?: Partial<Pick<Context, 'input' | 'output' | 'errors' | 'signal' | 'environment'>> & {
      /** Whether nothing else is in its environment, as `env -i` wants it. */
      onlyEnvironment?: boolean;
    },
  ) => Promise<number>;
  /** Names of all programs that are there. */
  programNames?: ReadonlySet<string>;
  /** What stands before the messages of what a shell does itself. */
  prefix?: string;
  /** Opens the editor of the page with a text; gives what it became, or undefined if it was closed without saving. Only where there is a page. */
  edit?: ((path: string, content: string) => Promise<string | undefined>) | undefined;
  /** Whether a person sits at the other end of input and output. */
  isTerminal: boolean;
}

/** What comes in. */
export interface Input {
  /** The next piece; undefined at the end. */
  read(): Promise<string | undefined>;
}

/** Where text goes. */
export interface Output {
  write(text: string): void;
}

/** A program: gives its exit code. It never throws for what a user or the server does wrong. */
export type Program = (context: Context) => Promise<number>;

/** All that comes in, as one text. */
export async function readAll(input: Input): Promise<string> {
  let text = '';
  for (let piece = await input.read(); piece !== undefined; piece = await input.read()) text += piece;
  return text;
}
