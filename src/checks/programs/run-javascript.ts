import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CodeProblem } from '../../languages/problem.ts';
import type { Content } from './folder.ts';
import { runJailed } from './jail/run.ts';
import { LESSON } from './jail/words.ts';

/** What code is run with. */
export interface RunOptions {
  language: 'js' | 'ts';
  /** Files that lie beside it. */
  files?: readonly Content[];
  /** Seconds after which it is ended. */
  seconds?: number;
}

const LARGEST_OUTPUT = 1024 * 1024;

const GUARD = fileURLToPath(new URL('../../lab-host/actors/modules.mjs', import.meta.url));
/** Where the guard of modules lies in the jail: not among the files of the lesson. */
const GUARD_INSIDE = '/home/modules.mjs';

/** A second fence within the jail: Node's own rights for files, and modules that do not reach out of the process. */
const FENCE = [
  '--permission',
  `--allow-fs-read=${LESSON}`,
  `--allow-fs-read=${GUARD_INSIDE}`,
  `--allow-fs-write=${LESSON}`,
  '--no-addons',
  '--no-global-search-paths',
  '--no-experimental-sqlite',
  '--no-experimental-websocket',
  '--disable-sigusr1',
  `--import=${GUARD_INSIDE}`,
];

/** Files of a lesson as they lie in the jail; a name that leads out of its folder is left out. */
function filesInside(files: readonly Content[]): { to: string; content: string | Uint8Array }[] {
  return files
    .map(({ name, content }) => ({ to: posix.join(LESSON, name), content }))
    .filter(({ to }) => to.startsWith(`${LESSON}/`) && !to.endsWith('/'));
}

/** Line and column of the first place in the code that the stack of an error names; the first line if there is none. */
function placeIn(stderr: string, main: string): { line: number; column: number } {
  const [, line, column] =
    new RegExp(`${main.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}:(\\d+)(?::(\\d+))?`).exec(stderr) ?? [];
  return { line: Number(line ?? 1), column: Number(column ?? 1) };
}

/**
 * Runs code in Node as a module, in a jail with a copy of `files`, and says whether it ended with an error. Gives a text if
 * that cannot be told: what it is that was not verified.
 */
export async function runProblems(
  text: string,
  { language, files = [], seconds }: RunOptions,
): Promise<CodeProblem[] | string> {
  const main = `${LESSON}/__code__.m${language}`;
  const ending = await runJailed({
    program: process.execPath,
    name: 'node',
    words: [...FENCE, '--disable-warning=ExperimentalWarning', '--max-old-space-size=512', main],
    files: [...filesInside(files), { to: GUARD_INSIDE, content: readFileSync(GUARD) }, { to: main, content: text }],
    limits: { output: LARGEST_OUTPUT, ...(seconds !== undefined && { seconds }) },
  });
  if (ending.how === 'too much') {
    const message = `The code prints more than ${LARGEST_OUTPUT / 1024 / 1024} MiB.`;
    return [{ line: 1, column: 1, message, remedy: 'Let it print less, or say checked="parse".' }];
  }
  if (ending.how === 'stopped') return 'code that takes too long or too much memory here';
  if (ending.how === 'not started') return 'code that could not be started in a jail';
  if (ending.status === 0) return [];
  // Errors without a stack of their own are printed in brackets.
  const said = /^\[(\w*Error\b.*)\](?: \{)?$|^(\w*Error\b.*|Uncaught .*)$/m.exec(ending.errors);
  const reason = said?.[1] ?? said?.[2] ?? 'it ends with an exit code other than 0';
  return [
    {
      ...placeIn(ending.errors, main),
      message: `The code fails when it is run: ${reason.replaceAll(`${LESSON}/`, '').replace(/\.$/, '')}.`,
      remedy: 'Correct it, or say checked="parse" if it cannot run alone.',
    },
  ];
}
