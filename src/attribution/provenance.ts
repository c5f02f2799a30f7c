import { layerFolder } from '../curriculum/layer-folder.ts';
import type { LessonFolder } from '../curriculum/lesson.ts';
import type { Lesson } from '../curriculum/model.ts';
import type { Reader } from '../curriculum/reader.ts';
import { checkChangeList, traceOwn } from './adaptation.ts';
import { type Comparison, isBaseline } from './baseline.ts';
import { reportForeignCommits, reportManifestOnly, reportOtherCommits } from './compared.ts';
import { type Context, folderFiles, type ProvenanceInput } from './context.ts';
import { compareDataFiles } from './data-files.ts';
import { takenElsewhere } from './edits-in-place.ts';
import { lastManifest, readManifest } from './manifest.ts';
import { patchedWork } from './patched.ts';
import type { AttributedLayer, Provenance } from './published.ts';
import { reportSilentEdits } from './silent-edits.ts';
import { reportUncredited } from './uncredited.ts';
import { patchingLayers, placedWork } from './works.ts';

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
  const context: Context = { ...input, reader, manifests, believed: new Map() };
  const otherFiles = new Map<string, string[]>();
  if (baselines) {
    reportForeignCommits(reader, editions, baselines);
    reportManifestOnly(reader, editions, baselines);
    const compared = [...folders.values()].flatMap(({ path, base }) => [path, ...(base ? [base.path] : [])]);
    compareDataFiles(reader, editions, baselines, { compared: new Set(compared), elsewhere: otherFiles });
  }
  for (const lesson of lessons.values()) {
    const folder = folders.get(lesson.id);
    const found =
      folder && (folder.layer === layers.length ? traceOwn(context, lesson, folder) : taken(context, lesson, folder));
    if (found)
      provenance.set(lesson.id, {
        ...patched(context, lesson, folder, found),
        compared: comparisonOf(context, lesson.id, folder),
      });
  }
  reportOtherCommits(context, otherFiles);
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

/** What a lesson was compared with: a commit only if every layer was, and nothing of it is known from a record alone. */
function comparisonOf(context: Context, id: string, folder: LessonFolder): Comparison {
  const { baselines, believed } = context;
  const missing = baselines?.find((found) => !isBaseline(found));
  const why = believed.get(id) ?? (missing && 'why' in missing ? missing.why : undefined);
  const found = baselines?.at(-1);
  if (why === undefined && isBaseline(found))
    return { commit: takenElsewhere(context, folder) ?? found.commit, repository: found.repository };
  return { manifest: true, why: why ?? 'nobody has looked for it' };
}

type Traced = Omit<Provenance, 'compared'>;

/** A lesson that was taken from the curriculum below: it is what upstream has, or somebody recorded the change. */
function taken(context: Context, lesson: Lesson, folder: LessonFolder): Traced | undefined {
  const { work, before, edits } = placedWork(context, lesson, folder);
  // Drafts are in no release; readers do not see them.
  if (lesson.status === 'draft') return { state: 'verbatim', work, newer: undefined };
  if (reportSilentEdits(context, folder, edits)) return undefined;
  const state = edits.at(-1)?.depth === context.layers.length ? 'adapted' : 'verbatim';
  return { state, work, newer: undefined, before };
}

/** Ids of lessons whose creators asked for their credit to be removed. */
export function withheldLessons(layers: readonly AttributedLayer[]): Set<string> {
  return new Set(layers.flatMap((layer) => layer.settings.credit_withheld));
}
