import { execFile } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CodeProblem } from '../../languages/problem.ts';
import { confinement } from './confinement.ts';
import { type Content, writeInto } from './folder.ts';

/** What code is run with. */
export interface RunOptions {
  language: 'js' | 'ts';
  /** Files that lie beside it. */
  files?: readonly Content[];
  /** Milliseconds after which it is ended; 10 seconds unless given. */
  timeout?: number;
}

interface Ending {
  failed: boolean;
  stderr: string;
  timedOut: boolean;
  printedTooMuch: boolean;
}

const LARGEST_OUTPUT = 1024 * 1024;

/** Files that code in `folder` may read and write; it may start nothing and load no native add-ons. */
function run(main: string, folder: string, timeout: number): Promise<Ending> {
  const permissions = ['--permission', `--allow-fs-read=${folder}`, `--allow-fs-write=${folder}`];
  const command = [
    process.execPath,
    ...permissions,
    '--disable-warning=ExperimentalWarning',
    '--max-old-space-size=512',
    main,
  ];
  const [first = '', ...rest] = [...confinement().words, ...command];
  return new Promise((done) => {
    const child = execFile(
      first,
      rest,
      {
        cwd: folder,
        // Nothing of the surroundings, which may hold secrets.
        env: {},
        timeout,
        killSignal: 'SIGKILL',
        maxBuffer: LARGEST_OUTPUT,
      },
      (problem, _stdout, stderr) =>
        done({
          failed: problem !== null,
          stderr,
          timedOut: problem?.signal === 'SIGKILL' && problem.killed === true,
          printedTooMuch: problem?.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER',
        }),
    );
    child.stdin?.end();
  });
}

/** Line and column of the first place in the code that the stack of an error names; the first line if there is none. */
function placeIn(stderr: string, main: string): { line: number; column: number } {
  const [, line, column] =
    new RegExp(`${main.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}:(\\d+)(?::(\\d+))?`).exec(stderr) ?? [];
  return { line: Number(line ?? 1), column: Number(column ?? 1) };
}

/**
 * Runs code in Node as a module, alone in a temporary folder with a copy of `files`, and says whether it ended with an
 * error. Node's permission model keeps it from reading and writing elsewhere and from starting processes. It does not keep
 * it from the network and from sending signals to other processes: the kernel does, where confinement() is complete; elsewhere,
 * only code that one trusts may be run.
 */
export async function runProblems(
  text: string,
  { language, files = [], timeout = 10_000 }: RunOptions,
): Promise<CodeProblem[]> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'code-')));
  try {
    writeInto(folder, files);
    const main = join(folder, `__code__.m${language}`);
    writeFileSync(main, text);
    const { failed, stderr, timedOut, printedTooMuch } = await run(main, folder, timeout);
    if (!failed) return [];
    if (printedTooMuch) {
      const message = `The code prints more than ${LARGEST_OUTPUT / 1024 / 1024} MiB.`;
      return [{ line: 1, column: 1, message, remedy: 'Let it print less, or say checked="parse".' }];
    }
    if (timedOut) {
      const message = `The code still runs after ${timeout / 1000} seconds.`;
      return [{ line: 1, column: 1, message, remedy: 'Let it end by itself, or say checked="parse".' }];
    }
    // Errors without a stack of their own are printed in brackets.
    const said = /^\[(\w*Error\b.*)\](?: \{)?$|^(\w*Error\b.*|Uncaught .*)$/m.exec(stderr);
    const reason = said?.[1] ?? said?.[2] ?? 'it ends with an exit code other than 0';
    return [
      {
        ...placeIn(stderr, main),
        message: `The code fails when it is run: ${reason.replaceAll(`${folder}/`, '').replace(/\.$/, '')}.`,
        remedy: 'Correct it, or say checked="parse" if it cannot run alone.',
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
