import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Git } from '../../src/fork/git.ts';
import { foreseenConflicts } from '../../src/fork/merge.ts';
import { temporaryFolder } from '../helpers/build.ts';
import { Repository } from '../helpers/fork.ts';
import { longTest } from '../helpers/long.ts';
import { runStep, step } from '../helpers/workflow.ts';

/** Updates as the workflows for forks propose them, in a real shell, and forks that merged one as forges propose it, by squash or rebase, or that began without any history of upstream. */
const folder = temporaryFolder();
afterAll(folder.remove);

const CLEAT = 'content/courses/harbor/mooring/belay-a-cleat/lesson.mdx';
const NOTES = 'tsconfig.json';

let upstream: Repository;
let fork: Repository;
/** The commit of upstream's second release. */
let second: string;

/** What a step of a workflow has handed on. */
const handed = (place: string, name: string): string => readFileSync(join(folder.path, place, name), 'utf8');

const inWorkflow = (repository: Repository, place: string, workflow: string, job: string, word: string) =>
  runStep(repository, step(workflow, job, word), join(folder.path, place));

/** A copy of the fork, in which a test may do as it likes. */
function copy(name: string): Repository {
  const path = join(folder.path, name);
  cpSync(fork.path, path, { recursive: true, verbatimSymlinks: true });
  return new Repository(path);
}

/** Merges as "squash and merge" of a forge does: the files of a branch in one commit that knows nothing of it. */
function squash(repository: Repository, branch: string): void {
  repository.git('switch', '--quiet', 'main');
  repository.git('merge', '--quiet', '--squash', branch);
  repository.git('commit', '--quiet', '--message', 'Update (#7)');
}

beforeAll(async () => {
  upstream = await Repository.original(join(folder.path, 'upstream'), '1.2.0', '2026-05-17');
  fork = upstream.clone(join(folder.path, 'fork'));
  const { code, output } = await fork.rebrand('rtl');
  expect(code, output).toBe(0);
  fork.edit(NOTES, (text) => `${text}\n// Ours.\n`);
  fork.commit('Publish as ourselves');
  upstream.edit(CLEAT, (text) => `${text}\nOne turn more.\n`);
  upstream.commit('More on cleats');
  await upstream.release('1.3.0', '2026-07-01');
  second = upstream.git('rev-parse', 'HEAD').trim();
  fork.git('switch', '--quiet', '--create', 'update');
  const merged = await inWorkflow(fork, 'update', 'update.yml', 'merge', '--merge');
  expect(merged.code, merged.output).toBe(0);
});

describe('the workflow that updates', () => {
  test('tells a fork from the original', async () => {
    await inWorkflow(fork, 'is-fork', 'update.yml', 'merge', 'layer=true');
    expect(handed('is-fork', 'output')).toBe('layer=true\n');
    await inWorkflow(upstream, 'is-original', 'history.yml', 'history', 'layer=true');
    expect(existsSync(join(folder.path, 'is-original/output'))).toBe(false);
  });

  test('merges, and hands over the merge with its text', () => {
    const branch = `update/${second.slice(0, 12)}`;
    expect(handed('update', 'output')).toBe(`branch=${branch}\n`);
    const text = handed('update', 'update/update.md');
    expect(text).toMatch(/^Merge this with \*\*Create a merge commit\*\*/);
    expect(text).toContain(
      '## Tiny Harbor 1.3.0 (you have 1.2.0)\n\n### Changed upstream\n\n- belay-a-cleat: Belay a cleat\n',
    );
    expect(handed('update', 'summary.md')).toBe(text);
    expect(handed('update', 'update/title.txt')).toBe('Merge Tiny Harbor 1.3.0\n');
    // As the job does that may write: it knows the forge's copy and the bundle, and nothing else.
    const before = fork.git('rev-parse', 'HEAD~1').trim();
    const bare = join(folder.path, 'forge.git');
    const git = (...words: string[]): string => execFileSync('git', words, { cwd: bare, encoding: 'utf8' });
    execFileSync('git', ['clone', '--quiet', '--bare', '--single-branch', '--branch', 'main', fork.path, bare]);
    git('fetch', '--quiet', join(folder.path, 'update/update/update.bundle'), `HEAD:refs/heads/${branch}`);
    expect(git('log', '-1', '--format=%P', branch).trim().split(' ')).toEqual([before, second]);
  });

  test('proposes nothing if there is nothing newer', async () => {
    const { code, output } = await inWorkflow(fork, 'nothing', 'update.yml', 'merge', '--merge');
    expect(code, output).toBe(0);
    expect(existsSync(join(folder.path, 'nothing/output'))).toBe(false);
  });
});

