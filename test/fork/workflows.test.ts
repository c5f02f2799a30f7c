import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Run, run as runProgram, temporaryFolder } from '../helpers/build.ts';
import { Repository } from '../helpers/fork.ts';

/** What the workflows for forks run, in the shell that they run it in, in a real fork. */
const folder = temporaryFolder();
afterAll(folder.remove);

interface Step {
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
function step(workflow: string, job: string, word: string): Step {
  const text = readFileSync(join('.github/workflows', workflow), 'utf8');
  const { jobs } = parse(text) as { jobs: Record<string, { steps: Step[] }> };
  const found = jobs[job]?.steps.find(({ run }) => run?.includes(word));
  if (!found) throw new Error(`no step of ${workflow} has "${word}"`);
  return found;
}

/**
 * Runs a step as a runner does: bash that stops at the first failure. Only npm is passed over: it would install packages first,
 * and the folder of packages is a link to that of this project.
 */
function runStep(repository: Repository, { run = '', env = {} }: Step, place: string): Promise<Run> {
  const script = run.replaceAll('npm run --silent upstream --', 'node scripts/upstream.ts');
  if (/\bnpm\b/.test(script)) throw new Error(`the step would run npm: ${script}`);
  const temporary = join(folder.path, place);
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

const written = (place: string, name: string): string => readFileSync(join(folder.path, place, name), 'utf8');

// The runners of forks are those of the forge, which have bash.
describe.skipIf(process.platform === 'win32')('the workflow', () => {
  let upstream: Repository;
  let fork: Repository;

  beforeAll(async () => {
    upstream = await Repository.original(join(folder.path, 'upstream'), '1.2.0', '2026-05-17');
    fork = upstream.clone(join(folder.path, 'fork'));
    expect((await fork.rebrand('rtl')).code).toBe(0);
    fork.commit('Publish as ourselves');
    upstream.edit('content/courses/harbor/mooring/belay-a-cleat/lesson.mdx', (text) => `${text}\nOne turn more.\n`);
    upstream.commit('More');
    await upstream.release('1.3.0', '2026-07-01');
  });

  test('that updates tells a fork from the original', async () => {
    await runStep(fork, step('update.yml', 'merge', 'layer=true'), 'is-fork');
    expect(written('is-fork', 'output')).toBe('layer=true\n');
    await runStep(upstream, step('history.yml', 'history', 'layer=true'), 'is-original');
    expect(() => written('is-original', 'output')).toThrow('ENOENT');
  });

  test('that updates merges, and hands over the merge with its text', async () => {
    const before = fork.git('rev-parse', 'HEAD').trim();
    const { code, output } = await runStep(fork, step('update.yml', 'merge', '--merge'), 'update');
    expect(code, output).toBe(0);
    const branch = /^branch=(update\/[0-9a-f]{12})\n$/.exec(written('update', 'output'))?.[1] ?? '';
    expect(branch).toBe(`update/${upstream.git('rev-parse', 'HEAD').slice(0, 12)}`);
    const text = written('update', 'update/update.md');
    expect(text).toMatch(/^Merge this with \*\*Create a merge commit\*\*/);
    expect(text).toContain(
      '## Tiny Harbor 1.3.0 (you have 1.2.0)\n\n### Changed upstream\n\n- belay-a-cleat: Belay a cleat\n',
    );
    expect(written('update', 'update/title.txt')).toBe('Merge Tiny Harbor 1.3.0\n');
    // As the job does that may write: it knows the forge's copy and the bundle, and nothing else.
    const bare = join(folder.path, 'forge.git');
    execFileSync('git', ['clone', '--quiet', '--bare', fork.path, bare]);
    execFileSync('git', ['update-ref', 'refs/heads/main', before], { cwd: bare });
    const bundle = join(folder.path, 'update/update/update.bundle');
    execFileSync('git', ['fetch', '--quiet', bundle, `HEAD:refs/heads/${branch}`], { cwd: bare });
    const parents = execFileSync('git', ['log', '-1', '--format=%P', branch], { cwd: bare, encoding: 'utf8' });
    expect(parents.trim().split(' ')).toEqual([before, upstream.git('rev-parse', 'HEAD').trim()]);
  });

  test('that updates proposes nothing if there is nothing newer', async () => {
    const { code, output } = await runStep(fork, step('update.yml', 'merge', '--merge'), 'nothing');
    expect(code, output).toBe(0);
    expect(() => written('nothing', 'output')).toThrow('ENOENT');
  });

  test('that looks after the history is content with a merge, and fails after a squash, with the repair', async () => {
    const look = step('history.yml', 'history', '--history');
    expect((await runStep(fork, look, 'whole')).code).toBe(0);
    const tree = fork.git('rev-parse', 'HEAD^{tree}').trim();
    const squashed = fork.git('commit-tree', tree, '-p', 'HEAD~1', '-m', 'Update (#7)').trim();
    fork.git('reset', '--quiet', '--hard', squashed);
    expect((await runStep(fork, look, 'cut')).code).toBe(1);
    expect(written('cut', 'summary.md')).toMatch(
      /## Your history has lost upstream[\s\S]*npm run upstream -- --reconnect/,
    );
  });
});
