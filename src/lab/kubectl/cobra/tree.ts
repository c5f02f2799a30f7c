import packed from '../table.json' with { type: 'json' };
import { type Flag, Flags, readFlags } from './flags.ts';

/** A command as kubectl's help has it. */
export interface CommandEntry {
  use: string;
  aliases?: string;
  flags?: string;
}

const table = packed as Readonly<Record<string, CommandEntry>>;

/** All commands, by their words: `create configmap`. */
export function commandEntry(path: string): CommandEntry | undefined {
  return Object.hasOwn(table, path) ? table[path] : undefined;
}

/** Names of the commands below one, in the order of the help. */
export function subcommands(path: string): string[] {
  const prefix = path === '' ? '' : `${path} `;
  return Object.keys(table)
    .filter((name) => name !== '' && name.startsWith(prefix) && !name.slice(prefix.length).includes(' '))
    .map((name) => name.slice(prefix.length));
}

/** The flags that every command has. */
export function globalFlags(): Flag[] {
  return readFlags(table['']?.flags);
}

/** Commands that still take `--record`, though their help does not name it (`RecordFlags` of k8s.io/cli-runtime). */
const RECORDING = new Set(
  [
    'annotate apply create edit expose label patch run scale autoscale'.split(' '),
    ['set image', 'set resources', 'set selector', 'set serviceaccount', 'apply edit-last-applied'],
  ].flat(),
);

/** The flags of a command, those of all commands included. */
export function flagsOf(path: string): Flags {
  const own = readFlags(path === '' ? '' : table[path]?.flags);
  if (RECORDING.has(path)) own.push(...readFlags(',record:b=false'));
  const names = new Set(own.map(({ name }) => name));
  const letters = new Set(own.map(({ shorthand }) => shorthand).filter((letter) => letter !== ''));
  const shared = globalFlags()
    .filter(({ name }) => !names.has(name))
    .map((flag) => (letters.has(flag.shorthand) ? { ...flag, shorthand: '' } : flag));
  return new Flags([...own, ...shared]);
}

/** Finds the command that words mean, as cobra does: flags may stand anywhere. Gives its path and the words without it. */
export function findCommand(given: readonly string[]): { path: string; rest: string[] } {
  let path = '';
  const rest = [...given];
  for (;;) {
    const index = firstWord(rest, path);
    if (index < 0) return { path, rest };
    const word = rest[index] as string;
    const name = subcommands(path).find(
      (one) => one === word || (table[`${path} ${one}`.trim()]?.aliases ?? '').split(' ').includes(word),
    );
    if (name === undefined) return { path, rest };
    rest.splice(index, 1);
    path = `${path} ${name}`.trim();
  }
}

/** Index of the first word that is no flag and no value of one. */
function firstWord(words: readonly string[], path: string): number {
  const flags = flagsOf(path);
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as string;
    if (word === '--') return -1;
    if (word.startsWith('--')) {
      if (!word.includes('=') && word !== '--help' && flags.byName(word.slice(2))?.alone === undefined) index++;
    } else if (word.startsWith('-') && word !== '-') {
      const flag = flags.byLetter(word[1] ?? '');
      if (word.length === 2 && word !== '-h' && flag?.alone === undefined) index++;
    } else return index;
  }
  return -1;
}

/** Commands whose names are near to a word (`SuggestionsFor` of github.com/spf13/cobra). */
export function suggestions(word: string): string[] {
  return [...subcommands(''), 'help'].filter(
    (name) => distance(word.toLowerCase(), name) <= 2 || name.startsWith(word.toLowerCase()),
  );
}

function distance(first: string, second: string): number {
  let row = Array.from({ length: second.length + 1 }, (_, index) => index);
  for (let i = 1; i <= first.length; i++) {
    const next = [i];
    for (let j = 1; j <= second.length; j++) {
      const same = first[i - 1] === second[j - 1] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same));
    }
    row = next;
  }
  return row[second.length] ?? 0;
}
