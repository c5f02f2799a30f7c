import { type FlagKind, parseBoolean, parseDuration, parseInteger, splitCommas } from './values.ts';

/** A flag of a command. */
export interface Flag {
  name: string;
  shorthand: string;
  kind: FlagKind;
  initial: string;
  /** What it is when it stands without a value; undefined if it needs one. */
  alone?: string;
}

/** What a flag is when it stands alone, for those that are neither a switch nor need a value. */
const ALONE: Readonly<Record<string, string>> = { 'dry-run': 'unchanged', validate: 'strict', cascade: 'background' };

/** Flags that no help shows any more, and what is said to who uses them. */
export const DEPRECATED: Readonly<Record<string, string>> = {
  record: '--record will be removed in the future',
  'cpu-percent':
    "Use --cpu with percentage or resource quantity format (e.g., '70%' for utilization or '500m' for milliCPU).",
};

/** Reads the flags of a command from the table: `o,output:s ,watch:b`. */
export function readFlags(spec: string | undefined): Flag[] {
  if (!spec) return [];
  return spec.split(/ (?=\w?,)/).map((entry) => {
    const [, shorthand = '', name = '', kind = 's', initial = ''] =
      /^(\w?),([\w-]+):(\w)(?:=(.*))?$/s.exec(entry) ?? [];
    const alone = kind === 'b' ? 'true' : ALONE[name];
    return {
      name,
      shorthand,
      kind: kind as FlagKind,
      initial: kind === 'b' && initial === '' ? 'false' : initial,
      ...(alone !== undefined ? { alone } : {}),
    };
  });
}

/** The values of the flags of a command, as they were given or as they are from the start. */
export class Flags {
  readonly #flags = new Map<string, Flag>();
  readonly #texts = new Map<string, string>();
  readonly #lists = new Map<string, string[]>();
  /** Names of the flags that were given, in their order. */
  readonly #order = new Set<string>();

  constructor(flags: readonly Flag[]) {
    for (const flag of flags) this.#flags.set(flag.name, flag);
  }

  /** The flag of a name; undefined if the command has none of it. */
  byName(name: string): Flag | undefined {
    return this.#flags.get(name);
  }

  /** All flags, those of the command first. */
  all(): Flag[] {
    return [...this.#flags.values()];
  }

  /** The flag of a letter. */
  byLetter(letter: string): Flag | undefined {
    return [...this.#flags.values()].find(({ shorthand }) => shorthand !== '' && shorthand === letter);
  }

  /** Gives a flag a value. @throws Error in pflag's words. */
  set(flag: Flag, value: string): void {
    try {
      if (flag.kind === 'b') parseBoolean(value);
      else if (flag.kind === 'i') parseInteger(value);
      else if (flag.kind === 'd') parseDuration(value);
      if (flag.kind === 'l' || flag.kind === 'a') {
        const values = flag.kind === 'l' ? splitCommas(value) : [value];

        this.#lists.set(flag.name, [...(this.#lists.get(flag.name) ?? []), ...values]);
      } else this.#texts.set(flag.name, value);
      this.#order.add(flag.name);
    } catch (error) {
      const shown = flag.shorthand !== '' ? `-${flag.shorthand}, --${flag.name}` : `--${flag.name}`;
      throw new Error(
        `invalid argument ${JSON.stringify(value)} for ${JSON.stringify(shown)} flag: ${(error as Error).message}`,
      );
    }
  }

  /** Whether the flag was given. */
  changed(name: string): boolean {
    return this.#texts.has(name) || this.#lists.has(name);
  }

  /** Value of a text. */
  text(name: string): string {
    return this.#texts.get(name) ?? this.#flags.get(name)?.initial ?? '';
  }

  /** Value of a switch. */
  is(name: string): boolean {
    const text = this.text(name);
    return text !== '' && parseBoolean(text);
  }

  /** Value of a number. */
  number(name: string): number {
    return parseInteger(this.text(name) || '0');
  }

  /** Value of a duration, in milliseconds. */
  duration(name: string): number {
    return parseDuration(this.text(name) || '0s');
  }

  /** Values of a list. */
  list(name: string): readonly string[] {
    return this.#lists.get(name) ?? [];
  }

  /** Names of the flags that were given. */
  given(): readonly string[] {
    return [...this.#order];
  }

  /** What must be said about flags that were given and are on their way out. */
  get warnings(): readonly string[] {
    return this.given().flatMap((name) =>
      DEPRECATED[name] === undefined ? [] : [`Flag --${name} has been deprecated, ${DEPRECATED[name]}`],
    );
  }
}

/** What is left of a command line without its flags. */
export interface Words {
  words: string[];
  /** How many words stood before `--`; -1 if there was none. */
  dash: number;
  /** Whether help was asked for. */
  help: boolean;
}

/**
 * Reads flags as github.com/spf13/pflag does, in any order with the words.
 * @throws Error in pflag's words: unknown flags, missing and wrong values.
 */
export function parseFlags(flags: Flags, given: readonly string[]): Words {
  const words: string[] = [];
  let help = false;
  const rest = [...given];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') {
      const before = words.length;
      return { words: [...words, ...rest], dash: before, help };
    }
    if (word.startsWith('--')) help = long(flags, word, rest) || help;
    else if (word.startsWith('-') && word !== '-') help = short(flags, word, rest) || help;
    else words.push(word);
  }
  return { words, dash: -1, help };
}

/** Reads `--name` or `--name=value`; true if it asks for help. */
function long(flags: Flags, word: string, rest: string[]): boolean {
  const [, name = '', value] = /^--([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
  if (name === '' || name.startsWith('-')) throw new Error(`bad flag syntax: ${word}`);
  const flag = flags.byName(name);
  if (!flag) {
    if (name === 'help') return true;
    throw new Error(`unknown flag: --${name}`);
  }
  if (value !== undefined) flags.set(flag, value);
  else if (flag.alone !== undefined) flags.set(flag, flag.alone);
  else {
    const next = rest.shift();
    if (next === undefined) throw new Error(`flag needs an argument: --${name}`);
    flags.set(flag, next);
  }
  return false;
}

/** Reads `-x`, `-xvalue`, `-x=value` or several switches such as `-it`; true if it asks for help. */
function short(flags: Flags, word: string, rest: string[]): boolean {
  for (let letters = word.slice(1); letters !== ''; ) {
    const letter = letters[0] as string;
    const flag = flags.byLetter(letter);
    if (!flag) {
      if (letter === 'h') return true;
      throw new Error(`unknown shorthand flag: '${letter}' in -${letters}`);
    }
    const after = letters.slice(1);
    if (after.startsWith('=')) {
      flags.set(flag, after.slice(1));
      return false;
    }
    if (flag.alone !== undefined) {
      flags.set(flag, flag.alone);
      letters = after;
      continue;
    }
    if (after !== '') flags.set(flag, after);
    else {
      const next = rest.shift();
      if (next === undefined) throw new Error(`flag needs an argument: '${letter}' in -${letters}`);
      flags.set(flag, next);
    }
    return false;
  }
  return false;
}
