import type { Transport } from '../../../src/lab/api/protocol.ts';
import { kubectl } from '../../../src/lab/kubectl/kubectl.ts';
import { MemoryFiles } from '../../../src/lab/shell/files.ts';
import type { Context } from '../../../src/lab/shell/program.ts';
import { Clock } from '../../../src/lab/time/clock.ts';

/** What a command printed. */
export interface Printed {
  output: string;
  errors: string;
  code: number;
}

/** A place where kubectl runs: files, and an API server if there is one. */
export class Terminal {
  readonly files = new MemoryFiles();
  readonly clock = new Clock(Date.parse('2026-11-28T15:46:20Z'));
  readonly environment: Record<string, string> = { HOME: '/home/user' };
  readonly folder = '/home/user/work';
  readonly #transport: Transport | undefined;

  constructor(files: Readonly<Record<string, string>> = {}, transport?: Transport) {
    this.#transport = transport;
    this.files.makeFolder(this.folder);
    for (const [path, text] of Object.entries(files)) {
      const whole = path.startsWith('/') ? path : `${this.folder}/${path}`;
      this.files.makeFolder(whole.slice(0, whole.lastIndexOf('/')));
      this.files.write(whole, text);
    }
  }

  /** Runs kubectl with words, which stand in one text if none of them has a space. */
  async run(words: string | readonly string[], input = ''): Promise<Printed> {
    const printed: Printed = { output: '', errors: '', code: 0 };
    let rest: string | undefined = input;
    const context: Context = {
      arguments: typeof words === 'string' ? words.split(' ').filter(Boolean) : words,
      name: 'kubectl',
      environment: this.environment,
      files: this.files,
      folder: this.folder,
      input: {
        read: async () => {
          const text = rest || undefined;
          rest = undefined;
          return text;
        },
      },
      output: {
        write: (text) => {
          printed.output += text;
        },
      },
      errors: {
        write: (text) => {
          printed.errors += text;
        },
      },
      clock: this.clock,
      random: () => 0.5,
      signal: new AbortController().signal,
      connect: () => this.#transport,
      listen: () => undefined,
      run: async () => 127,
      execute: async () => 127,
      isTerminal: false,
    };
    printed.code = await this.clock.until(kubectl(context));
    return printed;
  }
}
