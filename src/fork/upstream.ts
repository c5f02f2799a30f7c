import { assembleCurriculum } from '../assembly/assemble.ts';
import type { Edition } from '../assembly/edition.ts';
import { siteTokens } from '../assembly/load.ts';
import { buildManifest, manifestPath, shownHash } from '../attribution/manifest.ts';
import { compareManifests, type LessonChanges } from '../attribution/release-notes.ts';
import { UserError } from '../cli/user-error.ts';
import type { Lesson } from '../curriculum/model.ts';
import type { ContentFiles } from '../curriculum/read.ts';
import type { Git } from './git.ts';
import { type Fork, filesAt, findLesson } from './layers.ts';

const REMOTE = 'upstream';

/** Fetches upstream, adding the remote if it is not there. Gives the name of its branch. @throws UserError if it cannot be reached. */
export function fetchUpstream(git: Git, { repository, branch }: { repository: string; branch: string }): string {
  if (git.try('remote', 'get-url', REMOTE) === undefined) git.run('remote', 'add', REMOTE, repository);
  try {
    git.run('fetch', '--quiet', '--tags', REMOTE);
  } catch (problem) {
    throw new UserError(
      `Upstream cannot be reached.\n${problem instanceof Error ? problem.message : String(problem)}\nDo:  Check the network, and the address: git remote set-url ${REMOTE} <address>`,
    );
  }
  return `${REMOTE}/${branch}`;
}

/** The commit of upstream's last release: the last one that changed its manifest; its branch if it has never released. */
export function releaseCommit(git: Git, ref: string, depth: number): string {
  return git.try('log', '-1', '--format=%H', ref, '--', manifestPath(depth)) || git.run('rev-parse', ref);
}

/** A curriculum as it is at a commit. */
export interface Snapshot {
  commit: string;
  files: ContentFiles;
  curriculum: Edition;
}

/** Reads the curriculum of a commit without touching the working tree. @throws UserError if it cannot be read. */
export function readSnapshot(git: Git, commit: string): Snapshot {
  const files = filesAt(git, commit);
  const { curriculum } = assembleCurriculum(files, siteTokens());
  if (!curriculum) throw new UserError(`The curriculum of upstream cannot be read at ${commit}. Tell its maintainers.`);
  return { commit, files, curriculum };
}

/** What an update would bring. */
export interface Update {
  changes: LessonChanges;
  /** Own adaptations whose original is not what they were adapted from. */
  stale: { lesson: Lesson; version: string }[];
  /** Ids in the provider's layer that upstream renamed or removed. */
  touched: string[];
  before: Edition;
  after: Edition;
}

/** Compares the curriculum that a fork has with another state of upstream. */
export function compareUpstream(fork: Fork, target: Snapshot): Update {
  const release = { version: '', released: '1970-01-01' };
  const manifest = (curriculum: Edition, files: ContentFiles) => buildManifest(curriculum, files, release, undefined);
  const before = fork.below;
  const after = target.curriculum;
  const changes = compareManifests(manifest(before, fork.filesBelow), manifest(after, target.files));
  const stale = ownLessons(fork).flatMap((lesson) => {
    const original = findLesson(after, lesson.id);
    if (!lesson.adapts || !original || shownHash(original) === lesson.adapts.sha256) return [];
    return [{ lesson, version: after.provenance.get(original.id)?.work.version ?? after.identity.version }];
  });
  const gone = new Set([...changes.removed, ...changes.renamed.map(([former]) => former)]);
  const settings = fork.files.get(`${fork.folder}curriculum.yaml`) ?? '';
  const named = (id: string): boolean => new RegExp(`(?<![\\w-])${id}(?![\\w-])`).test(settings);
  const touched = [...gone].filter((id) => named(id) || fork.files.has(`${fork.folder}lessons/${id}/lesson.mdx`));
  return { changes, stale, touched, before, after };
}

function ownLessons(fork: Fork): Lesson[] {
  return [...(fork.whole?.lessons.values() ?? [])].filter((lesson) => lesson.layer === fork.depth);
}

/** The difference between what a lesson was adapted from and what it is at a commit, for a terminal; undefined if it cannot be told. */
export function lessonDifference(git: Git, lesson: Lesson, target: Snapshot, color: boolean): string | undefined {
  const from = lesson.adapts?.commit;
  const original = findLesson(target.curriculum, lesson.id);
  if (from === undefined || !original) return undefined;
  const former = [lesson.id, ...original.aliases]
    .map((id) =>
      git
        .try('ls-tree', '-r', '--name-only', from)
        ?.split('\n')
        .find((path) => path.endsWith(`/${id}/lesson.mdx`) && !path.startsWith('provider/lessons/')),
    )
    .find((path) => path !== undefined);
  if (former === undefined) return undefined;
  return git.try(
    'diff',
    '--word-diff',
    ...(color ? ['--color'] : []),
    `${from}:${former.slice(0, -'/lesson.mdx'.length)}`,
    `${target.commit}:${original.folder}`,
  );
}

function list(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${title}\n${lines.map((line) => `  ${line}`).join('\n')}\n`;
}

/** What an update would bring, for a terminal. */
export function updateText({ changes, stale, touched, before, after }: Update): string {
  const title = (id: string): string => after.lessons.get(id)?.title ?? before.lessons.get(id)?.title ?? id;
  const named = (id: string): string => `${id}: ${title(id)}`;
  const parts = [
    list('Added upstream', changes.added.map(named)),
    list('Changed upstream', changes.changed.map(named)),
    list(
      'Renamed upstream',
      changes.renamed.map(([from, to]) => `${from} is now ${named(to)}`),
    ),
    list(
      'Moved upstream',
      changes.moved.map((id) => `${id} to ${after.lessons.get(id)?.path ?? ''}`),
    ),
    list('Removed upstream', changes.removed.map(named)),
    list(
      'Your adaptations of which the original has changed',
      stale.map(
        ({ lesson, version }) =>
          `${lesson.id}: adapted from ${lesson.adapts?.version}, now ${version}. See: npm run upstream -- --diff ${lesson.id}`,
      ),
    ),
    list('In your layer, but renamed or removed upstream', touched),
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'No lesson differs.' : parts.join('\n');
}
