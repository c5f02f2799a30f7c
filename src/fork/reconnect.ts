import { UserError } from '../cli/user-error.ts';
import type { Git } from './git.ts';
import type { CutHistory } from './history.ts';
import { differenceLines, proveTaken } from './history.ts';
import type { Fork } from './layers.ts';
import { merge } from './merge.ts';
import { needReady } from './ready.ts';

/** How histories are joined. */
export interface Reconnection {
  cut: CutHistory;
  /** A commit that the user names in place of the one that is known. */
  named: string | undefined;
  /** Files that the user says are theirs. */
  kept: readonly string[];
  dryRun: boolean;
  /** Writes down what was taken, if it is not what is recorded; gives the paths. */
  record(commit: string): readonly string[];
}

/** Joins the history of a fork with that of upstream, without changing a file of the curriculum. @throws UserError if that would lose something. */
export function reconnect(git: Git, fork: Fork, { cut, named, kept, dryRun, record }: Reconnection): string {
  const commit = named ?? cut.commit;
  if (commit === undefined) {
    throw new UserError(
      'Which commit of upstream your files were taken from is not known: upstream.yaml does not say, and none has the same content/.\nDo:  Name it: npm run upstream -- --reconnect --ref <tag or commit of upstream>',
    );
  }
  needReady(git);
  const found = proveTaken(git, fork, commit, kept);
  const short = commit.slice(0, 12);
  const differing =
    found.size === 0 ? '' : `These files stay as you have them:\n  ${differenceLines(found).join('\n  ')}\n`;
  const after =
    'Push it as it is: git push. If your main branch takes pull requests only, merge that one with a merge commit, neither with "squash" nor with "rebase".';
  if (dryRun) return `Your files are those of ${short} of upstream; the histories can be joined.\n${differing}`;
  const own = [...found.keys()];
  merge(git, {
    commit,
    message: `Join the history of upstream at ${short}\n\nThe files were taken before, by a merge that left no trace in the history. None is changed.${own.length === 0 ? '' : `\n\nStay as they are here:\n${own.join('\n')}`}`,
    files: 'keep',
    also: () => record(commit),
    folder: fork.folder,
  });
  return `The histories are joined: your branch contains ${short} of upstream again, and no file was changed.\n${differing}${after}`;
}
