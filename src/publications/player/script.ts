import { resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { sourcePaths } from '../../cli/source-paths.ts';
import type { Translate } from '../../strings/index.ts';
import { playerWords } from './words.ts';

/** What a package speaks with a platform. */
export type Protocol = keyof typeof sourcePaths.player;

/** Scripts that were made, by protocol and language. */
const made = new Map<string, Promise<string>>();

/** The script of all lessons of a package: one file without imports, in the language of the edition. */
export function playerScript(protocol: Protocol, language: string, t: Translate): Promise<string> {
  const key = `${protocol} ${language}`;
  const script = made.get(key) ?? bundle(protocol, t);
  made.set(key, script);
  return script;
}

async function bundle(protocol: Protocol, t: Translate): Promise<string> {
  const script = await rolldown({
    input: resolve(sourcePaths.player[protocol]),
    plugins: [playerWords(t)],
    platform: 'browser',
    transform: { target: 'es2022' },
    logLevel: 'silent',
  });
  try {
    const { output } = await script.generate({ format: 'iife', minify: true, codeSplitting: false });
    return output[0].code;
  } finally {
    await script.close();
  }
}
