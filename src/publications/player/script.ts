import { resolve } from 'node:path';
import { sourcePaths } from '../../cli/source-paths.ts';
import type { Translate } from '../../strings/index.ts';
import { classicBundle } from '../bundle.ts';
import { playerWords } from './words.ts';

/** What a package speaks with a platform. */
export type Protocol = keyof typeof sourcePaths.player;

/** Scripts that were made, by protocol and language. */
const made = new Map<string, Promise<string>>();

/** The script of all lessons of a package: one file without imports, in the language of the edition. */
export function playerScript(protocol: Protocol, language: string, t: Translate): Promise<string> {
  const key = `${protocol} ${language}`;
  const script =
    made.get(key) ?? classicBundle({ input: resolve(sourcePaths.player[protocol]), plugins: [playerWords(t)] });
  made.set(key, script);
  return script;
}
