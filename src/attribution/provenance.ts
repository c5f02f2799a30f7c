import { layerFolder } from '../curriculum/layer-folder.ts';
import type { LessonFolder } from '../curriculum/lesson.ts';
import type { Lesson } from '../curriculum/model.ts';
import type { Reader } from '../curriculum/reader.ts';
import { checkChangeList, traceOwn } from './adaptation.ts';
import { type Comparison, isBaseline } from './baseline.ts';
import { reportForeignCommits, reportManifestOnly } from './compared.ts';
import { compareDataFiles, shortCommit } from './data-files.ts';
import { type EditInPlace, editsInPlace } from './edits-in-place.ts';
import { lastManifest, readManifest } from './manifest.ts';
import { patchedWork } from './patched.ts';
import type { AttributedLayer, Provenance } from './published.ts';
import { reportUncredited } from './uncredited.ts';
import { editedLicence, lessonAddress, workOf } from './work.ts';
import { adaptedFrom, type Context, folderFiles, lowerWork, type ProvenanceInput, patchingLayers } from './works.ts';

/**
 * Says of every lesson of a fork whether it is verbatim, adapted, stale or original, by comparison with the commits of
 * upstream that its layers were laid over (with manifests, where a commit could not be looked at). What cannot be told, or
 * is not as a record says, is reported.
 */
export function readProvenance(reader: Reader, input: ProvenanceInput): Map<string, Provenance> {
  const { layers, lessons, folders, editions, baselines } = input;
  const provenance = new Map<string, Provenance>();
  if (layers.length === 0) return provenance;
  const isCompared = (depth: number): boolean => isBaseline(baselines?.[depth]);
  const manifests = layers.map((_, depth) =>
    isCompared(depth) ? lastManifest(reader.files, depth) : readManifest(reader, depth),
  );
  if (manifests.some((manifest, depth) => manifest === undefined && !isCompared(depth))) return provenance;
  const context: Context = { ...input, reader, manifests };
  if (baselines) {
    reportForeignCommits(reader, editions, baselines);
    reportManifestOnly(reader, editions, baselines);
    compareDataFiles(reader, editions, baselines);
  }
  for (const lesson of lessons.values()) {
    const folder = folders.get(lesson.id);
    const found =
      folder && (folder.layer === layers.length ? traceOwn(context, lesson, folder) : taken(context, lesson, folder));
    if (found)
      provenance.set(lesson.id, { ...patched(context, lesson, folder, found), compared: comparisonOf(context) });
  }
  checkEditRecords(context, provenance);
  reportUncredited(context);
  return provenance;
}

/** Reports records of edits in place that cannot be meant, or that no edit stands behind. */
function checkEditRecords(context: Context, provenance: ReadonlyMap<string, Provenance>): void {
  const { reader, layers } = context;
  const file = `${layerFolder(layers.length)}curriculum.yaml`;
  layers.at(-1)?.settings.edited.forEach(({ lesson: id, changes }, index) => {
    checkChangeList(context, file, ['edited', index, 'changes'], changes);
    if (provenance.get(id)?.state !== 'verbatim') return;
    reader.report('provenance/nothing-changed', file, reader.place(file, ['edited', index, 'lesson']), {
      message: `"${id}" is said to be edited in place, and is what upstream has, word for word.`,
      why: 'The record would stay when somebody edits the lesson later, and speak of other changes.',
      remedy: 'Remove the record.',
    });
  });
}

/** A lesson of which layers have changed parts: the last one that did has made it what it is. */
function patched(context: Context, lesson: Lesson, folder: LessonFolder, traced: Traced): Traced {
  const last = lesson.patches.at(-1);
  if (!last) return traced;
  const { layers } = context;
  for (const { layer, file, changes } of lesson.patches)
    if (layer === layers.length) checkChangeList(context, file, undefined, changes);
  const state = last.layer === layers.length ? 'adapted' : 'verbatim';
  return {
    ...traced,
    work: patchedWork(lesson, traced.work, patchingLayers(context, folder)),
    before: traced.before ?? folderFiles(context, folder),
    // A copy below that is behind its own original is behind it with these changes, too.
    state: traced.state === 'stale' ? 'stale' : state,
  };
}

