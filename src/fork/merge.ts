import { UserError } from '../cli/user-error.ts';
import type { Git } from './git.ts';
import type { Fork } from './layers.ts';

/** Merges a commit of upstream into a fork; a merge that meets conflicts is taken back, and its cause named. @throws UserError. */
export function mergeUpstream(git: Git, fork: Fork, commit: string, version: string): void {
  const dirty = git.changed('.');
  if (dirty.length > 0) {
    throw new UserError(
      `There are changes that are not committed:\n  ${dirty.slice(0, 10).join('\n  ')}\nDo:  Commit them, or set them aside with "git stash", and merge again.`,
    );
  }
  try {
    git.run('merge', '--no-ff', '--no-edit', '-m', `Merge ${fork.below.identity.name} ${version}`, commit);
  } catch {
    const files = (git.try('diff', '--name-only', '--diff-filter=U') ?? '').split('\n').filter(Boolean);
    git.try('merge', '--abort');
    throw new UserError(
      `Nothing was merged: ${files.length} files were changed both here and upstream:\n  ${files.join('\n  ')}\nWhy: only ${fork.folder} is yours; what you change elsewhere meets conflicts.\nDo:  Move your changes into ${fork.folder} (npm run adapt for lessons, brand.yaml and theme.css for looks) and restore the files; or merge by hand: git merge ${commit.slice(0, 12)}`,
    );
  }
}
