import { mkdirSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { parse } from 'yaml';
import { type Run, run as runProgram } from './build.ts';
import type { Repository } from './fork.ts';

/** A step of a workflow, as far as it is run here. */
export interface Step {
  id?: string;
  run?: string;
  env?: Record<string, string>;
}

const NAMES = {
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@a.example',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@a.example',
};

/** A step of a workflow's job, by a word of its script. */
export function step(workflow: string, job: string, word: string): Step {
  const text = readFileSync(join('.github/workflows', workflow), 'utf8');
  const { jobs } = parse(text) as { jobs: Record<string, { steps: Step[] }> };
  const found = jobs[job]?.steps.find(({ run }) => run?.includes(word));
  if (!found) throw new Error(`no step of ${workflow} has "${word}"`);
  return found;
}

/**
 * Runs a step as a runner does: bash that stops at the first failure. What it hands on lies in the temporary folder. Only npm
 * is passed over: it would install packages first, and their folder is a link to that of this project.
 */
export function runStep(repository: Repository, { run = '', env = {} }: Step, temporary: string): Promise<Run> {
  const script = run.replaceAll('npm run --silent upstream --', 'node scripts/upstream.ts');
  if (/\bnpm\b/.test(script)) throw new Error(`the step would run npm: ${script}`);
  mkdirSync(temporary);
  return runProgram('bash', ['--noprofile', '--norc', '-e', '-c', script], repository.path, {
    ...NAMES,
    ...env,
    RUNNER_TEMP: temporary,
    GITHUB_OUTPUT: join(temporary, 'output'),
    GITHUB_STEP_SUMMARY: join(temporary, 'summary.md'),
    PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}`,
  });
}
