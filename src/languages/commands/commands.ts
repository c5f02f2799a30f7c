import { didYouMean, distance } from '../../findings/suggest.ts';
import type { Invocation } from './arguments/parse.ts';
import { argumentProblems } from './arguments/problems.ts';
import type { CommandProblem } from './command-problem.ts';
import type { CommandTable, Flags, Removal } from './table.ts';

/** Words that lessons put where the learner writes something of their own. */
const PLACEHOLDER = /^(<.*>|…|\.\.\.|\[.*|\{.*\|.*\}|\(.*\|.*\))$/;
/** Words that the shell fills in, so that nobody can tell here what they are. */
const FILLED_IN = /[$`]|\$\(…\)/;

/** Dashes that word processors make of hyphens: no program takes them for the beginning of a flag. */
const LONG_DASH = /^(?:[–—−]|-[–—−])-?(?=[A-Za-z])/;

/** Programs whose commands may come from plugins. */
const WITH_PLUGINS = new Set(['kubectl', 'helm']);
const PLUGIN = ' If a plugin brings it, and the lesson installs that, say so in the "exceptions" of the lesson.';

/** What a program makes of its words: the command, and which flags stand where. */
interface Reading {
  /** The words of the command. */
  path: string[];
  /** Where flags stand, how many words behind them are their values, and the command to which they belong there. */
  flags: { index: number; values: number; path: readonly string[] }[];
  /** Places of the words that are arguments. */
  plain: number[];
  /** A word where a command is expected, but that is none. */
  unknown?: string;
}

/**
 * What is wrong in a command line, its program's own name first, by the table of that program. Words that cannot be
 * judged, because the learner or the shell fills them in, give nothing.
 * @param known names of the custom resources that there are. @param quotesLost see `valueProblems`.
 */
export function commandProblems(
  words: readonly string[],
  table: CommandTable,
  { known = new Set<string>(), quotesLost = false }: { known?: ReadonlySet<string>; quotesLost?: boolean } = {},
): CommandProblem[] {
  const reading = read(words, table);
  if (!reading) return [];
  const { path, flags, unknown } = reading;
  if (unknown !== undefined) return [unknownCommand(path, unknown, table)];
  const wrong = table.withoutFlags
    ? []
    : flags.flatMap((flag) => flagProblem(words, flag.index, table.flagsFirst ? flag.path : path, table) ?? []);
  // Arguments are counted only where every flag is known: an unknown one may have a value.
  if (wrong.length > 0) return wrong;
  return argumentProblems(invocation(words, reading, table), known, quotesLost);
}

/** Whether a word is meant for the value of the flag before it, which takes one only behind "=": many write it so. */
function isOptionalValue(words: readonly string[], index: number): boolean {
  return (
    /^--(?:dry-run|cascade|validate)$/.test(words[index - 1] ?? '') &&
    /^(?:client|server|none|true|false|strict|warn|ignore|background|orphan|foreground)$/.test(words[index] ?? '')
  );
}

/** A command line taken apart. */
function invocation(words: readonly string[], { path, flags, plain }: Reading, table: CommandTable): Invocation {
  const dashes = words.indexOf('--');
  return {
    program: table.program,
    command: path.join(' '),
    plain: plain.filter((index) => !isOptionalValue(words, index)).flatMap((index) => words[index] ?? []),
    flags: flags.flatMap(({ index, values }): [string, string | undefined][] => {
      const word = words[index] ?? '';
      const [name, inline] = splitFlag(word);
      const attached = /^(-[A-Za-z])(.+)$/.exec(word);
      if (attached?.[1] !== undefined && !name.startsWith('--') && name.length > 2) {
        // "-n3" has its value with it; "-it" is two flags.
        const valued = flagsAt(path, table)[attached[1]] === true;
        if (valued) return [[attached[1], (attached[2] ?? '').replace(/^=/, '')]];
        const letters = [...name.slice(1)].map((letter): [string, string | undefined] => [`-${letter}`, undefined]);
        const last = letters.at(-1);
        if (last) last[1] = inline ?? (values > 0 ? words[index + 1] : undefined);
        return letters;
      }
      return [[name, inline ?? (values > 0 ? words[index + 1] : undefined)]];
    }),
    behind: dashes < 0 ? undefined : words.slice(dashes + 1),
  };
}

/** Reads a command line as its program does; undefined if that cannot be told. */
function read(words: readonly string[], table: CommandTable): Reading | undefined {
  const flags: Reading['flags'] = [];
  const plain: number[] = [];
  let path: string[] = [];
  let descending = true;
  for (let index = 1; index < words.length; index++) {
    const word = words[index] ?? '';
    const command = table.commands[path.join(' ')];
    if (word === '--') break;
    if (isFlag(word) || LONG_DASH.test(word)) {
      const values = table.withoutFlags ? 0 : valueWords(words, index, { path, table, descending });
      flags.push({ index, values, path });
      index += values;
      continue;
    }
    if (!descending) {
      plain.push(index);
      continue;
    }
    if (!command || command.subcommands.length === 0) {
      descending = false;
      plain.push(index);
    } else if (PLACEHOLDER.test(word) || FILLED_IN.test(word) || word === 'help') return undefined;
    else {
      const name = subcommand(word, command.subcommands, table);
      if (name !== undefined) path = [...path, name];
      else if (table.hidden?.includes([...path, word].join(' '))) return undefined;
      else if (command.arguments && !(table.withoutFlags && isSlip(word, command.subcommands))) {
        descending = false;
        plain.push(index);
      } else if (table.withoutFlags && index > 1 && (words[index - 1] ?? '').startsWith('-')) return undefined;
      else return { path, flags, plain, unknown: word };
    }
    if (!descending && table.flagsFirst) {
      for (let rest = index + 1; rest < words.length && words[rest] !== '--'; rest++) plain.push(rest);
      break;
    }
  }
  return { path, flags, plain };
}

/** Whether a word is a command with one slip of the fingers, not an argument. */
const isSlip = (word: string, names: readonly string[]): boolean =>
  word.length > 4 && names.some((name) => name !== word && distance(word, name) === 1);

const isFlag = (word: string): boolean => word.startsWith('-') && word !== '-' && !PLACEHOLDER.test(word);

/** The command that a word means, where the program takes beginnings of names as well. */
function subcommand(word: string, names: readonly string[], { abbreviations }: CommandTable): string | undefined {
  if (names.includes(word)) return word;
  const beginning = abbreviations ? names.filter((name) => name.startsWith(word)) : [];
  return beginning.length === 1 ? beginning[0] : undefined;
}

function unknownCommand(path: readonly string[], word: string, table: CommandTable): CommandProblem {
  const program = [table.program, ...path].join(' ');
  const { subcommands = [] } = table.commands[path.join(' ')] ?? {};
  const suggestion = didYouMean(word, subcommands);
  const plugin = path.length === 0 && suggestion === '' && WITH_PLUGINS.has(table.program);
  return problem('unknown-command', `${program} has no command "${word}" in version ${table.version}.`, {
    removal: table.removed?.[[...path, word].join(' ')],
    suggestion,
    remedy: `Correct it; "${program} --help" lists the commands.${plugin ? PLUGIN : ''}`,
  });
}

/** Says that something does not exist: what to do instead if it once did, and what may be meant if not. */
function problem(
  rule: CommandProblem['rule'],
  message: string,
  { removal, suggestion, remedy }: { removal: Removal | undefined; suggestion: string; remedy: string },
): CommandProblem {
  if (!removal) return { rule, message: message + suggestion, remedy };
  const { since, instead } = removal;
  return {
    rule,
    message: `${message} ${since ? `It was removed in ${since}.` : 'Older versions had it.'}`,
    remedy: instead,
  };
}

/** Flags of a command, and those of all commands. */
function flagsAt(path: readonly string[], table: CommandTable): Flags {
  return { ...table.global, ...table.commands[path.join(' ')]?.flags };
}

/** Whether a flag needs a value; undefined if the command has no such flag. Go's own flags may have one dash or two. */
function needsValue(name: string, path: readonly string[], table: CommandTable): boolean | undefined {
  const flags = flagsAt(path, table);
  if (flags[name] !== undefined || !table.flagsFirst) return flags[name];
  const bare = name.replace(/^--?/, '');
  return flags[`--${bare}`] ?? flags[`-${bare}`];
}

/** A flag's name, and the value that is written together with it. */
function splitFlag(word: string): [name: string, inline: string | undefined] {
  const [name = '', inline] = word.split(/=(.*)/s);
  return [name, inline];
}

/** For short flags written together, such as -it, -n3 or -f-: whether the last one needs the next word; undefined if they are none. */
function joinedFlags(word: string, path: readonly string[], table: CommandTable): boolean | undefined {
  if (!/^-[A-Za-z]./.test(word)) return undefined;
  const letters = [...word.slice(1)].map((letter) => flagsAt(path, table)[`-${letter}`]);
  const unknown = letters.indexOf(undefined);
  const valued = letters.indexOf(true);
  if (unknown >= 0 && (valued < 0 || unknown < valued)) return undefined;
  return valued === letters.length - 1;
}

/** How many words behind a flag are its value. */
function valueWords(
  words: readonly string[],
  index: number,
  { path, table, descending }: { path: readonly string[]; table: CommandTable; descending: boolean },
): number {
  const [name, inline] = splitFlag(words[index] ?? '');
  if (inline !== undefined) return 0;
  const needed = needsValue(name, path, table) ?? joinedFlags(name, path, table);
  if (needed !== undefined) return needed ? 1 : 0;
  // A flag of a command that is still to come: "kubectl -o wide get pods".
  const next = words[index + 1] ?? '';
  const { subcommands = [] } = table.commands[path.join(' ')] ?? {};
  return descending && subcommands.length > 0 && !isFlag(next) && subcommand(next, subcommands, table) === undefined
    ? 1
    : 0;
}

function flagProblem(
  words: readonly string[],
  index: number,
  path: readonly string[],
  table: CommandTable,
): CommandProblem | undefined {
  const [name, inline] = splitFlag(words[index] ?? '');
  const command = [table.program, ...path].join(' ');
  const key = [...path, name].join(' ');
  const needed = needsValue(name, path, table) ?? joinedFlags(words[index] ?? '', path, table);
  if (needed !== undefined) {
    if (!needed || inline !== undefined || words[index + 1] !== undefined) return undefined;
    return {
      rule: 'flag-value',
      message: `${command}: the flag ${name} needs a value.`,
      remedy: 'Write the value behind it.',
    };
  }
  if (LONG_DASH.test(name)) {
    const letters = name.replace(LONG_DASH, '');
    return {
      rule: 'unknown-flag',
      message: `"${name}" begins with a dash that is no hyphen.`,
      remedy: `Write "${letters.length === 1 ? '-' : '--'}${letters}".`,
    };
  }
  if (FILLED_IN.test(name) || /[<>…]/.test(name) || table.hidden?.includes(key)) return undefined;
  const long = Object.keys(flagsAt(path, table)).filter((flag) => flag.startsWith('--'));
  const early = table.flagsFirst === true && path.length > 0 && needsValue(name, [], table) !== undefined;
  return problem('unknown-flag', `${command} has no flag ${name} in version ${table.version}.`, {
    removal: table.removed?.[key],
    suggestion: name.length > 2 ? didYouMean(name, long) : '',
    remedy: early
      ? `Write it before the command: "${table.program} ${name} … ${path.join(' ')}".`
      : `Correct it, or remove it; "${command} --help" lists the flags.`,
  });
}
