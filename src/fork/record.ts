import { stringify } from 'yaml';
import { lastManifest } from '../attribution/manifest.ts';
import type { UpstreamRecord } from '../curriculum/layers/schema.ts';
import type { Git } from './git.ts';
import { type Fork, hashOf } from './layers.ts';

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
 * What was taken from upstream: the commit, its version, and which lessons upstream had changed since its last release.
 * Lessons with changes that are not committed are left out: those are the provider's own.
 */
export function upstreamRecord(
  fork: Fork,
  git: Git,
  source: { repository: string; branch: string },
  commit: string,
  date: string,
): UpstreamRecord {
  const { below, filesBelow, depth } = fork;
  const manifests = Array.from({ length: Math.max(1, depth) }, (_, layer) => lastManifest(filesBelow, layer));
  const dirty = git.changed('.');
  const ahead: Record<string, string> = {};
  for (const lesson of below.lessons.values()) {
    const folder = lesson.path.slice(0, -'lesson.mdx'.length);
    const sha256 = hashOf(lesson, filesBelow);
    const released = manifests[lesson.layer]?.lessons[lesson.id]?.sha256;
    if (released !== sha256 && !dirty.some((path) => path.startsWith(folder))) ahead[lesson.id] = sha256;
  }
  return { ...source, commit, version: below.identity.version, date, ahead };
}

/** The record as it is written. */
export function recordText(record: UpstreamRecord): string {
  return `# What was taken from upstream, and when. Written by "npm run rebrand" and "npm run upstream".\n${stringify(record)}`;
}
