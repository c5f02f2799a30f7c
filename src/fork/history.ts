import { UserError } from '../cli/user-error.ts';
import type { UpstreamRecord } from '../provider/layers/schema.ts';
import { isOfUpstream } from './fetch.ts';
import type { Git } from './git.ts';
import type { Fork } from './layers.ts';
import { isPublishers } from './publisher-files.ts';

/** A fork whose history does not contain what its files were taken from. */
export interface CutHistory {
  /**
   * squashed: an update was merged as if it were the fork's own work (squash, rebase, cherry-pick, copied files);
   * unrelated: the fork has no commit of upstream at all (a template, a downloaded archive).
   */
  how: 'squashed' | 'unrelated';
  /** The commit of upstream that the files were taken from, if it is known. */
  commit: string | undefined;
  /** What upstream.yaml calls it. */
  version: string | undefined;
}

/** The newest commit of upstream with the same curriculum as the one that is checked out. */
function sameContent(git: Git, ref: string): string | undefined {
  const commits = git.run('log', '--format=%H', ref).split('\n');
  const wanted = git.try('rev-parse', '--verify', '--quiet', 'HEAD:content');
  const trees = git
    .feed(`${commits.map((commit) => `${commit}:content`).join('\n')}\n`, 'cat-file', '--batch-check=%(objectname)')
    .split('\n');
  return wanted === undefined ? undefined : commits[trees.indexOf(wanted)];
}

/**
 * Whether the history of a fork has lost what it was merged from; undefined if it is whole. The whole history and upstream
 * have to be here. @param ref branch of upstream.
 */
export function cutHistory(git: Git, record: UpstreamRecord | undefined, ref: string): CutHistory | undefined {
  const taken = record && git.commit(record.commit);
  const known = taken !== undefined && isOfUpstream(git, taken) ? taken : undefined;
  if (git.base('HEAD', ref) === undefined)
    return { how: 'unrelated', commit: known ?? sameContent(git, ref), version: record?.version };
  if (known === undefined) return undefined;
  if (git.isPartOf(known, 'HEAD')) return squashedByHand(git, known, ref);
  return { how: 'squashed', commit: known, version: record?.version };
}

/** An update that was merged by git alone, and squashed: files of a later commit than the one that is recorded, and merged. */
function squashedByHand(git: Git, known: string, ref: string): CutHistory | undefined {
  if (git.try('rev-parse', `${known}:content`) === git.try('rev-parse', 'HEAD:content')) return undefined;
  const commit = sameContent(git, ref);
  if (commit === undefined || git.isPartOf(commit, 'HEAD')) return undefined;
  return { how: 'squashed', commit, version: undefined };
}

/** What a cut history means and how it is mended, for a terminal or Markdown. */
export function cutText({ how, commit, version }: CutHistory): string {
  const release = version === undefined ? 'a state of upstream' : `release ${version}`;
  const what =
    how === 'squashed'
      ? `Your files say that you have ${release} (${commit?.slice(0, 12)}), but that commit is not in your history. Most likely the update was merged with "squash" or "rebase".`
      : 'Your history and that of upstream have no commit in common. Most likely the fork was begun from a template or an archive.';
  return `${what}\nWhy: git compares with the last commit that both have. Every later update would meet conflicts in files that you never touched.\nDo:  npm run upstream -- --reconnect\n     It joins the histories and changes no file. Then allow only merge commits in the settings of your repository.\n`;
}

/** Why a file that differs may stay as it is, or why nobody can tell. */
export type Difference =
  /** "edited" in curriculum.yaml says what was changed. */
  | 'recorded'
  /** Upstream has not touched it since the histories parted: every merge would keep what the fork has. */
  | 'own'
  /** A page of the repository that the fork has made its own. */
  | 'publisher'
  /** The user has said that it is theirs. */
  | 'kept'
  /** The fork has it as it was before; what upstream changed is missing. */
  | 'missing'
  /** Both sides have changed it, or it cannot be told who has. */
  | 'unclear';

/** Files outside of a fork's own layer that are not as they are in a commit of upstream, by path. */
export function differences(
  git: Git,
  { folder, below, whole }: Fork,
  commit: string,
  kept: readonly string[],
): Map<string, Difference> {
  const base = git.base('HEAD', commit);
  const [ours, theirs] = [git.tree('HEAD'), git.tree(commit)];
  const before = base === undefined ? undefined : git.tree(base);
  const edited = (whole?.layers.at(-1)?.settings.edited ?? []).flatMap(({ lesson }) => {
    const known = below.lessons.get(lesson);
    return known ? [`${known.folder}/`] : [];
  });
  const reason = (path: string): Difference => {
    if (edited.some((lesson) => path.startsWith(lesson))) return 'recorded';
    if (before !== undefined && before.get(path) === theirs.get(path)) return 'own';
    if (kept.includes(path)) return 'kept';
    if (before !== undefined && before.get(path) === ours.get(path)) return 'missing';
    return isPublishers(path) ? 'publisher' : 'unclear';
  };
  const paths = [...new Set([...ours.keys(), ...theirs.keys()])].sort();
  return new Map(
    paths
      .filter((path) => !path.startsWith(folder) && ours.get(path) !== theirs.get(path))
      .map((path) => [path, reason(path)]),
  );
}

const WHY: Readonly<Record<Difference, string>> = {
  recorded: 'recorded under "edited" in curriculum.yaml',
  own: 'your change; upstream has not touched the file since',
  publisher: 'speaks for you; updates leave it as you have it',
  kept: 'yours, as you said',
  missing: 'you have not what upstream changed',
  unclear: 'not what upstream has, and not only yours',
};

/** Differences with their reasons, as lines. */
export function differenceLines(found: ReadonlyMap<string, Difference>): string[] {
  return [...found].map(([path, reason]) => `${path}: ${WHY[reason]}`);
}

/**
 * Proves that joining the histories loses nothing: outside of the fork's own layer its files are those of the commit, but
 * for what is the fork's own. @returns what differs. @throws UserError with the files of which that is not so.
 */
export function proveTaken(git: Git, fork: Fork, commit: string, kept: readonly string[]): Map<string, Difference> {
  const found = differences(git, fork, commit, kept);
  const refused = new Map([...found].filter(([, reason]) => reason === 'missing' || reason === 'unclear'));
  if (refused.size === 0) return found;
  const [first = ''] = refused.keys();
  throw new UserError(
    `The histories were not joined: ${refused.size} files outside of ${fork.folder} are not what ${commit.slice(0, 12)} of upstream has.\n  ${differenceLines(refused).slice(0, 30).join('\n  ')}${refused.size > 30 ? `\n  and ${refused.size - 30} more` : ''}\nWhy: git would take for granted from then on that you have everything of that commit, and never bring it again.\nDo:  Restore each file that you did not mean to change, and commit: git checkout ${commit.slice(0, 12)} -- ${first}\n     If one is yours as it is, say so: npm run upstream -- --reconnect --keep ${first}\n     If the files were taken from another commit, name it: --ref <tag or commit of upstream>`,
  );
}
