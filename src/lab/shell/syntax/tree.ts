/** A piece of a word. What is quoted is not split at spaces and not taken for a pattern. */
export type Part =
  | { kind: 'text'; text: string; isQuoted: boolean }
  | { kind: 'parameter'; name: string; operator?: string; argument?: Word; isLength?: boolean; isQuoted: boolean }
  | { kind: 'command'; list: List; isQuoted: boolean }
  | { kind: 'arithmetic'; text: string; isQuoted: boolean }
  /** `<( … )`: the output of commands under the name of a file. */
  | { kind: 'process'; list: List };

/** A word, as pieces that stand without a space between them. */
export type Word = readonly Part[];

/** Where a stream goes to or comes from. */
export interface Redirection {
  /** 0, 1 or 2; `&` for both outputs. */
  stream: 0 | 1 | 2 | '&';
  operator: '<' | '>' | '>>' | '>&' | '<<' | '<<<';
  target: Word;
}

/** `name=value` before a command. */
export interface Assignment {
  name: string;
  value: Word;
}

export type Command =
  | { kind: 'simple'; line: number; assignments: Assignment[]; words: Word[]; redirections: Redirection[] }
  | { kind: 'group'; list: List; isSubshell: boolean; redirections: Redirection[] }
  | { kind: 'if'; branches: { condition: List; body: List }[]; otherwise?: List; redirections: Redirection[] }
  | { kind: 'loop'; condition: List; isUntil: boolean; body: List; redirections: Redirection[] }
  | { kind: 'for'; name: string; words?: Word[]; body: List; redirections: Redirection[] }
  | { kind: 'case'; word: Word; branches: { patterns: Word[]; body: List }[]; redirections: Redirection[] }
  | { kind: 'function'; name: string; body: Command; redirections: Redirection[] };

/** Commands whose outputs and inputs are joined. */
export interface Pipeline {
  commands: Command[];
  isNegated: boolean;
}

/** A pipeline, and how the next one depends on it. */
export interface Item {
  pipeline: Pipeline;
  /** What follows is done if this one succeeded (`&&`), failed (`||`), or in any case. */
  next: '&&' | '||' | ';';
  isBackground: boolean;
  /** The pipeline as it was written. */
  text: string;
}

/** Commands one after the other. */
export type List = readonly Item[];
