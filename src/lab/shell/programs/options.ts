import { absolutePath, FileError, textOfBytes } from '../files.ts';
import { type Context, readAll } from '../program.ts';
import { quotedForShell } from '../quote.ts';

/** Options and other words of a small program. */
export interface Options {
  flags: ReadonlySet<string>;
  values: Readonly<Record<string, string>>;
  /** All values of options that were given, in their order. */
  lists: Readonly<Record<string, readonly string[]>>;
  words: readonly string[];
}

/** What is wrong with how a program was called. */
export class UsageError extends Error {}

/**
 * Reads options as `getopt` does: `-ab`, `-n5`, `-n 5`, `--name`, `--name=value`.
 * @param taken letters that take a value are followed by a colon, long names stand with their letter: `n:|lines:,v|invert-match`.
 * @throws UsageError
 */
export function readOptions(words: readonly string[], taken: string): Options {
  const known = new Map<string, { name: string; hasValue: boolean }>();
  for (const entry of taken.split(',').filter((one) => one !== '')) {
    const [letter = '', long = ''] = entry.split('|');
    const name = letter.replace(':', '');
    const hasValue = entry.endsWith(':') || letter.endsWith(':');
    known.set(name.length > 1 ? `-${name}` : name, { name, hasValue });
    if (long !== '') known.set(`-${long.replace(':', '')}`, { name, hasValue });
  }
  const flags = new Set<string>();
  const values: Record<string, string> = {};
  const lists: Record<string, string[]> = {};
  const put = (name: string, value: string): void => {
    values[name] = value;
    lists[name] = [...(lists[name] ?? []), value];
  };
  const rest: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as string;
    if (word === '--') {
      rest.push(...words.slice(index + 1));
      break;
    }
    if (word.startsWith('--')) {
      const equals = word.indexOf('=');
      const option = known.get(equals < 0 ? word.slice(1) : word.slice(1, equals));
      if (!option) throw new UsageError(`unrecognized option '${word}'`);
      if (option.hasValue) put(option.name, equals < 0 ? (words[++index] ?? '') : word.slice(equals + 1));
      else flags.add(option.name);
      continue;
    }
    if (!word.startsWith('-') || word === '-') {
      rest.push(word);
      continue;
    }
    for (let at = 1; at < word.length; at++) {
      const letter = word[at] as string;
      const option = known.get(letter);
      if (!option) throw new UsageError(`invalid option -- '${letter}'`);
      if (!option.hasValue) {
        flags.add(letter);
        continue;
      }
      const value = word.slice(at + 1) || words[++index];
      if (value === undefined) throw new UsageError(`option requires an argument -- '${letter}'`);
      put(letter, value);
      break;
    }
  }
  return { flags, values, lists, words: rest };
}

/**
 * The texts of files, or what comes in if none is named (`-` is what comes in, too). Files that are not there are said and give `undefined`.
 * @param bytes how many are asked for, at most: `/dev/zero` has no end.
 */
export async function inputs(
  context: Context,
  names: readonly string[],
  bytes?: number,
): Promise<{ name: string; text: string | undefined }[]> {
  const all: { name: string; text: string | undefined }[] = [];
  for (const name of names.length === 0 ? ['-'] : names) {
    if (name === '/dev/null') {
      all.push({ name, text: '' });
      continue;
    }
    if (/^\/dev\/u?random$/.test(name) && bytes !== undefined) {
      const letters = Array.from({ length: Math.min(bytes, 1_000_000) }, () => Math.floor(context.random() * 256));
      all.push({ name, text: textOfBytes(Uint8Array.from(letters)) });
      continue;
    }
    if (name === '-' || name === '/dev/stdin') {
      all.push({ name: '-', text: await readAll(context.input) });
      continue;
    }
    if (name === '/dev/zero' && bytes !== undefined) {
      all.push({ name, text: '\0'.repeat(Math.max(0, Math.min(bytes, 16_000_000))) });
      continue;
    }
    try {
      all.push({ name, text: context.files.read(absolutePath(name, context.folder)) });
    } catch (problem) {
      if (!(problem instanceof FileError)) throw problem;
      context.errors.write(`${context.name}: ${cannotRead(context.name, name)}: ${sentence(problem)}\n`);
      all.push({ name, text: undefined });
    }
  }
  return all;
}

/** How a program says which file it could not read. */
function cannotRead(program: string, name: string): string {
  if (program === 'head' || program === 'tail') return `cannot open '${name}' for reading`;
  if (program === 'jq') return `error: Could not open file ${name}`;
  if (program === 'sort') return `cannot read: ${name}`;
  if (program === 'sed') return `can't read ${name}`;
  return /[\s!"$&'()*;<>?[\\\]`{|}#]/.test(name) ? quotedForShell(name, true) : name;
}

/** What is wrong with a file, as the C library says it: with a capital. */
export function sentence({ message }: FileError): string {
  return message.replace(/^./, (letter) => letter.toUpperCase());
}

/** The lines of a text, without line breaks. */
export function linesOf(text: string): string[] {
  if (text === '') return [];
  return text.replace(/\n$/, '').split('\n');
}
