import { lastManifest, manifestPath } from '../attribution/manifest.ts';
import { UserError } from '../cli/user-error.ts';
import type { Lesson } from '../curriculum/model.ts';
import { validateYaml } from '../curriculum/validate.ts';
import { PATCH } from '../provider/layers/own-lessons.ts';
import { dataHash, textHash } from '../provider/layers/patch/anchor.ts';
import { blocksOf } from '../provider/layers/patch/blocks.ts';
import { matchBlock } from '../provider/layers/patch/match.ts';
import { writtenItems } from '../provider/layers/patch/quiz-item.ts';
import { type PatchFile, patchSchema } from '../provider/layers/patch/schema.ts';
import type { Git } from './git.ts';
import { type Fork, filesAt, findLesson, hashOf, ownFolder } from './layers.ts';
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

/** The newest state of a lesson in upstream's history that has everything which the edits of the fork replace. */
function whereEditsFit(git: Git, fork: Fork, original: Lesson, target: Snapshot): Adapted | undefined {
  const { folder } = original;
  const path = `${ownFolder(fork, original)}${PATCH}`;
  const { data } = validateYaml(path, fork.files.get(path) ?? '', patchSchema);
  if (!data) throw new UserError(`${path} cannot be read.\nDo:  Mend what "npm run check" says of it first.`);
  const commits = git.run('log', '--full-history', '--format=%H', target.commit, '--', folder).split('\n');
  const commit = commits.find((one) => {
    const files = one === '' ? undefined : filesAt(git, one);
    const inLesson = [...(files ?? [])].filter(([file]) => file.startsWith(`${folder}/`));
    return files && editsFit(data, new Map(inLesson.map(([file, text]) => [file.slice(folder.length + 1), text])));
  });
  return commit === undefined ? undefined : { commit, folder };
}

/** Whether a lesson has all that some edits replace. @param files path within its folder to content. */
function editsFit(
  { blocks, quiz_items: items, files: edited }: PatchFile,
  files: ReadonlyMap<string, string>,
): boolean {
  const written = blocksOf('lesson.mdx', files.get('lesson.mdx') ?? '') ?? [];
  const quiz = writtenItems(files.get('quiz.yaml') ?? '');
  const hasItem = ({ id, replaces }: PatchFile['quiz_items'][number]): boolean =>
    quiz.some((item) => item.id === id && dataHash(item.data) === replaces);
  const hasFile = ({ name, replaces }: PatchFile['files'][number]): boolean => {
    const text = files.get(`files/${name}`);
    return replaces === undefined || (text !== undefined && textHash(text) === replaces);
  };
  return (
    blocks.every((edit) => matchBlock(edit, written).is !== 'gone') && items.every(hasItem) && edited.every(hasFile)
  );
}

/**
 * What upstream has changed in a lesson since it was adapted, for a terminal. Both texts are those of the layer below the
 * fork's own. For edits of a lesson, what they were made from is the last state that had what they replace.
 * @throws UserError if there is nothing to compare, with the reason.
 */
export function lessonDifference(git: Git, fork: Fork, lesson: Lesson, target: Snapshot, color: boolean): string {
  const original = findLesson(target.curriculum, lesson.id);
  if (!original)
    throw new UserError(`Upstream has no lesson "${lesson.id}" any more; your lesson is all there is of it.`);
  const from = lesson.adapts
    ? (inNamedCommit(git, fork, lesson) ?? inRelease(git, fork, lesson, target))
    : whereEditsFit(git, fork, original, target);
  if (!from) {
    throw new UserError(
      `The text that you adapted "${lesson.id}" from${lesson.adapts ? ` (version ${lesson.adapts.version})` : ''} is in no commit that this clone has.\n${git.isShallow ? 'Do:  git fetch --unshallow' : `Do:  Compare your lesson with what upstream has now: git diff --no-index ${lesson.folder} ${original.folder}`}`,
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
