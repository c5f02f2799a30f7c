/**
 * `npm run upstream`: fetches the curriculum that you forked and says what its last release would change and break.
 * `-- --diff <id>` shows the difference to what you adapted; `-- --merge` merges it and builds (`--no-build` does not);
 * `--fix`, with `--merge` or after it, edits in your layer what was only renamed; `-- --record` writes down what you
 * merged by hand. `-- --reconnect` joins your history with upstream's after a squash or rebase merge, or a template
 * (`--dry-run` only looks; `--keep <file>` says that a file is yours); `-- --history` only says whether that is needed.
 * `--ref` names another commit, tag or branch than the last release; `--markdown` prints for pull requests.
 * It never rewrites history.
 */

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand } from '../src/cli/command.ts';
import { curriculumRoot } from '../src/cli/root.ts';
import { UserError } from '../src/cli/user-error.ts';
import { dayOf } from '../src/curriculum/day.ts';
import type { ContentFiles } from '../src/curriculum/read.ts';
import type { Finding } from '../src/findings/finding.ts';
import { lessonDifference } from '../src/fork/difference.ts';
import { editText } from '../src/fork/edits.ts';
import { fetchUpstream, namedCommit, type Source } from '../src/fork/fetch.ts';
import { editsAfterMerge, writeEdits } from '../src/fork/fix.ts';
import { Git } from '../src/fork/git.ts';
import { type CutHistory, cutHistory, cutText } from '../src/fork/history.ts';
import { type Fork, findLesson, ownFolder, readFork } from '../src/fork/layers.ts';
import { foreseenConflicts, merge } from '../src/fork/merge.ts';
import { plainMarkdown, sectionsMarkdown, sectionsText, staleSections, updateSections } from '../src/fork/preview.ts';
import { needHistory } from '../src/fork/ready.ts';
import { reconnect } from '../src/fork/reconnect.ts';
import { recordText, upstreamRecord, upstreamRepository } from '../src/fork/record.ts';
import { staleBelow, staleLessons } from '../src/fork/stale.ts';
import { compareUpstream, readSnapshot, releaseCommit, UnreadableUpstream, type Update } from '../src/fork/upstream.ts';

