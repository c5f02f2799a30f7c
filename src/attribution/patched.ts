import { type LessonFolder, pathsOf } from '../curriculum/lesson.ts';
import type { Identity, Lesson } from '../curriculum/model.ts';
import type { Reader } from '../curriculum/reader.ts';
import type { Person } from '../curriculum/schema/registry.ts';
import { lessonHash } from './hash.ts';
import { editedLicence, lessonAddress, type Work, workOf } from './work.ts';

/** A lesson's files as readers get them, with what layers have changed in them without copying them: path within its folder to content. */
export function shownFolderFiles(reader: Reader, folder: LessonFolder): Map<string, string> {
  return new Map(pathsOf(folder).map((path) => [path.slice(folder.path.length + 1), reader.text(path) ?? '']));
}

/** Hash of a lesson's files as readers get them. */
export function shownFolderHash(reader: Reader, folder: LessonFolder): string {
  return lessonHash(shownFolderFiles(reader, folder));
}

/** What has to be known of the layers that changed parts of a lesson. */
export interface PatchingLayers {
  editions: readonly [Identity, ...Identity[]];
  people: ReadonlyMap<string, Person>;
  /** Version of the lesson in the release of an edition. */
  versionIn(depth: number): string;
}

/**
 * A lesson as a work, once layers have changed parts of it: each made an adaptation of what the layer below had.
 * @param taken the work that it would be without that.
 */
export function patchedWork(lesson: Lesson, taken: Work, { editions, people, versionIn }: PatchingLayers): Work {
  return lesson.patches.reduce((of, { layer, changes }) => {
    const edition = editions[layer] ?? editions[0];
    const own = workOf(lesson, edition, people, versionIn(layer));
    const source = lessonAddress(edition, lesson.id);
    return {
      ...own,
      source,
      licence: editedLicence(lesson, edition, of),
      adaptation: { by: own.publisher, changes, of },
    };
  }, taken);
}
