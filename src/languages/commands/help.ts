import type { Command, CommandTable, Flags } from './table.ts';

/** Flags of kubectl that have a value by default if they stand alone; its help does not tell. Source: kubectl's NoOptDefVal. */
const OPTIONAL_VALUES = new Set(['--dry-run', '--cascade', '--validate']);

/** Flags in kubectl's own form of help: `-o, --output='':`. */
const KUBECTL_FLAG = /^ {4}(?:(-\w), )?(--[\w-]+)=(.*):$/gm;
/** Flags in cobra's form of help: `-n, --namespace string   text`; a value in brackets may be left out. */
const COBRA_FLAG = /^ {2,6}(?:(-\w), )?(--[\w-]+)(?: ([\w/]+)(\[=[^\]]*\])?)?(?: {2,}|$)/gm;

/** Flags that a help text lists. */
export function flagsOf(help: string): Flags {
  const flags: Record<string, boolean> = {};
  const add = (short: string | undefined, long: string, value: boolean): void => {
    flags[long] = value;
    if (short) flags[short] = value;
  };
  for (const [, short, long = '', standard = ''] of help.matchAll(KUBECTL_FLAG)) {
    add(short, long, !/^(true|false)$/.test(standard) && !OPTIONAL_VALUES.has(long));
  }
  const listed = help
    .split(/^(?:Global )?(?:Flags|Options):$/m)
    .slice(1)
    .join('\n');
  for (const [, short, long = '', type, optional] of listed.matchAll(COBRA_FLAG)) {
    if (flags[long] === undefined) add(short, long, type !== undefined && optional === undefined);
  }
  return flags;
}

/** Words that a help text lists as commands: lines of two columns below a heading that speaks of commands. */
export function subcommandsOf(help: string): string[] {
  const sections = help.split(/^(?=\S.*:$)/m).filter((section) => /^\S.*[Cc]ommands.*:\n/.test(section));
  return sections.flatMap((section) =>
    [...section.matchAll(/^ {2,4}([a-z][\w-]*)\*? {2,}\S/gm)].map(([, name = '']) => name),
  );
}

/** Other words for the last word of a command: the line below "Aliases:". */
function aliasesOf(help: string): string[] {
  const line = /^Aliases:\n\s*(.+)$/m.exec(help)?.[1] ?? '';
  return line
    .split(',')
    .map((alias) => alias.trim().split(' ').at(-1) ?? '')
    .filter((alias) => alias !== '');
}

/**
 * The table of a program, by asking every command for its help.
 * @param help gives the help of a command. @param globals help text that lists the flags of all commands.
 */
export function buildTable(
  about: Pick<CommandTable, 'program' | 'version' | 'source'>,
  help: (words: readonly string[]) => string,
  globals: string,
): CommandTable {
  const commands: Record<string, Command> = {};
  const visit = (words: readonly string[]): string[] => {
    const text = help(words);
    const listed = subcommandsOf(text).filter((name) => name !== 'help' || words.length === 0);
    const subcommands = [...listed];
    const command = { flags: flagsOf(text), subcommands };
    const parent = words.slice(0, -1);
    const aliases = aliasesOf(text);
    for (const name of new Set([words.at(-1) ?? '', ...(words.length > 0 ? aliases : [])])) {
      commands[[...parent, name].filter(Boolean).join(' ')] = command;
    }
    for (const name of listed) if (name !== 'help') subcommands.push(...visit([...words, name]));
    const others = aliases.filter((alias) => alias !== words.at(-1));
    const own = `${words.join(' ')} `;
    for (const [path, below] of words.length > 0 ? Object.entries(commands) : []) {
      if (!path.startsWith(own)) continue;
      for (const alias of others) commands[[...parent, alias, path.slice(own.length)].join(' ')] = below;
    }
    return others;
  };
  visit([]);
  return { ...about, global: { ...flagsOf(globals), '--help': false, '-h': false }, commands };
}