const no = { type: 'boolean', default: false } as const;
const OPTIONS = {
  merge: no,
  record: no,
  fix: no,
  reconnect: no,
  history: no,
  markdown: no,
  diff: { type: 'string' },
  ref: { type: 'string' },
  keep: { type: 'string', multiple: true, default: [] as string[] },
  'dry-run': no,
  'no-build': no,
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

/** What all parts of the command need to know. */
interface Scene {
  git: Git;
  fork: Fork;
  source: Source;
  /** Upstream's branch. */
  ref: string;
  cut: CutHistory | undefined;
  values: Values;
}

/** Writes down what was taken. @returns the path. */
function record({ git, source }: Scene, commit: string): string {
  const fork = readFork(git.root);
  const path = `${fork.folder}upstream.yaml`;
  writeFileSync(join(git.root, path), recordText(upstreamRecord(fork, git, { source, commit, date: dayOf() })));
  return path;
}

function recordByHand(scene: Scene): void {
  const { git, ref, cut, values } = scene;
  if (cut) throw new UserError(`Nothing was recorded. ${cutText(cut)}`);
  const wanted = values.ref === undefined ? ref : namedCommit(git, values.ref);
  const taken = git.base('HEAD', wanted);
  if (taken === undefined)
    throw new UserError(`Nothing was recorded: your history has no commit in common with "${values.ref}".`);
  if (!git.isPartOf(taken, ref)) {
    throw new UserError(
      `Nothing was recorded: upstream's branch does not have the commit ${taken.slice(0, 12)}.\nWhy: What your pages say of origin is compared with a commit of upstream; compared with your own, everything would be unmodified.\nDo:  Name a commit of upstream with --ref, or leave --ref away.`,
    );
  }
  console.log(`Recorded what was taken from upstream in ${record(scene, taken)}. Commit it.`);
}

function reconnectHistories(scene: Scene): void {
  const { git, fork, cut, values } = scene;
  const named = values.ref === undefined ? undefined : namedCommit(git, values.ref);
  const recorded = fork.whole?.layers.at(-1)?.upstream?.commit;
  if (!cut) {
    console.log('Your history contains what you took from upstream; there is nothing to join.');
    return;
  }
  const text = reconnect(git, fork, {
    cut,
    named,
    kept: values.keep,
    dryRun: values['dry-run'],
    record: (commit) => (commit === recorded ? [] : [record(scene, commit)]),
  });
  console.log(text);
}

function cutMarkdown(cut: CutHistory): string {
  return `## Your history has lost upstream\n\n${plainMarkdown(cutText(cut)).replace(/\n/g, '\n\n')}`;
}

function historyReport({ cut, values }: Scene): void {
  if (!cut) {
    console.log('Your history contains what you took from upstream.');
    return;
  }
  console.log(values.markdown ? cutMarkdown(cut) : cutText(cut));
  process.exitCode = 1;
}

/** What there is to say although there is nothing newer: what is stale, and renames that the layer has not followed. */
function nothingNewer({ git, fork, values }: Scene, name: string, version: string): void {
  const stale = staleLessons(fork.whole, fork.depth, { below: fork.below, files: fork.filesBelow });
  const open = editsAfterMerge(git, fork) ?? [];
  const made = values.fix ? open.filter(({ to }) => to !== undefined) : [];
  writeEdits(fork, made);
  const sections = [
    { title: 'Edited; look at it and commit', lines: made.map(editText) },
    {
      title: 'To edit in your layer, since upstream has renamed it; "npm run upstream -- --fix" does it',
      lines: open.filter((edit) => !made.includes(edit) && edit.to !== undefined).map(editText),
    },
    { title: 'To edit in your layer, by you', lines: open.filter(({ to }) => to === undefined).map(editText) },
    ...staleSections({ stale, staleBelow: staleBelow(fork.filesBelow, fork.depth) }),
  ];
  console.log(`You have release ${version} of ${name} already; there is nothing newer.\n`);
  console.log(values.markdown ? sectionsMarkdown(sections) : sectionsText(sections));
}

function showUpdate({ git, fork, cut, values }: Scene, update: Update, commit: string): void {
  const { name, version } = update.after.identity;
  const heading = `${name} ${version} (you have ${fork.below.identity.version})`;
  const foreseen = cut ? [] : foreseenConflicts(git, commit);
  const sections = [
    {
      title: 'Conflicts: changed both here and upstream',
      lines: foreseen ?? ['cannot be foreseen with this git; from version 2.38 on it can'],
    },
    ...updateSections(update),
  ];
  const nothing = 'No lesson differs.\n';
  if (values.markdown) {
    if (cut) console.log(cutMarkdown(cut));
    console.log(`## ${plainMarkdown(heading)}\n\n${sectionsMarkdown(sections) || nothing}`);
    return;
  }
  if (cut) console.log(cutText(cut));
  console.log(`${heading}\n\n${sectionsText(sections) || nothing}`);
}

function mergeUpdate(scene: Scene, update: Update, commit: string): void {
  const { git, fork, cut, values } = scene;
  if (cut) throw new UserError(`Nothing was merged. ${cutText(cut)}`);
  const { name, version } = update.after.identity;
  const safe = values.fix ? update.edits.filter(({ to }) => to !== undefined) : [];
  const edited = safe.length === 0 ? '' : `\n\nEdited for it:\n${safe.map(editText).join('\n')}`;
  merge(git, {
    commit,
    message: `Merge ${name} ${version}${edited}`,
    files: 'take',
    folder: fork.folder,
    also: () => [...writeEdits(fork, safe), record(scene, commit)],
  });
  const followed = safe.length === 0 ? '' : `\nEdited\n${safe.map((edit) => `  ${editText(edit)}`).join('\n')}`;
  console.log(
    `Merged ${version}.${followed}\nIf it goes through a pull request, merge that one with a merge commit: "squash" and "rebase" break the next update.`,
  );
}

/** Merges a release that only the generator which comes with it can read, so that nobody can say before what it changes. */
function mergeUnread({ git, fork, cut, values }: Scene, { commit, message }: UnreadableUpstream): void {
  if (!values.merge) throw new UserError(message);
  if (cut) throw new UserError(`Nothing was merged. ${cutText(cut)}`);
  const text = `Merge upstream ${commit.slice(0, 12)}`;
  merge(git, { commit, message: text, files: 'take', folder: fork.folder, also: () => [] });
  console.log(
    `Merged ${commit.slice(0, 12)}, which brought a newer generator. Nothing was built. Go on with it:\n  npm run upstream -- --record   writes down what was taken; commit it\n  npm run upstream               says what of yours there is to look at\n  npm run build`,
  );
}

function build(root: string): void {
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  console.error(
    'The merge is done, but the build found something to mend; see above. The history is intact: mend it and commit.',
  );
  process.exitCode = 1;
}

/** Upstream's curriculum; undefined if it could only be merged as it is. @throws UserError */
function readTarget(scene: Scene, commit: string): ReturnType<typeof readSnapshot> | undefined {
  try {
    return readSnapshot(scene.git, commit);
  } catch (problem) {
    if (!(problem instanceof UnreadableUpstream)) throw problem;
    mergeUnread(scene, problem);
    return undefined;
  }
}

function difference({ git, fork, values }: Scene, commit: string): string {
  const id = values.diff ?? '';
  const lesson = findLesson(fork.whole ?? fork.below, id);
  const isCopy = lesson?.adapts !== undefined && lesson.layer === fork.depth;
  if (!lesson || !(isCopy || ownFolder(fork, lesson) !== undefined))
    throw new UserError(`You have not adapted "${id}". "npm run provenance" lists what you have.`);
  return lessonDifference(git, fork, lesson, readSnapshot(git, commit), process.stdout.isTTY);
}

await runCommand(async () => {
  const { values } = parseArgs({ options: OPTIONS });
  const root = curriculumRoot();
  const git = new Git(root);
  if (!git.isRepository)
    throw new UserError('This is no working tree of git, so there is nothing to merge into. Clone your fork with git.');
  const fork = readFork(root);
  if (fork.depth === 0)
    throw new UserError('There is no layer of yours, so this is no fork. Run "npm run rebrand" first.');
  const recorded = fork.whole?.layers.at(-1)?.upstream;
  const source = upstreamRepository(fork, git, recorded);
  const ref = fetchUpstream(git, source);
  needHistory(git);
  const scene: Scene = { git, fork, source, ref, cut: cutHistory(git, recorded, ref), values };
  if (values.history) return historyReport(scene);
  if (values.record) return recordByHand(scene);
  if (values.reconnect) return reconnectHistories(scene);
  const commit = values.ref === undefined ? releaseCommit(git, ref, fork.depth - 1) : namedCommit(git, values.ref);
  if (values.diff !== undefined) {
    console.log(difference(scene, commit));
    return;
  }
  const target = readTarget(scene, commit);
  if (!target) return;
  const { name, version } = target.curriculum.identity;
  if (git.isPartOf(commit, 'HEAD')) return nothingNewer(scene, name, version);
  // What reads all of the lessons takes a second to load, and most calls do not come this far.
  const { checkBrands, checkContent } = await import('../src/checks/check.ts');
  const judge = (files: ContentFiles): Finding[] => {
    const found = checkContent(files, { prose: false });
    return [...found, ...checkBrands(files, { prose: false }, found)];
  };
  const base = git.base('HEAD', commit);
  const taken = base === undefined ? undefined : readSnapshot(git, base, fork.depth);
  const update = compareUpstream(fork, target, judge, taken);
  showUpdate(scene, update, commit);
  if (values.merge) {
    mergeUpdate(scene, update, commit);
    if (!values['no-build']) build(root);
    return;
  }
  if (values.markdown) return;
  if (values.fix) console.log('Nothing was edited: the names are right for what you have. Edit them with the merge.');
  const fix = values.fix || update.edits.some(({ to }) => to !== undefined) ? ' --fix' : '';
  console.log(`Merge it with: npm run upstream -- --merge${fix}`);
});
