import { accessSync, constants } from 'node:fs';
import { UserError } from '../cli/user-error.ts';
import { type Git, GitFailure } from './git.ts';
import { KEEP_PUBLISHERS } from './publisher-files.ts';
import { needReady, saidBy } from './ready.ts';

/** A merge as it is to be made. */
export interface Merge {
  commit: string;
  message: string;
  /** take: what upstream has changed; keep: nothing, only the history is joined. */
  files: 'take' | 'keep';
  /** Writes what belongs to the merge besides; gives the paths. It becomes part of the same commit. */
  also(): readonly string[];
  /** The folder that is the provider's own. */
  folder: string;
}

const HOOKS = ['pre-commit', 'prepare-commit-msg', 'commit-msg'] as const;

/** Hooks of the clone that git runs before it commits. */
function hooksOf(git: Git): string[] {
  return git.paths(HOOKS.map((name) => `hooks/${name}`)).filter((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * Files that a merge into what is checked out could not put together, found without touching anything; undefined if this git
 * cannot tell.
 */
export function foreseenConflicts(git: Git, commit: string): string[] | undefined {
  try {
    git.run(...KEEP_PUBLISHERS, 'merge-tree', '--write-tree', '--name-only', '--no-messages', '-z', 'HEAD', commit);
    return [];
  } catch (problem) {
    // It ends with 1 if there are conflicts; after the tree it names the files.
    if (!(problem instanceof GitFailure) || problem.status !== 1) return undefined;
    return problem.output.split('\0').filter(Boolean).slice(1);
  }
}

/** Takes a merge back that was begun. @returns a sentence on what is the case now. */
function takeBack(git: Git): string {
  if (git.operation !== 'merge') return 'Nothing was merged.';
  try {
    git.run('merge', '--abort');
    return 'Nothing was merged.';
  } catch (problem) {
    return `The merge could not be taken back (${saidBy(problem)}); try: git merge --abort.`;
  }
}

function conflictText(state: string, files: readonly string[], { commit, folder }: Merge): string {
  return `${state.replace(/\.$/, '')}: ${files.length} files were changed both here and upstream:\n  ${files.join('\n  ')}\nWhy: only ${folder} is yours; what you change elsewhere meets conflicts.\nDo:  Move your changes into ${folder} (npm run adapt for lessons, brand.yaml and theme.css for looks) and restore the files; or merge by hand: git merge ${commit.slice(0, 12)}, then npm run upstream -- --record`;
}

function commitText(state: string, git: Git, said: string): string {
  const signing = git.try('config', '--type=bool', '--get', 'commit.gpgsign') === 'true';
  if (signing && /gpg|sign|ssh-keygen/i.test(said)) {
    return `${state} Your commits are signed, and this one could not be.\nGit: ${said}\nDo:  Unlock or renew your key, and merge again; without a signature: git config commit.gpgsign false`;
  }
  const hooks = hooksOf(git);
  if (hooks.length > 0) {
    return `${state} A hook of this clone refused the commit, one of:\n  ${hooks.join('\n  ')}\nGit: ${said === '' ? '(it printed nothing)' : said}\nDo:  Mend what it says, or let the hook pass over merges (it finds the file MERGE_HEAD in the folder of git), and merge again.`;
  }
  return `${state} The merge could not be committed.\nGit: ${said}`;
}

/**
 * Merges a commit, and what belongs to the merge, as one commit. A merge that cannot be made is taken back, and its cause
 * named. @throws UserError.
 */
export function merge(git: Git, plan: Merge): void {
  needReady(git);
  const ours = plan.files === 'keep' ? ['--strategy=ours', '--allow-unrelated-histories'] : [];
  try {
    git.run(...KEEP_PUBLISHERS, 'merge', '--no-ff', '--no-commit', '--quiet', ...ours, plan.commit);
  } catch (problem) {
    const { conflicts } = git;
    const state = takeBack(git);
    throw new UserError(
      conflicts.length > 0
        ? conflictText(state, conflicts, plan)
        : `${state} Git could not merge ${plan.commit.slice(0, 12)}.\nGit: ${saidBy(problem)}`,
    );
  }
  try {
    const paths = plan.also();
    if (paths.length > 0) git.run('add', '--', ...paths);
  } catch (problem) {
    throw new UserError(`${takeBack(git)}\n${saidBy(problem)}`);
  }
  try {
    git.run('commit', '--quiet', '-m', plan.message);
  } catch (problem) {
    const said = saidBy(problem);
    throw new UserError(commitText(takeBack(git), git, said));
  }
}
