/** What a command line says: its command, its arguments, its flags, and what follows "--". */
export interface Invocation {
  /** Name of the program. */
  program: string;
  /** Words of the command, such as "create secret". */
  command: string;
  /** What is neither command nor flag. */
  plain: readonly string[];
  /** Flags by name, each with its values; a flag without one has undefined. */
  flags: readonly (readonly [name: string, value: string | undefined])[];
  /** Words behind "--"; undefined if it is not there. */
  behind: readonly string[] | undefined;
}

/** Values of a flag by any of its names. */
export function valuesOf({ flags }: Invocation, ...names: readonly string[]): string[] {
  return flags.flatMap(([name, value]) => (names.includes(name) && value !== undefined ? [value] : []));
}

/** Whether a flag is there, by any of its names. */
export function hasFlag({ flags }: Invocation, ...names: readonly string[]): boolean {
  return flags.some(([name]) => names.includes(name));
}

/** What nobody can judge: a placeholder, or what the shell fills in. */
export function isLeftToReader(word: string): boolean {
  return /[$`*?]|<[^>]+>|…|\.\.\.|^\[.*\]$|^\{.*\|.*\}$|^[A-Z][A-Z_-]+$/.test(word);
}
