import { spawn } from 'node:child_process';
import { type FileReport, readReport } from './report.ts';

/** Something that `npm test` runs. */
export interface Step {
  name: string;
  command: string;
  args: readonly string[];
  /** Names of steps that have to end before it begins, because both write the same files. */
  after?: readonly string[];
  /** Names of steps without whose success it cannot be run. */
  needs?: readonly string[];
  /** File into which the step writes which tests it has run; it has no tests of its own if there is none. */
  report?: string;
}

/** How a step ended. */
export interface StepResult {
  name: string;
  ok: boolean;
  seconds: number;
  /** Everything it printed, on both channels, in the order in which it came. */
  output: string;
  /** Tests that passed and failed; a step counts as one more. */
  passed: number;
  failed: number;
  files: readonly FileReport[];
}

/** A step that runs. */
export interface RunningStep {
  name: string;
  /** What it has printed so far. */
  printed(): string;
  /** Ends it before its time; it has failed, then. */
  stop(): void;
  ended: Promise<StepResult>;
}

function counted(step: Step, ok: boolean, seconds: number, output: string): StepResult {
  const { name } = step;
  const report = step.report === undefined ? { passed: 0, failed: 0, files: [] } : readReport(step.report);
  if (report === undefined)
    return { name, ok: false, seconds, output: `${output}${name} left no report.\n`, passed: 0, failed: 1, files: [] };
  // A step that fails although none of its tests did counts itself: it may have crashed before one of them.
  const { passed, failed, files } = report;
  return ok
    ? { name, ok, seconds, output, passed: passed + 1, failed, files }
    : { name, ok, seconds, output, passed, failed: Math.max(1, failed), files };
}

/** Begins a step. What cannot be started, or is ended from outside, has failed. */
export function begin(step: Step, own: Readonly<Record<string, string>> = {}): RunningStep {
  const started = performance.now();
  const parts: Buffer[] = [];
  const printed = (): string => Buffer.concat(parts).toString();
  const child = spawn(step.command, step.args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ASTRO_TELEMETRY_DISABLED: '1',
      ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}),
      ...own,
    },
  });
  for (const channel of [child.stdout, child.stderr]) channel.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise<StepResult>((done) => {
    const end = (ok: boolean, why = ''): void =>
      done(counted(step, ok, (performance.now() - started) / 1000, printed() + why));
    child.on('error', (problem) => end(false, `${problem.message}\n`));
    child.on('close', (code, signal) => end(code === 0, signal === null ? '' : `Ended by ${signal}.\n`));
  });
  return { name: step.name, printed, stop: () => void child.kill(), ended };
}
