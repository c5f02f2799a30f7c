import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { repositoryName } from '../attribution/compared.ts';
import { askGit, gitText } from '../cli/git-tree.ts';
import type { UpstreamRecord } from '../provider/layers/schema.ts';

/** A commit that upstream has, and where its objects can be read. */
export interface FoundCommit {
  /** Folder of a repository that holds the commit. */
  repository: string;
  /** The curriculum's folder within that repository, with a slash at the end; empty for its root. */
  prefix: string;
  /** Whether the commits before it are there, too. */
  hasHistory: boolean;
  /** Commits that end upstream's branch, as it was fetched and then as it is now; read one by one, since that may ask upstream. */
  tips(): Iterable<string>;
}

/** Why there is none. */
export interface NotFound {
  why: string;
  /** Whether upstream was asked and does not have the commit. */
  isForeign: boolean;
}

/** Where branches of upstreams are kept in the repository of a fork, so that a commit can be shown to be one of theirs. */
const KEPT = 'refs/commonhelm/upstream';

const keptRef = (source: Omit<Source, 'commit'>): string =>
  `${KEPT}/${createHash('sha256').update(`${source.repository}\0${source.branch}`).digest('hex').slice(0, 16)}`;

type Source = Pick<UpstreamRecord, 'repository' | 'branch' | 'commit'>;

/** References that say what a repository had when it was fetched last. */
function refsOf(root: string, source: Omit<Source, 'commit'>): string[] {
  const remotes = (gitText(root, ['remote']) ?? '').split('\n').filter(Boolean);
  const same = remotes.filter((name) => {
    const address = gitText(root, ['remote', 'get-url', name]);
    return address !== undefined && repositoryName(address) === repositoryName(source.repository);
  });
  return [...same.map((name) => `refs/remotes/${name}/${source.branch}`), keptRef(source)];
}

const isAncestor = (root: string, commit: string, ref: string): boolean =>
  askGit(root, ['merge-base', '--is-ancestor', commit, ref]).ok;

/** The last commit of upstream that a fork has merged; undefined if upstream cannot be reached and was never fetched. */
export function lastMerged(root: string, source: Omit<Source, 'commit'>): string | undefined {
  fetchBranch(root, source);
  const merged = refsOf(root, source).flatMap((ref) => gitText(root, ['merge-base', 'HEAD', ref]) ?? []);
  // Of two, the later one: every merged commit is an ancestor of HEAD.
  return merged.find((one) => merged.every((other) => isAncestor(root, other, one)));
}

/** Fetches upstream's branch into a reference of our own; the fork's branches, tags and remotes stay as they are. */
function fetchBranch(root: string, source: Omit<Source, 'commit'>): boolean {
  if (unreachable.has(source.repository)) return false;
  const branch = `+refs/heads/${source.branch}:${keptRef(source)}`;
  const words = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--'];
  const { ok } = askGit(root, [...words, source.repository, branch]);
  if (!ok) unreachable.add(source.repository);
  return ok;
}

/** Addresses that did not answer this process: a server for authors without a network does not wait for them at each save. */
const unreachable = new Set<string>();

/** Whether an address is a folder of the curriculum: git would read the settings of a repository that a change has brought. */
function liesIn(root: string, repository: string): boolean {
  if (/^(?!file:)[\w+.-]+:/.test(repository) || /^[^/]+@[^/]+:/.test(repository)) return false;
  const path = relative(resolve(root), resolve(root, repository.replace(/^file:\/\/(localhost)?/, '')));
  return !path.startsWith('..') && !isAbsolute(path);
}

/**
 * Finds the commit that a layer was laid over: in the fork's own repository, if it is known there to be one of upstream's
 * branch; else by asking upstream for it. What a record says is not believed: a commit counts only if upstream has it.
 * @param root the curriculum's folder.
 */
export function findCommit(root: string, source: Source): FoundCommit | NotFound {
  if (!/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(source.commit))
    return { why: `"${source.commit}" is not the whole name of a commit`, isForeign: true };
  if (liesIn(root, source.repository))
    return { why: 'it lies in this folder, where anybody who proposes a change can put it', isForeign: true };
  const prefix = gitText(root, ['rev-parse', '--show-prefix']);
  if (prefix !== undefined && askGit(root, ['cat-file', '-e', `${source.commit}^{commit}`]).ok) {
    const own = inOwnRepository(root, source, prefix);
    if (own) return own;
  }
  return fetched(source, prefix ?? '');
}

/** Looks in the fork's repository; undefined if it cannot be told there whether the commit is upstream's. */
function inOwnRepository(root: string, source: Source, prefix: string): FoundCommit | NotFound | undefined {
  const hasHistory = gitText(root, ['rev-parse', '--is-shallow-repository']) === 'false';
  const tips = (): Iterable<string> => (hasHistory ? branchTips(root, source) : []);
  const found = { repository: root, prefix: prefixIn(root, source.commit, prefix), hasHistory, tips };
  if (refsOf(root, source).some((ref) => isAncestor(root, source.commit, ref))) return found;
  if (!hasHistory) return undefined;
  if (!fetchBranch(root, source)) return undefined;
  if (isAncestor(root, source.commit, keptRef(source))) return found;
  return { why: `its branch ${source.branch} does not have it`, isForeign: true };
}

/** The ends of upstream's branch: where the clone has it, and, asked only if somebody reads on, where it is now. */
function* branchTips(root: string, source: Omit<Source, 'commit'>): Iterable<string> {
  const ends = (): string[] =>
    refsOf(root, source).flatMap((ref) => gitText(root, ['rev-parse', '--quiet', '--verify', ref]) ?? []);
  const known = new Set(ends());
  yield* known;
  fetchBranch(root, source);
  yield* ends().filter((end) => !known.has(end));
}

/** Repositories of this process into which single commits were fetched, by address and commit. */
const fetchedInto = new Map<string, string>();

/**
 * Asks upstream for the one commit, into a repository of its own that goes with this process: a fork's history stays as it is,
 * and no file that lay there before can stand for upstream's answer.
 */
function fetched(source: Source, prefix: string): FoundCommit | NotFound {
  const key = `${source.repository}\0${source.commit}`;
  const known = fetchedInto.get(key);
  if (known !== undefined)
    return { repository: known, prefix: prefixIn(known, source.commit, prefix), hasHistory: false, tips: () => [] };
  const repository = mkdtempSync(join(tmpdir(), 'upstream-'));
  process.once('exit', () => rmSync(repository, { recursive: true, force: true }));
  const begun = askGit(repository, ['init', '--quiet', '--bare', '.']);
  if (!begun.ok) return { why: `git cannot be used: ${begun.said}`, isForeign: false };
  const words = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--depth', '1', '--'];
  if (askGit(repository, [...words, source.repository, source.commit]).ok) {
    fetchedInto.set(key, repository);
    return { repository, prefix: prefixIn(repository, source.commit, prefix), hasHistory: false, tips: () => [] };
  }
  const reached = askGit(repository, ['ls-remote', '--quiet', '--exit-code', '--', source.repository, 'HEAD']).ok;
  return reached
    ? { why: 'it does not have it', isForeign: true }
    : { why: `${source.repository} cannot be reached`, isForeign: false };
}

/** The curriculum's folder in a commit of upstream: where it is here, or, if there is none there, the root. */
function prefixIn(repository: string, commit: string, prefix: string): string {
  return prefix === '' || askGit(repository, ['cat-file', '-e', `${commit}:${prefix}content`]).ok ? prefix : '';
}
