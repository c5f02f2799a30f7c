import type { CommandProblem } from './command-problem.ts';
import { commandProblems } from './commands.ts';
import { shellCommands } from './shell.ts';
import { commandTables } from './tables.ts';

/** What is wrong with a command of a shell text. */
export interface ShellProblem extends CommandProblem {
  /** 0-based place in the text at which the command begins. */
  offset: number;
}

/** A JSONPath in double quotes that has some itself: the shell takes them away. */
const QUOTES_LOST = /jsonpath(?:-as-json)?="[^"\n]*"[^\s"'|;&][^"\n]*"|jsonpath(?:-as-json)?=\{[^\s'"]*"/;

/**
 * What is wrong with the commands of a shell text, as far as there are tables of their programs.
 * @param known names of custom resources, in lower case, by which commands may call them.
 */
export function shellProblems(text: string, known: ReadonlySet<string> = new Set()): ShellProblem[] {
  return shellCommands(text).flatMap(({ words, column }) => {
    const table = commandTables.get(words[0] ?? '');
    if (!table) return [];
    const line = text.slice(column).split(/\n(?<!\\\n)/)[0] ?? '';
    const problems = commandProblems(words, table, { known, quotesLost: QUOTES_LOST.test(line) });
    return problems.map((problem) => ({ ...problem, offset: column }));
  });
}
