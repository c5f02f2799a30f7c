/**
 * `npm test`: everything that must hold, in the order in which it is cheapest to learn of a mistake.
 * Ends with one line that counts passed and failed tests; each step counts as one test of its own.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { ensureBrowser } from '../src/checks/browser/install.ts';
import { installPrograms } from '../src/checks/programs/install.ts';

const REPORT = '.cache/test-report.json';
const bin = (name: string): string => `node_modules/.bin/${name}`;
let passed = 0;
let failed = 0;

function step(name: string, command: string, args: readonly string[]): boolean {
  console.log(`\n── ${name}`);
  const started = performance.now();
  const { status } = spawnSync(command, args, {
    stdio: 'inherit',
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
  });
  const ok = status === 0;
  if (ok) passed++;
  else failed++;
  console.log(`── ${name}: ${ok ? 'passed' : 'FAILED'} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  return ok;
}

/** Runs a project of Vitest and adds its tests to the count. */
function tests(name: string, project: string): void {
  rmSync(REPORT, { force: true });
  const ok = step(name, bin('vitest'), [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${REPORT}`,
  ]);
  try {
    const report = JSON.parse(readFileSync(REPORT, 'utf8')) as { numPassedTests: number; numFailedTests: number };
    passed += report.numPassedTests;
    failed += report.numFailedTests;
    if (!ok && report.numFailedTests > 0) failed--;
  } catch {
    console.log(`${name} left no report; see above.`);
  }
}

for (const missing of installPrograms()) console.log(missing);
step('Lint and format', bin('biome'), ['check', '.']);
step('Types', bin('astro'), ['check', '--minimumFailingSeverity', 'warning']);
tests('Unit tests', 'unit');
step('Tests of the demo application', process.execPath, [
  '--test',
  'content/courses/introduction/app/tests/*-test.mjs',
]);
const built = step('Build of the real curriculum', bin('astro'), ['build', '--silent']);
tests('Builds of small curricula', 'build');
if (built) {
  const problem = await ensureBrowser();
  if (problem === undefined) tests('Browser tests', 'browser');
  else {
    console.error(problem);
    failed++;
  }
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