/** What the publisher's own layer was compared with. */
function comparisonOf({ baselines }: Context): Comparison {
  const found = baselines?.at(-1);
  if (isBaseline(found)) return { commit: found.commit, repository: found.repository };
  return { manifest: true, why: found?.why ?? 'nobody has looked for it' };
}

type Traced = Omit<Provenance, 'compared'>;

/** A lesson that was taken from the curriculum below: it is what upstream has, or somebody recorded the change. */
function taken(context: Context, lesson: Lesson, folder: LessonFolder): Traced | undefined {
  const { editions, layers, people } = context;
  let work = lowerWork(context, lesson, folder);
  let before = lesson.adapts && folder.layer > 0 ? adaptedFrom(context, lesson, folder).files : undefined;
  // Drafts are in no release; readers do not see them.
  if (lesson.status === 'draft') return { state: 'verbatim', work, newer: undefined };
  const edits = editsInPlace(context, folder);
  for (const edit of edits) {
    if (edit.changes.length === 0 || edit.before === undefined) {
      reportEdit(context, lesson, folder, edit);
      return undefined;
    }
    const by = editions[edit.depth] ?? editions[0];
    const here = editions[layers.length] ?? editions[0];
    work = {
      ...workOf(lesson, by, people, by.version),
      licence: editedLicence(lesson, by, work),
      source: lessonAddress(here, lesson.id),
      adaptation: { by: { name: by.name, url: by.url }, changes: edit.changes, of: work },
    };
    before = edit.files;
  }
  const state = edits.at(-1)?.depth === layers.length ? 'adapted' : 'verbatim';
  return { state, work, newer: undefined, before };
}

/** Reports a lesson that is not what was taken, while nobody says so. */
function reportEdit(
  { reader, editions, layers, baselines, manifests }: Context,
  lesson: Lesson,
  folder: LessonFolder,
  { depth, before }: EditInPlace,
): void {
  const baseline = baselines?.[depth - 1];
  const upstream = editions[depth - 1] ?? editions[0];
  const [what, commit] = isBaseline(baseline)
    ? [`${upstream.name} at commit ${shortCommit(baseline.commit)}`, shortCommit(baseline.commit)]
    : [`release ${manifests[folder.layer]?.version} of ${(editions[folder.layer] ?? editions[0]).name}`, '<upstream>'];
  const settings = `${layerFolder(depth)}curriculum.yaml`;
  const own = `Restore it (git checkout ${commit} -- ${folder.path}) and run "npm run adapt ${lesson.id}"; or record the change under "edited" in ${settings}. If upstream changed it after its release, run "npm run upstream -- --record".`;
  const added = `Move your own lesson to ${layerFolder(layers.length)}lessons/${lesson.id} and name its place under "insert" in ${layerFolder(layers.length)}curriculum.yaml. If upstream added it after its release, run "npm run upstream -- --record".`;
  const theirs = `${editions[depth]?.name ?? 'The provider below you'} changed it and does not say so. Tell them; or take a release of theirs that is true.`;
  reader.report('provenance/edited-in-place', lesson.path, undefined, {
    message:
      before === undefined
        ? `There is no lesson "${lesson.id}" in ${what}, but it lies below ${layerFolder(folder.layer)}.`
        : `The lesson "${lesson.id}" is not what ${what} has under this id, and nobody says what was changed.`,
    why: 'The page would call the text unmodified, which would not be true.',
    remedy: depth < layers.length ? theirs : before === undefined ? added : own,
  });
}

/** Ids of lessons whose creators asked for their credit to be removed. */
export function withheldLessons(layers: readonly AttributedLayer[]): Set<string> {
  return new Set(layers.flatMap((layer) => layer.settings.credit_withheld));
}
