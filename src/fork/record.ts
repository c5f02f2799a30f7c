import { stringify } from 'yaml';
import { lastMerged } from '../assembly/upstream-commit.ts';
import { lastManifest, manifestPath } from '../attribution/manifest.ts';
import type { UpstreamRecord } from '../provider/layers/schema.ts';
import type { Git } from './git.ts';
import { type Fork, filesAt, hashOf } from './layers.ts';

/** Where the updates of a fork come from: what was recorded before, a remote called upstream, or the forge of the curriculum. */
export function upstreamRepository(
  fork: Fork,
  git: Git,
  before: UpstreamRecord | undefined,
): { repository: string; branch: string } {
  const { identity } = fork.below;
  return {
    repository: git.try('remote', 'get-url', 'upstream') ?? before?.repository ?? identity.forge ?? identity.url,
    branch: before?.branch ?? identity.branch,
  };
}

/**
 * The commit of upstream that a fork was laid over: the last one that it has merged. Where upstream cannot be asked, the last
 * release in its history, whose manifest tells what has changed since.
 */
export function takenCommit(git: Git, fork: Fork, source: { repository: string; branch: string }): string | undefined {
  const released = (): string | undefined =>
    git.try('log', '-1', '--format=%H', 'HEAD', '--', manifestPath(Math.max(0, fork.depth - 1))) || git.head;
  return lastMerged(git.root, source) ?? released();
}

/**
 * What was taken from upstream: the commit, its version, and which lessons upstream had changed since its last release.
 * A lesson that is not as it was at that commit is left out: what changed it is the provider's own.
 * @param commit commit of upstream that was taken.
 */
export function upstreamRecord(
  fork: Fork,
  git: Git,
  { source, commit, date }: { source: { repository: string; branch: string }; commit: string; date: string },
): UpstreamRecord {
  const { below, filesBelow, depth } = fork;
  const manifests = Array.from({ length: Math.max(1, depth) }, (_, layer) => lastManifest(filesBelow, layer));
  const taken = filesAt(git, commit);
  const ahead: Record<string, string> = {};
  for (const lesson of below.lessons.values()) {
    const sha256 = hashOf(lesson, filesBelow);
    const released = manifests[lesson.layer]?.lessons[lesson.id]?.sha256;
    if (released !== sha256 && hashOf(lesson, taken) === sha256) ahead[lesson.id] = sha256;
  }
  return { ...source, commit, version: below.identity.version, date, ahead };
}

/** The record as it is written. */
export function recordText(record: UpstreamRecord): string {
  return `# What was taken from upstream, and when. Written by "npm run rebrand" and "npm run upstream".\n${stringify(record)}`;
}
