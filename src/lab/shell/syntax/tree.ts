/** A piece of a word. What is quoted is not split at spaces and not taken for a pattern. */
export type Part =
  | { kind: 'text'; text: string; isQuoted: boolean }
  | ParameterPart
  | { kind: 'command'; list: List; isQuoted: boolean }
  /** `$(( … ))`: what is computed once the values in it are put in. */
  | { kind: 'arithmetic'; text: Word; isQuoted: boolean }
  /** `<( … )`: the output of commands under the name of a file. */
  | { kind: 'process'; list: List };

/** `$name` and `${name…}`. */
export interface ParameterPart {
  kind: 'parameter';
  name: string;
  /** `${name[index]}`; `@` and `*` are all items. */
  index?: Word;
  operator?: string;
  argument?: Word;
  /** `${#name}` */
  isLength?: boolean;
  /** `${!name}`: the value is the name of what is meant. */
  isIndirect?: boolean;
  /** Of what cannot be: how it was written. */
  bad?: string;
  isQuoted: boolean;
}

/** A word, as pieces that stand without a space between them. */
export type Word = readonly Part[];

/** Where a stream goes to or comes from. */
export interface Redirection {
  /** Its number; `&` for both outputs. */
  stream: number | '&';
  operator: '<' | '>' | '>>' | '>&' | '<&' | '<<' | '<<<' | '<>';
  target: Word;
}

/** `name=value` before a command, `name[index]=value`, `name=(values)`. */
export interface Assignment {
  name: string;
  index?: Word;
  value: Word;
  /** The items of an array, some with an index of their own. */
  items?: readonly { index?: Word; value: Word }[];
  isAppended: boolean;
}

/** What stands in `[[ … ]]`. */
export type Condition =
  | { kind: 'and' | 'or'; left: Condition; right: Condition }
  | { kind: 'not'; inner: Condition }
  | { kind: 'one'; operator: string; word: Word }
  | { kind: 'two'; operator: string; left: Word; right: Word };

interface Redirected {
  redirections: Redirection[];
}

export type Command = Redirected &
  (
    | { kind: 'simple'; line: number; assignments: Assignment[]; words: Word[] }
    | { kind: 'group'; list: List; isSubshell: boolean }
    | { kind: 'if'; branches: { condition: List; body: List }[]; otherwise?: List }
    | { kind: 'loop'; condition: List; isUntil: boolean; body: List }
    | { kind: 'for'; name: string; words?: Word[]; body: List; isSelect?: boolean }
    | { kind: 'count'; start: Word; condition: Word; step: Word; body: List }
    | { kind: 'case'; word: Word; branches: { patterns: Word[]; body: List; end: string }[] }
    | { kind: 'compute'; line: number; text: Word }
    | { kind: 'condition'; line: number; condition: Condition }
    | { kind: 'function'; name: string; body: Command }
  );

/** Commands whose outputs and inputs are joined. */
export interface Pipeline {
  commands: Command[];
  isNegated: boolean;
  /** `time`: how long it took is told. */
  isTimed?: 'bash' | 'posix';
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
