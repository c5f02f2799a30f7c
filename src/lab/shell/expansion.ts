import type { Files } from './files.ts';
import type { State } from './state.ts';
import type { List } from './syntax/tree.ts';

/** What words are computed from. */
export interface Values {
  state: State;
  /** Value of a name that is no variable: `$?`, `$#`, `$RANDOM`. */
  special(name: string): string | undefined;
  /** Output of commands. */
  output(list: List): Promise<string>;
  /** Name of a file that holds the output of commands. */
  file(list: List): Promise<string>;
  files: Files;
}

/** What a part of a word is: a text, or several words as `"$@"` has them. */
export type PartValue = string | { items: readonly string[]; isJoined: boolean };
