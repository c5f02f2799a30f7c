import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { REPORT_VARIABLE } from './report.ts';
import type { Step } from './step.ts';

/** Where steps say which tests they have run. */
export const REPORTS = '.cache/test-reports';

/** Where Node keeps what it has compiled, for all processes of the tests. */
const COMPILED = '.cache/compiled';

const bin = (name: string): string => `node_modules/.bin/${name}`;

/** The tests of a project of Vitest. @param own what they wait for. */
function tests(name: string, project: string, own: Pick<Step, 'needs'> = {}): Step {
  const reporters = ['--reporter=default', '--reporter=./scripts/test/vitest-reporter.ts'];
  const args = ['run', '--project', project, ...reporters];
  return { name, command: bin('vitest'), args, report: join(REPORTS, `${project}.json`), ...own };
}

const BUILD = 'Build of the real curriculum';

/**
 * Everything that must hold, what is cheapest to learn of first. Checking types and building both write `.astro/`: one
 * waits for the other. All browser tests share one build; tests that build sites of their own do so in copies of the project.
 * @param browser whether there is one; without it, browser tests are left out.
 */
export function stepsFor({ browser }: { browser: boolean }): Step[] {
  return [
    { name: 'Lint and format', command: bin('biome'), args: ['check', '.'] },
    { name: 'Types', command: bin('astro'), args: ['check', '--minimumFailingSeverity', 'warning'] },
    tests('Unit tests', 'unit'),
    { name: BUILD, command: process.execPath, args: ['scripts/build.ts', '--silent'], after: ['Types'] },
    ...(browser ? [tests('Browser tests', 'browser', { needs: [BUILD] })] : []),
    tests('Builds of small curricula', 'build'),
    {
      name: 'Tests of the demo application',
      command: process.execPath,
      args: ['--test', 'content/courses/introduction/app/tests/*-test.mjs'],
    },
  ];
}

/**
 * What a step finds in its environment; the report of an earlier run is removed. Hundreds of processes of ours are begun by tests:
 * Node keeps what it has compiled of their modules, which is a third of what a check of a small curriculum costs.
 */
export function environmentOf({ report }: Step): Record<string, string> {
  const environment = { NODE_COMPILE_CACHE: resolve(COMPILED) };
  if (report === undefined) return environment;
  rmSync(report, { force: true });
  return { ...environment, [REPORT_VARIABLE]: report };
}
