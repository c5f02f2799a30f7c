import { failedRun, readResult } from '../../../lab/traces/result.ts';
import type { RunInput, RunResult } from '../../../lab/traces/run.ts';
import { BASE } from '../every-page/storage.ts';
import { Sandbox } from '../sandbox/sandbox.ts';
import words from './words.ts';

/** How long a run may take, in seconds, before it is ended. */
const SECONDS = 20;
/** A run of 500 requests says some megabytes. */
const LONGEST = 30_000_000;

/** A program for the sandbox: the runtime, with the packages, and what it is to run. Its value is what came of it, as text. */
const programOf = (script: string, input: RunInput): string => `${script}
(async () => {
  self.addEventListener('unhandledrejection', (event) => {
    event.preventDefault();
    tracingRuntime.unhandled(event.reason);
  });
  return JSON.stringify(await tracingRuntime.run(tracingPackages, ${JSON.stringify(input)}));
})()`;

/** Runs scenarios where code of learners reaches nothing: each in a new worker of the sandbox. */
export class SandboxRunner {
  #sandbox: Promise<Sandbox> | undefined;

  /** Runs a scenario. Gives undefined if it does not end. */
  readonly run = async (input: RunInput): Promise<RunResult | undefined> => {
    this.#sandbox ??= Sandbox.open(`${BASE}sandbox/`);
    let [script, sandbox]: [string, Sandbox | undefined] = ['', undefined];
    try {
      script = (await import('virtual:tracing-script')).default;
      sandbox = await this.#sandbox;
    } catch {
      this.#sandbox = undefined;
      return failedRun(words.tracingSandbox);
    }
    const outcome = await sandbox.run(programOf(script, input), { seconds: SECONDS, longest: LONGEST }).outcome;
    if (outcome.kind === 'result') return readResult(outcome.text ?? '');
    return outcome.kind === 'error' ? failedRun(outcome.text) : undefined;
  };
}
