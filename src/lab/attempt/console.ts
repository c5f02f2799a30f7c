import type { InteractiveShell } from '../line/interactive.ts';
import type { Session } from '../session.ts';
import { Pipe } from '../shell/streams.ts';
import type { Typed } from './recording.ts';

/** What stands before a line that is typed: where there is room, and where there is little. */
export interface Prompt {
  long: string;
  short: string;
}

/** What somebody is told of a terminal, as it happens. */
export interface ConsoleListener {
  /** What a command prints. */
  output(text: string, isError: boolean): void;
  /** A command was typed, at this prompt. */
  begun(command: string, prompt: Prompt): void;
  /** A command has ended; this is the next prompt. */
  ended(code: number, prompt: Prompt): void;
  /** A command wants a text edited: it waits for an action `edited`. */
  edit(path: string, content: string): void;
}

/** A terminal with a shell: one command at a time, which can be typed into and stopped. */
export class Console {
  readonly #session: Session;
  readonly #listener: ConsoleListener;
  #shell: InteractiveShell;
  #running: { input: Pipe; stop: AbortController } | undefined;
  #edited: ((content: string | undefined) => void) | undefined;

  constructor(session: Session, listener: ConsoleListener) {
    this.#session = session;
    this.#listener = listener;
    this.#shell = this.#newShell();
  }

  #newShell(): InteractiveShell {
    return this.#session.interactive({
      edit: (path, content) =>
        new Promise((resolve) => {
          this.#edited = resolve;
          this.#listener.edit(path, content);
        }),
    });
  }

  /** The shell in which commands run; a new one once somebody has left it. */
  get shell(): InteractiveShell {
    return this.#shell;
  }

  /** What stands before the next line. */
  get prompt(): Prompt {
    return { long: this.#shell.prompt, short: this.#shell.shortPrompt };
  }

  /** Whether a command runs. */
  get isBusy(): boolean {
    return this.#running !== undefined;
  }

  /** Whether something can be done now: one command at a time, and nothing is typed into none. */
  takes({ kind }: Typed): boolean {
    if (kind === 'command') return !this.isBusy;
    return kind === 'edited' ? this.#edited !== undefined : this.isBusy;
  }

  /** Does something; a command is kept when it has ended. */
  async act(action: Typed): Promise<void> {
    switch (action.kind) {
      case 'command':
        return this.#run(action.text);
      case 'input':
        // A terminal shows what is typed into it.
        if (this.#running) this.#listener.output(`${action.text}\n`, false);
        this.#running?.input.write(`${action.text}\n`);
        break;
      case 'end':
        this.#running?.input.close();
        break;
      case 'interrupt':
        this.#close(undefined);
        this.#running?.stop.abort();
        break;
      case 'edited':
        this.#close(action.content ?? undefined);
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
  }
}
