import { absolutePath, FileError, type Files } from '../shell/files.ts';
import { type Context, readAll } from '../shell/program.ts';
import { Client } from './client/client.ts';
import { type Configuration, ConfigurationFiles } from './client/configuration.ts';
import type { Flags } from './cobra/flags.ts';
import { Exit } from './errors.ts';

/** One use of kubectl: what was asked, and all that a command needs to answer it. */
export class Call {
  readonly context: Context;
  /** The command: `create configmap`. */
  readonly path: string;
  readonly flags: Flags;
  /** What stands besides the command and the flags. */
  readonly words: readonly string[];
  /** How many words stood before `--`; -1 if there was none. */
  readonly dash: number;
  readonly configuration: ConfigurationFiles;
  #client: Client | undefined;
  #isInputUsed = false;

  constructor(context: Context, path: string, flags: Flags, words: readonly string[], dash: number) {
    this.context = context;
    this.path = path;
    this.flags = flags;
    this.words = words;
    this.dash = dash;
    this.configuration = new ConfigurationFiles(context, flags);
  }

  /** Prints to the standard output. */
  out(text: string): void {
    this.context.output.write(text);
  }

  /** Prints a line to the standard error. */
  note(line: string): void {
    this.context.errors.write(`${line}\n`);
  }

  /** Logs a line as k8s.io/klog does. */
  log(level: 'E' | 'W' | 'I', place: string, text: string): void {
    const [, month, day, time] = /^\d+-(\d+)-(\d+)T([\d:.]+)Z$/.exec(new Date(this.now()).toISOString()) ?? [];
    this.note(`${level}${month}${day} ${time}000    4711 ${place}] ${text}`);
  }

  get files(): Files {
    return this.context.files;
  }

  /** A path as the file system has it. */
  absolute(path: string): string {
    return absolutePath(path, this.context.folder);
  }

  /** Text of a file. @throws Error as Go says it: `open x: no such file or directory`. */
  readFile(path: string): string {
    try {
      return this.files.read(this.absolute(path));
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      throw new Error(error.code === 'EISDIR' ? `read ${path}: is a directory` : `open ${path}: ${error.message}`);
    }
  }

  /** All of the standard input. @throws Error if something else has read it. */
  async input(): Promise<string> {
    if (this.#isInputUsed) throw new Error('standard input cannot be used for multiple arguments');
    this.#isInputUsed = true;
    return readAll(this.context.input);
  }

  /** How the API server is reached, and as who. @throws Error for a configuration that cannot be used. */
  get connection(): Configuration {
    return this.configuration.connection();
  }

  /** The API server. @throws Error for a configuration that cannot be used. */
  get client(): Client {
    this.#client ??= new Client(this);
    return this.#client;
  }

  /** The namespace of this call, and whether it was named on the command line. */
  namespace(): { name: string; isExplicit: boolean } {
    return this.configuration.namespace();
  }

  /** @throws Exit if somebody has stopped kubectl: whoever waits ends then. */
  throwIfStopped(): void {
    if (this.context.signal.aborted) throw new Exit(130);
  }

  /** What is to be done at the end. @throws Error if warnings count as errors and there were some. */
  finish(): void {
    const count = this.#client?.warnings ?? 0;
    if (count > 0 && this.flags.is('warnings-as-errors')) {
      throw new Error(count === 1 ? '1 warning received' : `${count} warnings received`);
    }
  }

  /** The present moment. */
  now(): number {
    return this.context.clock.now();
  }
}

/** How a dry run is done. */
export type DryRun = 'none' | 'client' | 'server';

/** Reads `--dry-run`. @throws Error for values that there are not. */
export function dryRunOf(call: Call): DryRun {
  const value = call.flags.text('dry-run');
  if (value === 'unchanged') {
    call.log('W', 'helpers.go:719', '--dry-run is deprecated and can be replaced with --dry-run=client.');
    return 'client';
  }
  if (value === '' || value === 'none' || value === 'client' || value === 'server')
    return value === '' ? 'none' : value;
  const isTrue = /^(1|t|T|TRUE|true|True)$/.test(value);
  if (isTrue || /^(0|f|F|FALSE|false|False)$/.test(value)) {
    const meant = isTrue ? 'client' : 'none';
    const place = isTrue ? 'helpers.go:733' : 'helpers.go:737';
    call.log(
      'W',
      place,
      `--dry-run=${value} is deprecated (boolean value) and can be replaced with --dry-run=${meant}.`,
    );
    return meant;
  }
  throw new Error(`Invalid dry-run value (${value}). Must be "none", "server", or "client".`);
}

/** `created (dry run)` and its kin. */
export function withDryRun(operation: string, dryRun: DryRun): string {
  if (dryRun === 'client') return `${operation} (dry run)`;
  return dryRun === 'server' ? `${operation} (server dry run)` : operation;
}
