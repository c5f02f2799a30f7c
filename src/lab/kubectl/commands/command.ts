import type { Call } from '../call.ts';

/** A command of kubectl. */
export interface Command {
  run(call: Call): Promise<void>;
  /** Flags that must be given. */
  required?: readonly string[];
}
