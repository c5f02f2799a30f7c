import { type LessonFolder, pathsOf } from '../curriculum/lesson.ts';
import type { Lesson } from '../curriculum/model.ts';
import type { Reader } from '../curriculum/reader.ts';
import { lessonHash } from './hash.ts';
import type { Provenance } from './published.ts';
import { lessonAddress, type Work } from './work.ts';

/** Hash of a lesson's files as readers get them: with what layers have changed in them without copying them. */
export function shownFolderHash(reader: Reader, folder: LessonFolder): string {
  const files = pathsOf(folder).map((path) => [path.slice(folder.path.length + 1), reader.text(path) ?? ''] as const);
  return lessonHash(new Map(files));
}

/**
 * Where a lesson comes from, once layers have changed parts of it: each made an adaptation of what the layer below had.
 * @param taken where it would come from without that. @param workOfLayer the lesson as a work of the publisher of a layer.
 * @param publisher depth of the layer that publishes the site.
 */
export function withPatches(
  lesson: Lesson,
  taken: Provenance,
  { workOfLayer, publisher }: { workOfLayer: (depth: number) => Work; publisher: number },
): Provenance {
  let result = taken;
  for (const { layer, changes } of lesson.patches) {
    const own = workOfLayer(layer);
    const adaptation = { by: own.publisher, changes, of: result.work };
    const source = lessonAddress({ url: own.publisher.url }, lesson.id);
    const state = layer === publisher ? 'adapted' : 'verbatim';
    // A copy below that is behind its own original is behind it with these changes, too.
    result = { ...result, state: result.state === 'stale' ? 'stale' : state, work: { ...own, source, adaptation } };
  }
  return result;
}
