import { stringify } from 'yaml';
import { lastMerged } from '../assembly/upstream-commit.ts';
import { lastManifest, manifestPath } from '../attribution/manifest.ts';
import { UserError } from '../cli/user-error.ts';
import { layerFolder } from '../curriculum/layer-folder.ts';
import type { UpstreamRecord } from '../provider/layers/schema.ts';
import { REMOTE } from './fetch.ts';
import type { Git } from './git.ts';
import { type Fork, filesAt, hashOf } from './layers.ts';

/**
 * Where the updates of a fork come from: a remote called upstream, what was recorded before, or the repository that whoever
 * was forked names. @throws UserError if nobody says: the address of a site is not that of its repository.
 */
export function upstreamRepository(
  fork: Fork,
  git: Git,
  before: UpstreamRecord | undefined,
): { repository: string; branch: string } {
  const { identity } = fork.below;
  const repository = git.try('config', '--get', `remote.${REMOTE}.url`) ?? before?.repository ?? identity.forge;
  if (repository === undefined) {
    const file =
      fork.depth > 1
        ? `${layerFolder(fork.depth - 1)}brand.yaml, as "repository"`
        : 'content/identity.yaml, as "forge"';
    throw new UserError(
      `Where updates come from is not known: ${identity.name} (${identity.url}) does not say where its repository is.\nWhy: what you merge later, and what your pages call unmodified, is compared with that repository.\nDo:  git remote add ${REMOTE} <address of the repository that you forked>\n     Ask them to write it into ${file}, for all who fork them.`,
    );
  }
  return { repository, branch: before?.branch ?? identity.branch };
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
