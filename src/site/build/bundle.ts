import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { sourcePaths } from '../../cli/source-paths.ts';
import { UserError } from '../../cli/user-error.ts';
import { type BundlingFacts, bundlingEnvironment } from './bundling-facts.ts';

/**
 * What rolldown reads from its environment. It starts as many threads as there are processors, and more that wait for files: half as many
 * take no longer beside the rendering of lessons, and a tenth less memory. Huge pages, which its allocator asks the system for, are
 * cleared whole and used in part: without them it takes a sixth less processor time, and a fifth less memory.
 */
function bundlerSettings(): NodeJS.ProcessEnv {
  const threads = String(Math.max(1, Math.floor(availableParallelism() / 2)));
  return { ROLLDOWN_WORKER_THREADS: threads, ROLLDOWN_MAX_BLOCKING_THREADS: threads, MIMALLOC_ALLOW_THP: '0' };
}

/** Bundles in a process of its own, which keeps what came of it under a key. @throws UserError if that process fails, with what it said of it. */
export function bundle(key: string, facts: BundlingFacts, isVerbose: boolean): Promise<void> {
  return new Promise((done, fail) => {
    const child = fork(sourcePaths.bundleProcess, isVerbose ? ['--verbose'] : [], {
      env: { ...bundlerSettings(), ...bundlingEnvironment({ key, facts }) },
      // What it reads is soon gone: a small nursery saves a fifth of its memory, and costs nothing.
      execArgv: ['--max-semi-space-size=2', '--expose-gc'],
    });
    let said: string | undefined;
    child.once('message', (line) => {
      said = String(line);
    });
    child.once('error', fail);
    child.once('exit', (code, signal) => {
      if (code === 0) done();
      else
        fail(
          new UserError(
            said ??
              `The pages could not be bundled (${signal ?? `the process ended with ${code}`}); see above.\nDo:  build again; if memory is short on this machine, the system ends the largest process, so end others first.`,
          ),
        );
    });
  });
}
