import type { LessonFolder } from '../curriculum/lesson.ts';
import type { Identity, Lesson } from '../curriculum/model.ts';
import type { Reader } from '../curriculum/reader.ts';
import type { Person } from '../curriculum/schema/registry.ts';
import type { Baselines } from './baseline.ts';
import { lessonHash } from './hash.ts';
import type { Manifest } from './manifest.ts';
import type { AttributedLayer } from './published.ts';

/** Everything that decides where lessons come from. */
export interface ProvenanceInput {
  editions: readonly [Identity, ...Identity[]];
  layers: readonly AttributedLayer[];
  lessons: ReadonlyMap<string, Lesson>;
  folders: ReadonlyMap<string, LessonFolder>;
  people: ReadonlyMap<string, Person>;
  /** What each layer was laid over; undefined if nobody has looked, as for files that lie in no repository. */
  baselines: Baselines | undefined;
  /** YYYY-MM-DD: nothing can have been changed later. Undefined where no day is known. */
  today: string | undefined;
}

/** The same with what was read on the way. */
export interface Context extends ProvenanceInput {
  reader: Reader;
  /** Manifest of each layer but the publisher's own, the original's first; a layer that was compared with a commit needs none. */
  manifests: readonly (Manifest | undefined)[];
  /** Ids of lessons of whose origin something is known from a record only, with why nothing else is. */
  believed: Map<string, string>;
}

/** The files in a lesson's folder: path within it to content. */
export function folderFiles({ reader }: Pick<Context, 'reader'>, folder: LessonFolder): Map<string, string> {
  return new Map(
    folder.paths.map((path) => [path.slice(folder.path.length + 1), reader.files.get(path) ?? ''] as const),
  );
}

/** Hash of the files in a lesson's folder. */
export function folderHash(context: Pick<Context, 'reader'>, folder: LessonFolder): string {
  return lessonHash(folderFiles(context, folder));
}
