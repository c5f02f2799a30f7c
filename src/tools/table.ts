/** The commands and flags of a program in one version, as its own help lists them. */
export interface CommandTable {
  program: string;
  version: string;
  /** Where the table comes from: the program's help, or a page with its date. */
  source: string;
  /** Flags that every command takes. */
  global: Flags;
  /** Commands by their words, such as "rollout undo"; the program itself is the empty string. */
  commands: Readonly<Record<string, Command>>;
}

/** One command. */
export interface Command {
  flags: Flags;
  /** Words that continue it, such as "undo" after "rollout". */
  subcommands: readonly string[];
}

/** Names of flags with their dashes. Those that need a value are true; those that may stand without one false. */
export type Flags = Readonly<Record<string, boolean>>;
