/**
 * `npm run upstream`: fetches the curriculum that you forked and says what its last release would change.
 * `-- --diff <id>` shows the difference to what you adapted; `-- --merge` merges it and builds; `-- --record` writes down
 * what you merged by hand. `--ref` names another commit or branch than the last release. It never rewrites history.
 */

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand } from '../src/cli/command.ts';
import { curriculumRoot } from '../src/cli/root.ts';
import { UserError } from '../src/cli/user-error.ts';
import { dayOf } from '../src/curriculum/day.ts';
import { Git } from '../src/fork/git.ts';
import { type Fork, findLesson, readFork } from '../src/fork/layers.ts';
import { mergeUpstream } from '../src/fork/merge.ts';
import { recordText, upstreamRecord, upstreamRepository } from '../src/fork/record.ts';
import {
  compareUpstream,
  fetchUpstream,
  lessonDifference,
  readSnapshot,
  releaseCommit,
  updateText,
} from '../src/fork/upstream.ts';

type Source = { repository: string; branch: string };

function record(git: Git, fork: Fork, source: Source, commit: string): string {
  const path = `${fork.folder}upstream.yaml`;
  writeFileSync(join(git.root, path), recordText(upstreamRecord(fork, git, { source, commit, date: dayOf() })));
  return path;
}

await runCommand(() => {
  const { values } = parseArgs({
    options: {
      merge: { type: 'boolean', default: false },
      record: { type: 'boolean', default: false },
      diff: { type: 'string' },
      ref: { type: 'string' },
      'no-build': { type: 'boolean', default: false },
    },
  });
  const root = curriculumRoot();
  const git = new Git(root);
  if (!git.isRepository)
    throw new UserError('This is no working tree of git, so there is nothing to merge into. Clone your fork with git.');
  const fork = readFork(root);
  if (fork.depth === 0)
    throw new UserError('There is no layer of yours, so this is no fork. Run "npm run rebrand" first.');
  const layer = fork.whole?.layers.at(-1);
  const source = upstreamRepository(fork, git, layer?.upstream);
  const ref = fetchUpstream(git, source);
  if (values.record) {
    const taken = git.run('merge-base', values.ref ?? 'HEAD', ref);
    console.log(`Recorded what was taken from upstream in ${record(git, fork, source, taken)}. Commit it.`);
    return;
  }
  const commit = values.ref === undefined ? releaseCommit(git, ref, fork.depth - 1) : git.run('rev-parse', values.ref);
  const target = readSnapshot(git, commit);
  if (values.diff !== undefined) {
    const lesson = findLesson(fork.whole ?? fork.below, values.diff);
    if (!lesson?.adapts)
      throw new UserError(`You have not adapted "${values.diff}". "npm run provenance" lists what you have.`);
    const difference = lessonDifference(git, lesson, target, process.stdout.isTTY);
    console.log(
      difference ||
        'Upstream has not changed the lesson since you adapted it, or its former text is not in this clone (git fetch --unshallow).',
    );
    return;
  }
  const { version } = target.curriculum.identity;
  if (git.try('merge-base', '--is-ancestor', commit, 'HEAD') !== undefined) {
    console.log(`You have release ${version} of ${target.curriculum.identity.name} already; there is nothing newer.`);
    return;
  }
  console.log(`${target.curriculum.identity.name} ${version} (you have ${fork.below.identity.version})\n`);
  console.log(updateText(compareUpstream(fork, target)));
  if (!values.merge) {
    console.log('Merge it with: npm run upstream -- --merge');
    return;
  }
  mergeUpstream(git, fork, commit, version);
  const path = record(git, readFork(root), source, commit);
  git.run('add', '--', path);
  if (git.changed(path).length > 0) git.run('commit', '--quiet', '-m', `Record that ${version} was merged`);
  console.log(`Merged ${version}.`);
  if (values['no-build']) return;
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error(
      'The merge is done, but the build found something to mend; see above. The history is intact: mend it and commit.',
    );
    process.exitCode = 1;
  }
});
