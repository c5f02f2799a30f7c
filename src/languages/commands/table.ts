/** The commands and flags of a program in one version, as its own help lists them. */
export interface CommandTable {
  program: string;
  version: string;
  /** Where the table comes from: the program's help, or a page or source code with its address and date. */
  source: string;
  /** Flags that every command takes. */
  global: Flags;
  /** Commands by their words, such as "rollout undo"; the program itself is the empty string. */
  commands: Readonly<Record<string, Command>>;
  /** Whether the beginning of a command's name stands for it, if no other begins so: "etcdctl mem list". */
  abbreviations?: boolean;
  /**
   * Whether flags count only between the command that they belong to and its first argument, as in programs made with
   * urfave/cli. Elsewhere they may stand anywhere.
   */
  flagsFirst?: boolean;
  /** Whether only its commands are known here, and not their flags: these are said not to be verified. */
  withoutFlags?: boolean;
  /** Commands and flags that older versions had, by their words, such as "snapshot restore" or "get --export". */
  removed?: Readonly<Record<string, Removal>>;
  /** Commands and flags that the program takes although its help does not list them, by their words as in `removed`. */
  hidden?: readonly string[];
}

/** One command. */
export interface Command {
  flags: Flags;
  /** Words that continue it, such as "undo" after "rollout". */
  subcommands: readonly string[];
  /** Whether a word that is none of its subcommands is an argument instead of a mistake: "kubeadm join 10.0.0.1:6443". */
  arguments?: boolean;
}

/** What became of a command or a flag that is no more. */
export interface Removal {
  /** The first version without it, if that is certain. */
  since?: string;
  /** What to do instead, as a sentence. */
  instead: string;
}

/** Names of flags with their dashes. Those that need a value are true; those that may stand without one false. */
export type Flags = Readonly<Record<string, boolean>>;
