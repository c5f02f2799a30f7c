import { existsSync } from 'node:fs';
import { UserError } from '../cli/user-error.ts';
import { type Git, GitFailure, type Operation } from './git.ts';

const ENDING: Readonly<Record<Operation, string>> = {
  merge: 'git merge --continue, or take it back: git merge --abort',
  rebase: 'git rebase --continue, or take it back: git rebase --abort',
  'cherry-pick': 'git cherry-pick --continue, or take it back: git cherry-pick --abort',
  revert: 'git revert --continue, or take it back: git revert --abort',
};

const UNTOUCHED = 'Nothing was merged.';

/** What a failure says, whatever it is. */
export function saidBy(problem: unknown): string {
  if (problem instanceof GitFailure) return problem.said;
  return problem instanceof Error ? problem.message : String(problem);
}

/** @throws UserError if the clone has not the whole history, which every comparison of histories needs. */
export function needHistory(git: Git): void {
  if (!git.isShallow) return;
  throw new UserError(
    'This clone has only the last commits (it is shallow).\nWhy: what you have merged can only be seen in the whole history.\nDo:  git fetch --unshallow; in a workflow, give actions/checkout "fetch-depth: 0".',
  );
}

function needIdentity(git: Git): void {
  for (const [variable, role] of [
    ['GIT_COMMITTER_IDENT', 'COMMITTER'],
    ['GIT_AUTHOR_IDENT', 'AUTHOR'],
  ] as const) {
    try {
      git.run('var', variable);
    } catch (problem) {
      throw new UserError(
        `${UNTOUCHED} Git does not know who you are, and a merge is signed with a name and an address.\nDo:  git config user.name "Your Name" and git config user.email you@academy.example (in a workflow: the variables GIT_${role}_NAME and GIT_${role}_EMAIL)\nGit: ${saidBy(problem)}`,
      );
    }
  }
}

/**
 * Looks whether a commit of the history can be merged here, before anything is touched.
 * @throws UserError if not: a branch, a name, a clean working tree and the whole history are needed.
 */
export function needReady(git: Git): void {
  if (git.head === undefined)
    throw new UserError(`${UNTOUCHED} There is no commit here yet.\nDo:  git add --all && git commit`);
  const { operation } = git;
  if (operation !== undefined) {
    throw new UserError(
      `${UNTOUCHED} A ${operation} was begun here and has not ended, perhaps because it was stopped.\nDo:  End it: ${ENDING[operation]}`,
    );
  }
  const [lock] = git.paths(['index.lock']);
  if (lock !== undefined && existsSync(lock)) {
    throw new UserError(
      `${UNTOUCHED} Another git is at work in this folder, or one was killed: ${lock} is there.\nDo:  Wait for it, or close the editor or terminal in which it runs. If none runs, remove that file.`,
    );
  }
  if (git.branch === undefined) {
    throw new UserError(
      `${UNTOUCHED} No branch is checked out (git calls it a detached HEAD).\nWhy: the merge would belong to no branch, and be lost with the next checkout.\nDo:  git switch main, or begin a branch here: git switch --create update`,
    );
  }
  needHistory(git);
  const dirty = git.changed('.');
  if (dirty.length > 0) {
    const more = dirty.length > 10 ? `\n  and ${dirty.length - 10} more` : '';
    throw new UserError(
      `There are changes that are not committed:\n  ${dirty.slice(0, 10).join('\n  ')}${more}\nDo:  Commit them, or set them aside with "git stash", and merge again.`,
    );
  }
  needIdentity(git);
}