describe('an update that was squashed', () => {
  let squashed: Repository;

  beforeAll(() => {
    squashed = copy('squashed');
    squash(squashed, 'update');
  });

  test('is recognized, and the repair is named', async () => {
    const { code } = await inWorkflow(squashed, 'history', 'history.yml', 'history', '--history');
    const output = handed('history', 'summary.md');
    expect(output).toContain('## Your history has lost upstream');
    expect(output).toContain(`release 1.3.0 (${second.slice(0, 12)}), but that commit is not in your history.`);
    expect(output).toContain('npm run upstream -- --reconnect');
    expect(code).toBe(1);
    const refused = await squashed.run('upstream', '--merge', '--no-build');
    expect(refused.output).toContain('Nothing was merged. Your files say that you have release 1.3.0');
    expect(refused.code).toBe(1);
    const record = await squashed.run('upstream', '--record');
    expect(record.output).toContain('Nothing was recorded. Your files say');
    expect(record.code).toBe(1);
  });

  test('is refused its history while a file lacks what upstream changed', async () => {
    const short = copy('lacking');
    squash(short, 'update');
    const first = short.git('rev-list', '--max-parents=0', 'HEAD').trim();
    short.git('checkout', first, '--', CLEAT);
    short.commit('Lose the turn');
    const { code, output } = await short.run('upstream', '--reconnect');
    expect(output).toContain('The histories were not joined: 1 files outside of provider/ are not what');
    expect(output).toContain(`${CLEAT}: you have not what upstream changed`);
    expect(output).toContain(`git checkout ${second.slice(0, 12)} -- ${CLEAT}`);
    expect(output).not.toContain(NOTES);
    expect(code).toBe(1);
    expect(short.git('rev-list', '--merges', 'HEAD')).toBe('');
    // What upstream changed, and the fork as well, is taken if the fork says that this is right.
    await short.must('upstream', '--reconnect', '--keep', CLEAT);
    expect(short.git('log', '-1', '--format=%B')).toContain(
      `Stay as they are here:\n.github/README.md\n${CLEAT}\n${NOTES}`,
    );
  });

  test('gets its history back, and not one file changes', async () => {
    const before = squashed.git('rev-parse', 'HEAD^{tree}');
    const dry = await squashed.must('upstream', '--reconnect', '--dry-run');
    expect(dry).toContain('the histories can be joined.');
    expect(dry).toContain('tsconfig.json: your change; upstream has not touched the file since');
    const output = await squashed.must('upstream', '--reconnect');
    expect(output).toContain('The histories are joined:');
    expect(squashed.git('rev-parse', 'HEAD^{tree}')).toBe(before);
    expect(squashed.git('log', '-1', '--format=%P').trim().split(' ')).toEqual([
      squashed.git('rev-parse', 'HEAD~1').trim(),
      second,
    ]);
    expect(await squashed.must('upstream', '--reconnect')).toContain('there is nothing to join.');
  });

  test('then merges the next release without a conflict, which it could not before', async () => {
    upstream.edit(CLEAT, (text) => text.replace('One turn more.', 'Two turns more.'));
    upstream.commit('Twice');
    await upstream.release('1.4.0', '2026-08-01');
    const cut = copy('cut');
    squash(cut, 'update');
    cut.git('fetch', '--quiet', 'upstream');
    expect(() => cut.git('merge', '--quiet', 'upstream/main')).toThrow();
    expect(await squashed.must('upstream', '--merge', '--no-build')).toContain('Merged 1.4.0.');
    expect(squashed.text(CLEAT)).toContain('Two turns more.');
    expect(squashed.text(NOTES)).toContain('Ours.');
  });
});

longTest('an update that was rebased is recognized, too', async () => {
  const rebased = copy('rebased');
  rebased.git('switch', '--quiet', 'main');
  rebased.git('cherry-pick', `${second}~2..${second}`);
  rebased.git('checkout', 'update', '--', 'provider/upstream.yaml');
  rebased.commit('Record that 1.3.0 was merged');
  expect(await rebased.must('upstream', '--reconnect')).toContain('The histories are joined:');
  expect((await inWorkflow(rebased, 'whole', 'history.yml', 'history', '--history')).code).toBe(0);
});

longTest('a fork that began from a template finds the release that its files are of', async () => {
  const template = copy('template');
  template.git('checkout', '--quiet', 'update');
  rmSync(join(template.path, '.git'), { recursive: true });
  template.git('init', '--quiet', '--initial-branch=main');
  template.git('checkout', '--orphan', 'own');
  template.git('remote', 'add', 'upstream', upstream.path);
  template.write(
    'provider/upstream.yaml',
    template.text('provider/upstream.yaml').replace(/commit: .*/, 'commit: unknown'),
  );
  template.commit('From a template');
  const looked = await inWorkflow(template, 'unrelated', 'history.yml', 'history', '--history');
  expect(looked.output).toContain('Your history and that of upstream have no commit in common.');
  const refused = await template.run('upstream', '--reconnect');
  expect(refused.output).toContain('tsconfig.json: not what upstream has, and not only yours');
  expect(refused.code).toBe(1);
  const output = await template.must('upstream', '--reconnect', '--keep', NOTES);
  expect(output).toContain(`your branch contains ${second.slice(0, 12)} of upstream again`);
  expect(template.text('provider/upstream.yaml')).toContain(`commit: ${second}`);
  expect(foreseenConflicts(new Git(template.path), 'upstream/main')).toEqual([]);
});
