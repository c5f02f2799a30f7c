import { layerFolder } from '../curriculum/layer-folder.ts';
import type { LessonFolder } from '../curriculum/lesson.ts';
import { isBaseline } from './baseline.ts';
import type { Context } from './context.ts';
import { shortCommit } from './data-files.ts';
import type { EditInPlace } from './edits-in-place.ts';
import { recordedCommit } from './manifest.ts';

/** Reports the first change of a lesson in its place of which nobody says what it is. @returns whether there is one. */
export function reportSilentEdits(context: Context, folder: LessonFolder, edits: readonly EditInPlace[]): boolean {
  const silent = edits.find(({ changes, before }) => changes.length === 0 || before === undefined);
  if (silent) reportEdit(context, folder, silent);
  return silent !== undefined;
}

/** Reports a lesson that is not what was taken, while nobody says so. */
function reportEdit(
  { reader, editions, layers, baselines, manifests }: Context,
  folder: LessonFolder,
  { depth, before }: EditInPlace,
): void {
  const { id } = folder;
  const path = `${folder.path}/lesson.mdx`;
  const baseline = baselines?.[depth - 1];
  const upstream = editions[depth - 1] ?? editions[0];
  const [what, commit] = isBaseline(baseline)
    ? [`${upstream.name} at commit ${shortCommit(baseline.commit)}`, shortCommit(baseline.commit)]
    : [
        `release ${manifests[folder.layer]?.version} of ${(editions[folder.layer] ?? editions[0]).name}`,
        recordedCommit(reader, depth),
      ];
  const settings = `${layerFolder(depth)}curriculum.yaml`;
  const own = `Restore it (git checkout ${commit} -- ${folder.path}) and run "npm run adapt ${id}"; or record the change under "edited" in ${settings}. If upstream changed it after its release, run "npm run upstream -- --record".`;
  const added = `Move your own lesson to ${layerFolder(layers.length)}lessons/${id} and name its place under "insert" in ${layerFolder(layers.length)}curriculum.yaml. If upstream added it after its release, run "npm run upstream -- --record".`;
  const theirs = `${editions[depth]?.name ?? 'The provider below you'} changed it and does not say so. Tell them; or take a release of theirs that is true.`;
  reader.report('provenance/edited-in-place', path, undefined, {
    message:
      before === undefined
        ? `There is no lesson "${id}" in ${what}, but it lies below ${layerFolder(folder.layer)}.`
        : `The lesson "${id}" is not what ${what} has under this id, and nobody says what was changed.`,
    why: 'The page would call the text unmodified, which would not be true.',
    remedy: depth < layers.length ? theirs : before === undefined ? added : own,
  });
}
