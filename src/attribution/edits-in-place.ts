import type { LessonFolder } from '../curriculum/lesson.ts';
import type { Changes } from '../curriculum/schema/lesson.ts';
import { isBaseline, lessonIn } from './baseline.ts';
import { type Context, folderHash } from './context.ts';
import { lessonHash } from './hash.ts';

/** A change that a layer made to a lesson below it, where that lies. */
export interface EditInPlace {
  /** Depth of the layer. */
  depth: number;
  /** What its provider says of it; none if they say nothing. */
  changes: Changes;
  /** Hash of what was changed; undefined if upstream has no such lesson. */
  before: string | undefined;
  /** Its files, if upstream's commit could be looked at. */
  files: ReadonlyMap<string, string> | undefined;
}

/**
 * Another commit of upstream that has a lesson as it is here, where the one that was merged has it otherwise: a correction was
 * taken alone, or an update was squashed or taken back. Undefined if the lesson is as the merged one has it, or is nowhere so.
 */
export function takenElsewhere(context: Context, folder: LessonFolder): string | undefined {
  const baseline = context.baselines?.at(-1);
  if (!isBaseline(baseline) || folder.layer === context.layers.length) return undefined;
  const files = lessonIn(baseline.files, folder);
  if (files && lessonHash(files) === folderHash(context, folder)) return undefined;
  return baseline.commitWith([`${folder.path}/`], context.reader.files);
}

/**
 * What the layers above a lesson have made of it, the lowest first: computed from upstream's commits, layer by layer, from
 * the top down. Where a commit could not be looked at, the manifest of the lesson's own layer tells.
 */
export function editsInPlace(context: Context, folder: LessonFolder): EditInPlace[] {
  const { layers, baselines, manifests } = context;
  const edits: EditInPlace[] = [];
  let after: string | undefined = folderHash(context, folder);
  const released = manifests[folder.layer]?.lessons[folder.id]?.sha256;
  for (let depth = layers.length; depth > folder.layer && after !== undefined; depth--) {
    const layer = layers[depth - 1];
    const changes = layer?.settings.edited.find(({ lesson }) => lesson === folder.id)?.changes ?? [];
    const baseline = baselines?.[depth - 1];
    if (isBaseline(baseline)) {
      const files = lessonIn(baseline.files, folder);
      const before = files && lessonHash(files);
      if (before === after || (depth === layers.length && takenElsewhere(context, folder) !== undefined)) continue;
      edits.unshift({ depth, changes, before, files });
      after = before;
      continue;
    }
    const isTaken = released === after || layer?.upstream?.ahead[folder.id] === after;
    // Whoever says that they changed it is believed; of the others, the lowest is asked.
    if (isTaken || (changes.length === 0 && depth > folder.layer + 1)) continue;
    edits.unshift({ depth, changes, before: released, files: undefined });
    after = released;
  }
  return edits;
}
