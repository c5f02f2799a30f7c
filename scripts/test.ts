/**
 * `npm test`: everything that must hold, by kind, side by side as far as the machine has cores. `npm run test:long`
 * (`--long`): the slow proofs as well. Each step's output is printed as a whole once it has ended.
 * Ends with one line that counts passed and failed tests; each step counts as one test of its own.
 */
import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { ensureBrowser } from '../src/checks/browser/install.ts';
import { installPrograms } from '../src/checks/programs/install.ts';
import { attacksAndFaults, failures, slowest } from './test/report.ts';
import { runAll } from './test/schedule.ts';
import { begin, type RunningStep } from './test/step.ts';
import { environmentOf, REPORTS, stepsFor } from './test/steps.ts';

/** How often it is said what is still being done: CI ends what prints nothing for long. */
const PERIOD_MS = 30_000;
const SLOWEST = 10;

const started = performance.now();
const elapsed = (): string => `${((performance.now() - started) / 1000).toFixed(0)} s`;
const running = new Map<string, RunningStep>();

for (const missing of installPrograms()) console.log(missing);
const withoutBrowser = await ensureBrowser();
if (withoutBrowser !== undefined) console.error(withoutBrowser);

mkdirSync(REPORTS, { recursive: true });
const isLong = process.argv.includes('--long');
const long: Record<string, string> = isLong ? { LONG: '1' } : {};

const progress = setInterval(() => console.log(`   ${elapsed()}: ${[...running.keys()].join(', ')}`), PERIOD_MS);
// Whoever stops this wants to know how far it was.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    for (const { name, printed, stop } of running.values()) {
      stop();
      console.log(`\n── ${name}: stopped\n${printed()}`);
    }
    process.exit(1);
  });

const results = await runAll(
  stepsFor({ browser: withoutBrowser === undefined }),
  availableParallelism(),
  (step) => {
    const one = begin(step, { ...long, ...environmentOf(step) });
    running.set(step.name, one);
    return one;
  },
  {
    started: ({ name }) => console.log(`── ${name} …`),
    ended: ({ name, ok, seconds, output }) => {
      running.delete(name);
      if (output.trim() !== '') console.log(`\n${output.trim()}`);
      console.log(`── ${name}: ${ok ? 'passed' : 'FAILED'} (${seconds.toFixed(1)} s)\n`);
    },
    skipped: ({ name }, missing) => console.log(`── ${name}: not run, because this failed: ${missing.join(', ')}\n`),
  },
);
clearInterval(progress);

const sum = (key: 'passed' | 'failed'): number => results.reduce((total, result) => total + result[key], 0);
const failed = sum('failed') + (withoutBrowser === undefined ? 0 : 1);
const files = results.flatMap((result) => result.files);
if (isLong) console.log(['Attacks and faults:', ...attacksAndFaults(files), ''].join('\n'));
console.log([`The slowest files of tests, of ${elapsed()} for everything:`, ...slowest(files, SLOWEST)].join('\n'));
for (const line of failures(files)) console.log(line);
for (const { name, ok } of results) if (!ok) console.log(`FAILED: ${name}`);
console.log(`\n${sum('passed')} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
