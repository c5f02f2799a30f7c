import { DEPRECATED, type Flag, readFlags } from '../cobra/flags.ts';
import { commandEntry, globalFlags, subcommands } from '../cobra/tree.ts';
import { commandWords, GROUPS } from './command-words.ts';
import { flagWords } from './flag-words.ts';

const OPTIONS = 'Use "kubectl options" for a list of global command-line options (applies to all commands).\n';

function flagText({ name, shorthand, kind, initial }: Flag): string {
  // A list of levels by file is no text, and shows no quotes.
  const value = name === 'vmodule' ? '' : kind === 's' ? `'${initial}'` : kind === 'l' || kind === 'a' ? '[]' : initial;
  return `    ${shorthand === '' ? '' : `-${shorthand}, `}--${name}=${value}:\n\t${flagWords(name)}\n`;
}

function list(names: readonly string[], path: string): string {
  const width = Math.max(...names.map((name) => name.length), path === '' ? 12 : 11);
  return names.map((name) => `  ${name.padEnd(width)}   ${commandWords(`${path} ${name}`.trim())}\n`).join('');
}

/** The help of a command: how it is used, and its flags. */
export function help(path: string): string {
  const below = subcommands(path).filter((name) => name !== 'options');
  const entry = commandEntry(path);
  const parts = [`${commandWords(path)}${path === '' ? '' : '.'}\n`];
  if (entry?.aliases) parts.push(`Aliases:\n${[path.split(' ').at(-1), ...entry.aliases.split(' ')].join(', ')}\n`);
  if (path === '')
    for (const [title, names] of GROUPS) parts.push(`${title}:\n${list(names.split(' ').filter(Boolean), '')}`);
  else if (below.length > 0) parts.push(`Available Commands:\n${list(below, path)}`);
  const flags = path === '' ? [] : readFlags(entry?.flags).filter(({ name }) => DEPRECATED[name] === undefined);
  if (flags.length > 0) parts.push(`Options:\n${flags.map(flagText).join('\n')}`);
  parts.push(`Usage:\n  ${`kubectl ${entry?.use ?? ''}`.trim()}\n`);
  const more =
    below.length > 0
      ? `Use "kubectl ${path === '' ? '' : `${path} `}<command> --help" for more information about a given command.\n`
      : '';
  return `${parts.join('\n')}\n${more}${OPTIONS}`;
}

/** The flags that all commands have. */
export function optionsText(): string {
  return `The following options can be passed to any command:\n\n${globalFlags().map(flagText).join('\n')}\n`;
}
