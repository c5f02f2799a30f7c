import { assembleCurriculum } from '../assembly/assemble.ts';
import type { Edition } from '../assembly/edition.ts';
import { publishedWork, siteTokens } from '../assembly/load.ts';
import { shownHash } from '../attribution/manifest.ts';
import { layerFolder } from '../curriculum/layer-folder.ts';
import type { Lesson } from '../curriculum/model.ts';
import type { ContentFiles } from '../curriculum/read.ts';
import { findLesson, withoutLayer } from './layers.ts';

/** An adaptation whose original is not what it was adapted from. */
export interface Stale {
  lesson: Lesson;
  /** Version that the original has now. */
  version: string;
}

/**
 * Whose lesson differs from what it was adapted from. @param layer depth of the layer whose lessons are looked at.
 * @param below the edition below it, and its files.
 */
export function staleLessons(
  adaptations: Edition | undefined,
  layer: number,
  { below, files }: { below: Edition; files: ContentFiles },
): Stale[] {
  return [...(adaptations?.lessons.values() ?? [])].flatMap((lesson) => {
    const original = lesson.layer === layer && lesson.adapts ? findLesson(below, lesson.id) : undefined;
    const sha256 = original && shownHash(original);
    if (!original || sha256 === lesson.adapts?.sha256 || sha256 === lesson.adapts?.declined?.sha256) return [];
    return [{ lesson, version: publishedWork(below, files, original).version }];
  });
}

/** Adaptations in the layers below a fork's own that are stale, the nearest layer first. @param depth of the fork's own layer. */
export function staleBelow(files: ContentFiles, depth: number): { provider: string; stale: Stale[] }[] {
  const found: { provider: string; stale: Stale[] }[] = [];
  for (let layer = depth - 1; layer > 0; layer--) {
    const { curriculum } = assembleCurriculum(withoutLayer(files, layer + 1), siteTokens());
    const filesBelow = withoutLayer(files, layer);
    const below = assembleCurriculum(filesBelow, siteTokens()).curriculum;
    if (!curriculum || !below) continue; // what cannot be read is reported as such
    const stale = staleLessons(curriculum, layer, { below, files: filesBelow });
    if (stale.length > 0) found.push({ provider: `${curriculum.identity.name} (${layerFolder(layer)})`, stale });
  }
  return found;
}
