import { type CommandProblem, commandProblems } from './commands.ts';
import { shellCommands } from './shell.ts';
import { commandTables } from './tables.ts';

/** What is wrong with a command of a shell text. */
export interface ShellProblem extends CommandProblem {
  /** 0-based place in the text at which the command begins. */
  offset: number;
}

/** What is wrong with the commands of a shell text, as far as there are tables of their programs. */
export function shellProblems(text: string): ShellProblem[] {
  return shellCommands(text).flatMap(({ words, column }) => {
    const table = commandTables.get(words[0] ?? '');
    return table ? commandProblems(words, table).map((problem) => ({ ...problem, offset: column })) : [];
  });
}
