import { didYouMean } from '../curriculum/suggest.ts';
import type { CommandTable } from './table.ts';

/** What is wrong with a command line. */
export interface CommandProblem {
  rule: 'unknown-command' | 'unknown-flag' | 'flag-value';
  message: string;
  remedy: string;
}

/** Words that lessons put where the learner writes something of their own. */
const PLACEHOLDER = /^(<.*>|…|\.\.\.|\[.*\])$/;

/** Checks the words of a command line, the program's own name first, against the table of that program. */
export function commandProblems(words: readonly string[], table: CommandTable): CommandProblem[] {
  const { program, version } = table;
  const problems: CommandProblem[] = [];
  let path: string[] = [];
  let descending = true;
  for (let index = 1; index < words.length; index++) {
    const word = words[index] ?? '';
    const command = table.commands[path.join(' ')];
    if (word === '--') break;
    if (PLACEHOLDER.test(word)) {
      descending = false;
    } else if (word.startsWith('-') && word !== '-') {
      const [problem, taken] = flagProblem(words, index, path, table);
      if (problem) problems.push(problem);
      index += taken;
    } else if (descending && command && command.subcommands.length > 0) {
      if (command.subcommands.includes(word)) path = [...path, word];
      else if (path.length > 0 && hasArguments(table, path)) descending = false;
      else {
        problems.push({
          rule: 'unknown-command',
          message: `${[program, ...path].join(' ')} ${version} has no command "${word}".${didYouMean(word, command.subcommands)}`,
          remedy: `Correct it; "${[program, ...path].join(' ')} --help" lists the commands.`,
        });
        return problems;
      }
    } else descending = false;
  }
  return problems;
}

/** Commands that have subcommands, but take arguments as well: "kubectl create -f x" and "kubectl create deployment". */
function hasArguments(table: CommandTable, path: readonly string[]): boolean {
  const flags = table.commands[path.join(' ')]?.flags ?? {};
  return Object.keys(flags).length > 1;
}

/** What is wrong with the flag at a place, and how many words its value takes. */
function flagProblem(
  words: readonly string[],
  index: number,
  path: readonly string[],
  table: CommandTable,
): [CommandProblem | undefined, number] {
  const word = words[index] ?? '';
  const flags = flagsAt(path, table);
  const [name = '', inline] = word.split(/=(.*)/s);
  const command = [table.program, ...path].join(' ');
  if (flags[name] !== undefined)
    return [valueProblem(words, index, command, name, flags[name], inline), needed(flags[name], inline)];
  // Short flags may be written together, with a value at the end: -it, -n3.
  if (/^-[A-Za-z]\w+/.test(word) && !word.startsWith('--')) {
    const letters = [...word.slice(1)];
    const unknown = letters.findIndex((letter) => flags[`-${letter}`] === undefined);
    const valued = letters.findIndex((letter) => flags[`-${letter}`] === true);
    if (unknown < 0 || (valued >= 0 && valued < unknown)) {
      return [undefined, valued >= 0 && valued === letters.length - 1 ? 1 : 0];
    }
  }
  const candidates = Object.keys(flags).filter((flag) => flag.startsWith('--') === name.startsWith('--'));
  return [
    {
      rule: 'unknown-flag',
      message: `${command} ${table.version} has no flag ${name}.${didYouMean(name, candidates)}`,
      remedy: `Correct it, or remove it; "${command} --help" lists the flags.`,
    },
    0,
  ];
}

const needed = (valued: boolean, inline: string | undefined): number => (valued && inline === undefined ? 1 : 0);

function valueProblem(
  words: readonly string[],
  index: number,
  command: string,
  name: string,
  valued: boolean,
  inline: string | undefined,
): CommandProblem | undefined {
  if (!valued || inline !== undefined || words[index + 1] !== undefined) return undefined;
  return {
    rule: 'flag-value',
    message: `${command}: the flag ${name} needs a value.`,
    remedy: `Write the value behind it.`,
  };
}

/** Flags of a command, of the commands around it, and of all commands. */
function flagsAt(path: readonly string[], table: CommandTable): Record<string, boolean> {
  const flags: Record<string, boolean> = { ...table.global, ...table.commands['']?.flags };
  for (let length = 1; length <= path.length; length++) {
    Object.assign(flags, table.commands[path.slice(0, length).join(' ')]?.flags);
  }
  return flags;
}
