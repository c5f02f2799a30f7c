import type { ShellParts, Streams } from '../state.ts';

/** A command that changes the shell itself. Gives its exit code. */
export type Builtin = (call: {
  shell: ShellParts;
  /** The name by which it was called. */
  name: string;
  words: readonly string[];
  streams: Streams;
  environment: Readonly<Record<string, string>>;
}) => Promise<number> | number;
