import type { Input, Output } from './program.ts';

/** An array: items by their index, in the order of it, or by any text. */
export interface ShellArray {
  isAssociative: boolean;
  items: Map<string, string>;
}

/** What a variable was before a function made it its own. */
interface Saved {
  value: string | undefined;
  array: ShellArray | undefined;
  isExported: boolean;
}

/** What a shell has beside what everybody uses. */
export interface Extras {
  arrays: Map<string, ShellArray>;
  readonly: Set<string>;
  integers: Set<string>;
  traps: Map<string, string>;
  /** Signals whose traps run. */
  trapping: Set<string>;
  /** Signals that others have sent, and whose traps have not run yet. */
  heard: string[];
  /** Who waits, and goes on when a signal is heard. */
  wakers: Set<() => void>;
  /** Kept as long as signals of others are listened to. */
  deafen: (() => void) | undefined;
  /** Letters of `set`: `u`, `x`, `a`, `f`, `v`, `C`. */
  options: Set<string>;
  /** Variables of the functions that run, the innermost last. */
  scopes: Map<string, Saved>[];
  functionNames: string[];
  /** Folders of `pushd`, the last one on top. */
  folders: string[];
  /** Streams that `exec` opened, by number. */
  handles: Map<number, Input | Output>;
  /** What `exec` put in the place of a stream. */
  replaced: { from: Input | Output; to: Input | Output }[];
  /** How many conditions are judged now, and how many loops run. */
  judging: number;
  loops: number;
  /** Exit code of the last command substitution of a command. */
  substituted: number | undefined;
  /** How far `getopts` has come within a word. */
  optionAt: number;
}

/** What a shell has when it begins. */
export function newExtras(): Extras {
  return {
    arrays: new Map(),
    readonly: new Set(),
    integers: new Set(),
    traps: new Map(),
    trapping: new Set(),
    heard: [],
    wakers: new Set(),
    deafen: undefined,
    options: new Set(),
    scopes: [],
    functionNames: [],
    folders: [],
    handles: new Map(),
    replaced: [],
    judging: 0,
    loops: 0,
    substituted: undefined,
    optionAt: 1,
  };
}

/** A copy for a subshell, which inherits no traps. */
export function copyExtras(extras: Extras): Extras {
  return {
    ...extras,
    arrays: new Map([...extras.arrays].map(([name, array]) => [name, copyArray(array)])),
    readonly: new Set(extras.readonly),
    integers: new Set(extras.integers),
    traps: new Map(),
    trapping: new Set(),
    heard: [],
    wakers: new Set(),
    deafen: undefined,
    options: new Set(extras.options),
    scopes: extras.scopes.map((scope) => new Map(scope)),
    functionNames: [...extras.functionNames],
    folders: [...extras.folders],
    handles: new Map(extras.handles),
    replaced: [...extras.replaced],
  };
}

export const copyArray = ({ isAssociative, items }: ShellArray): ShellArray => ({
  isAssociative,
  items: new Map(items),
});
