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
 * @param known names of custom resources, in lower case, by which commands may call them. @param plugins see `pluginsIn`.
 */
export function shellProblems(
  text: string,
  known: ReadonlySet<string> = new Set(),
  plugins: ReadonlySet<string> = new Set(),
): ShellProblem[] {
  return shellCommands(text).flatMap(({ words, column }) => {
    const table = commandTables.get(words[0] ?? '');
    if (!table || plugins.has(`${words[0]} ${(words[1] ?? '').replaceAll('-', '_')}`)) return [];
    const line = text.slice(column).split(/\n(?<!\\\n)/)[0] ?? '';
    const problems = commandProblems(words, table, { known, quotesLost: QUOTES_LOST.test(line) });
    return problems.map((problem) => ({ ...problem, offset: column }));
  });
}

/** What installs plugins: files called kubectl-name, Krew, and "helm plugin install". */
const INSTALLS =
  /\bkubectl-([a-z][\w-]*)(?![\w.:-]*[:=])|\bkrew\s+(?:install|upgrade)((?:\s+[\w/-]+)+)|\bhelm\s+plugin\s+install\s+\S*?helm-([\w]+)/g;

/**
 * Plugins that a shell text installs, or names by the file that is one: "kubectl name", "helm name". kubectl takes hyphens
 * and underscores in their names for the same.
 */
export function pluginsIn(text: string): string[] {
  return [...text.matchAll(INSTALLS)].flatMap(([, file, byKrew = '', ofHelm]) => [
    ...(file === undefined ? [] : [`kubectl ${file.split('-')[0] ?? file}`, `kubectl ${file.replaceAll('-', '_')}`]),
    ...(byKrew === '' ? [] : ['kubectl krew']),
    ...byKrew
      .split(/\s+/)
      .filter((name) => /^\w/.test(name))
      .map((name) => `kubectl ${(name.split('/').at(-1) ?? name).replaceAll('-', '_')}`),
    ...(ofHelm === undefined ? [] : [`helm ${ofHelm}`]),
  ]);
}
