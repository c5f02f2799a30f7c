import { lastManifest, manifestPath } from '../attribution/manifest.ts';
import { UserError } from '../cli/user-error.ts';
import type { Lesson } from '../curriculum/model.ts';
import type { Git } from './git.ts';
import { type Fork, findLesson, hashOf } from './layers.ts';
import { readSnapshot, type Snapshot } from './upstream.ts';

/** Where the text that a lesson was adapted from lies: a commit and the lesson's folder in it. */
interface Adapted {
  commit: string;
  folder: string;
}

/** The text in the commit that the adaptation names, in the layer below the fork's own. */
function inNamedCommit(git: Git, { depth }: Fork, lesson: Lesson): Adapted | undefined {
  const commit = lesson.adapts?.commit && git.commit(lesson.adapts.commit);
  if (!commit) return undefined;
  const { curriculum, files } = readSnapshot(git, commit, depth);
  const original =
    findLesson(curriculum, lesson.id) ?? lesson.aliases.map((id) => findLesson(curriculum, id)).find(Boolean);
  return original && hashOf(original, files) === lesson.adapts?.sha256
    ? { commit, folder: original.folder }
    : undefined;
}

/** The text in a release of upstream: its manifest names the hash that the adaptation was made from. */
function inRelease(git: Git, { depth }: Fork, lesson: Lesson, target: Snapshot): Adapted | undefined {
  for (let layer = depth - 1; layer >= 0; layer--) {
    const path = manifestPath(layer);
    for (const commit of git.run('log', '--format=%H', target.commit, '--', path).split('\n').filter(Boolean)) {
      const manifest = lastManifest(new Map([[path, git.try('show', `${commit}:${path}`) ?? '']]), layer);
      const known = Object.values(manifest?.lessons ?? {}).find(({ sha256 }) => sha256 === lesson.adapts?.sha256);
      if (known) return { commit, folder: known.path };
    }
  }
  return undefined;
}

/**
 * What upstream has changed in a lesson since it was adapted, for a terminal. Both texts are those of the layer below the
 * fork's own. @throws UserError if there is nothing to compare, with the reason.
 */
export function lessonDifference(git: Git, fork: Fork, lesson: Lesson, target: Snapshot, color: boolean): string {
  const original = findLesson(target.curriculum, lesson.id);
  if (!original)
    throw new UserError(`Upstream has no lesson "${lesson.id}" any more; your lesson is all there is of it.`);
  const from = inNamedCommit(git, fork, lesson) ?? inRelease(git, fork, lesson, target);
  if (!from) {
    throw new UserError(
      `The text that you adapted "${lesson.id}" from (version ${lesson.adapts?.version}) is in no commit that this clone has.\n${git.isShallow ? 'Do:  git fetch --unshallow' : `Do:  Compare your lesson with what upstream has now: git diff --no-index ${lesson.folder} ${original.folder}`}`,
    );
  }
  const difference = git.run(
    'diff',
    '--word-diff',
    ...(color ? ['--color'] : []),
    `${from.commit}:${from.folder}`,
    `${target.commit}:${original.folder}`,
  );
  return difference === '' ? `Upstream has not changed the lesson since you adapted it.` : difference;
}
