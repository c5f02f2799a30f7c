import { UserError } from '../cli/user-error.ts';
import type { UpstreamRecord } from '../provider/layers/schema.ts';
import { type Git, GitFailure } from './git.ts';
import { saidBy } from './ready.ts';

/** Name of the remote that updates come from. */
export const REMOTE = 'upstream';

/** Where upstream's tags are kept: a fork has tags of its own, and may use the same names for them. */
const TAGS = 'refs/upstream-tags/';

/** Where the updates of a fork come from. */
export type Source = Pick<UpstreamRecord, 'repository' | 'branch'>;

interface Advice {
  /** What git says, in English, in such a case. */
  said: RegExp;
  /** What that means, for people. */
  means: string;
  /** What to do. @param address of upstream's repository. */
  todo(address: string): string;
}

/** What keeps git from fetching; the first that fits what it said is it. */
const ADVICE: readonly Advice[] = [
  {
    said: /could not resolve (host|hostname|proxy)|name or service not known|failed to connect|couldn't connect|connection (refused|timed out|reset)|operation timed out|network is unreachable|no route to host|unable to look up|early EOF|the remote end hung up unexpectedly.*\n.*RPC/i,
    means: 'There is no connection to it.',
    todo: (address) => `Check the network, a proxy, and the name of the server in ${address}.`,
  },
  {
    said: /host key verification failed/i,
    means: 'SSH does not know the server, or it is another one than before.',
    todo: (address) =>
      `Connect once by hand and compare its key with the one that the forge publishes: git ls-remote ${address}`,
  },
  {
    said: /insufficient permission for adding an object|(?:FETCH_HEAD|\.lock|\.git\/[^']*)'?: permission denied/i,
    means: 'You may not write into this clone.',
    todo: () =>
      'Look whose files those in the folder .git are: a command that was once run by root leaves files of root.',
  },
  {
    said: /authentication failed|permission denied|access denied|could not read (username|password)|invalid username or|the requested URL returned error: 40[13]|not authorized/i,
    means: 'You may not read it: nobody has let you in, or your key or token is missing or has run out.',
    todo: (address) =>
      `Try it by hand: git ls-remote ${address}. If it is public, use its https address: git remote set-url ${REMOTE} https://…`,
  },
  {
    said: /certificate|SSL/i,
    means: 'The connection is not secure: the certificate of the server was not accepted.',
    todo: () => 'Check the clock of this machine, and whether a proxy stands between.',
  },
  {
    said: /repository '?.*'? ?not found|the requested URL returned error: 404|does not appear to be a git repository|not a git repository|does not exist|unable to find remote helper|not valid: is this a git repository/i,
    means: 'There is no repository at this address, or none that you may see.',
    todo: () => `Correct the address: git remote set-url ${REMOTE} <address of the repository that you forked>`,
  },
  {
    said: /index\.lock|\.lock': File exists|cannot lock ref/i,
    means: 'Another git is at work in this clone, or one was killed.',
    todo: () => 'Wait for it and try again. If none runs, remove the file that git names.',
  },
  {
    said: /no space left|disk quota/i,
    means: 'The disk is full.',
    todo: () => 'Make room and try again.',
  },
];

/** What to say if upstream could not be fetched: what git said, what that means if it is known, and what to do. */
export function fetchProblem(address: string, said: string): string {
  const known = ADVICE.find((advice) => advice.said.test(said));
  const todo =
    known?.todo(address) ??
    `Try it by hand: git fetch ${REMOTE}. If the address is wrong: git remote set-url ${REMOTE} <address>`;
  return [
    `Upstream (${address}) cannot be fetched.${known ? ` ${known.means}` : ''}`,
    `Git: ${said}`,
    `Do:  ${todo}`,
  ].join('\n');
}

/**
 * Fetches upstream, adding the remote if it is not there. Its tags get a namespace of their own: a release of a fork may
 * have the same number. @returns the name of its branch. @throws UserError if that cannot be, with the reason.
 */
export function fetchUpstream(git: Git, { repository, branch }: Source): string {
  if (git.try('remote', 'get-url', REMOTE) === undefined) git.run('remote', 'add', REMOTE, repository);
  const address = git.run('remote', 'get-url', REMOTE);
  try {
    const heads = `+refs/heads/*:refs/remotes/${REMOTE}/*`;
    git.run('fetch', '--quiet', '--no-tags', '--prune', REMOTE, heads, `+refs/tags/*:${TAGS}*`);
  } catch (problem) {
    throw problem instanceof GitFailure ? new UserError(fetchProblem(address, saidBy(problem))) : problem;
  }
  const name = `${REMOTE}/${branch}`;
  if (git.commit(`refs/remotes/${name}`) !== undefined) return name;
  const branches = git
    .run('for-each-ref', '--format=%(refname:lstrip=3)', `refs/remotes/${REMOTE}/`)
    .split('\n')
    .filter((other) => other !== '' && other !== 'HEAD');
  throw new UserError(
    branches.length === 0
      ? `Upstream (${address}) is empty: it has no branch.\nDo:  Correct the address: git remote set-url ${REMOTE} <address of the repository that you forked>`
      : `Upstream (${address}) has no branch "${branch}". It has: ${branches.slice(0, 10).join(', ')}.\nDo:  Write the one that releases are made on as "branch" in upstream.yaml of your layer.`,
  );
}

/** The commit that a user names: a tag or a branch of upstream, or anything that git knows. @throws UserError if there is none. */
export function namedCommit(git: Git, name: string): string {
  const commit = [`${TAGS}${name}`, `refs/remotes/${name}`, `refs/remotes/${REMOTE}/${name}`, name]
    .map((candidate) => git.commit(candidate))
    .find((found) => found !== undefined);
  if (commit !== undefined) return commit;
  throw new UserError(
    `Neither upstream nor this clone has a commit, tag or branch "${name}".\nDo:  Name one of upstream, such as ${REMOTE}/main or v1.2.0, or a commit by its hash.`,
  );
}

/** Whether a commit was published by upstream, on any branch or as a tag. */
export function isOfUpstream(git: Git, commit: string): boolean {
  return Boolean(git.try('for-each-ref', '--count=1', '--contains', commit, `refs/remotes/${REMOTE}`, TAGS));
}
