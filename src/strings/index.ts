/** In this room: the words of the interface, by locale, and how text becomes safe HTML. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readYaml } from '../findings/yaml.ts';
import type { StringKey } from './keys.ts';

/** Gives a word or sentence of the interface, with `{name}` filled in from the parameters. */
export type Translate = (key: StringKey, parameters?: Readonly<Record<string, string | number>>) => string;

/** Where the words stand, below the folder that commands are called in. */
export const STRINGS_FOLDER = 'src/strings';

const DEFAULT_LOCALE = 'en';
const tables = new Map<string, Readonly<Record<string, string>>>();

/** The words of a file. @throws Error that says what is wrong with it. */
function wordsOf(file: string): Record<string, string> {
  const { value, findings } = readYaml(file, readFileSync(file, 'utf8'));
  const [first] = findings;
  if (first) throw new Error(`${file}:${first.line}: ${first.message}`);
  return (value ?? {}) as Record<string, string>;
}

function table(locale: string): Readonly<Record<string, string>> {
  // What is no tag of a language is no name of a file either.
  if (!/^[A-Za-z0-9-]+$/.test(locale)) return {};
  const known = tables.get(locale);
  if (known) return known;
  const file = join(process.cwd(), STRINGS_FOLDER, `${locale}.yaml`);
  const loaded = existsSync(file) ? wordsOf(file) : {};
  tables.set(locale, loaded);
  return loaded;
}

/** The interface's words in a locale; what a translation lacks comes in English. */
export function translator(locale: string = DEFAULT_LOCALE): Translate {
  const own = table(locale);
  const fallback = table(DEFAULT_LOCALE);
  return (key, parameters = {}) =>
    (own[key] ?? fallback[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) =>
      String(parameters[name] ?? whole),
    );
}

/** All keys, in the order of the English file. */
export function stringKeys(): readonly StringKey[] {
  return Object.keys(table(DEFAULT_LOCALE)) as StringKey[];
}
