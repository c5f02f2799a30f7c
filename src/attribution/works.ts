import { type LessonFolder, readLesson } from '../curriculum/lesson.ts';
import type { Identity, Lesson } from '../curriculum/model.ts';
import { Reader } from '../curriculum/reader.ts';
import type { Person } from '../curriculum/schema/registry.ts';
import { translator } from '../strings/index.ts';
import { type Baselines, depthOf, type EarlierLesson, isBaseline, lessonIn, lessonIndex } from './baseline.ts';
import { lessonHash } from './hash.ts';
import type { Manifest } from './manifest.ts';
import { type PatchingLayers, patchedWork, shownFolderFiles } from './patched.ts';
import type { AttributedLayer } from './published.ts';
import { type Work, workOf } from './work.ts';

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

/** A lesson that another one takes the place of. Its mistakes are reported where it is shown. */
export function readBase({ reader }: Context, folder: LessonFolder): Lesson | undefined {
  const files = [...shownFolderFiles(reader, folder)].map(([name, text]) => [`${folder.path}/${name}`, text] as const);
  return readLesson(new Reader(new Map(files)), folder);
}

/** Hash of a lesson as it was taken from the edition of its layer; undefined if that cannot be told. */
function takenHash(context: Context, folder: LessonFolder): string | undefined {
  const baseline = context.baselines?.[folder.layer];
  if (isBaseline(baseline)) {
    const files = lessonIn(baseline.files, folder);
    return files && lessonHash(files);
  }
  const hash = folderHash(context, folder);
  return context.layers.some(({ upstream }) => upstream?.ahead[folder.id] === hash) ? hash : undefined;
}

/** Version of a lesson in the edition of its layer: that of a release, if it is in it as it was taken. */
export function versionOf(context: Context, folder: LessonFolder): string {
  const edition = context.editions[folder.layer] ?? context.editions[0];
  const manifest = context.manifests[folder.layer];
  const known = manifest?.lessons[folder.id];
  const version = known?.version ?? edition.version;
  const hash = takenHash(context, folder);
  const isReleased = manifest === undefined || hash === undefined || hash === known?.sha256;
  return isReleased ? version : translator(edition.language)('versionUnreleased', { version });
}

/** The states that the original of an adapted lesson had in upstream's history, the newest first; undefined if it is not there. */
export function earlierStates(
  context: Context,
  lesson: Lesson,
  folder: LessonFolder,
): readonly EarlierLesson[] | undefined {
  const baseline = context.baselines?.[folder.layer - 1];
  if (!lesson.adapts || !isBaseline(baseline)) return undefined;
  const base = folder.base && readBase(context, folder.base);
  const ids = [lesson.adapts.id ?? lesson.id, folder.base?.id ?? lesson.id, ...(base?.aliases ?? [])];
  return baseline.history?.([...new Set(ids)], folder.base?.layer ?? 0);
}

/** What has to be known of the layers that changed parts of the lesson in a folder. */
export function patchingLayers(context: Context, folder: LessonFolder): PatchingLayers {
  const { editions, people, manifests } = context;
  const versionIn = (depth: number): string =>
    manifests[depth]?.lessons[folder.id]?.version ?? (editions[depth] ?? editions[0]).version;
  return { editions, people, versionIn };
}

/** What a lesson was adapted from, and its text, as far as that is known. */
export interface Adapted {
  of: Work | undefined;
  files: ReadonlyMap<string, string> | undefined;
  /** Whether it is what lies below now. */
  current: boolean;
}

/** The lesson below whose place another one takes; for one with a place of its own, whichever has the recorded text. */
function baseOf({ reader }: Context, lesson: Lesson, folder: LessonFolder): LessonFolder | undefined {
  if (folder.base) return folder.base;
  for (const [path, files] of lessonIndex(reader.files)) {
    const layer = depthOf(path);
    if (layer >= folder.layer || lessonHash(files) !== lesson.adapts?.sha256) continue;
    const id = path.slice(path.lastIndexOf('/') + 1);
    const paths = [...files.keys()].map((name) => `${path}/${name}`);
    return { id, courseId: '', moduleId: '', path, paths, layer, base: undefined, patches: [] };
  }
  return undefined;
}

/** What a lesson was adapted from: what lies below, if that is what the record means; else what upstream's history has. */
export function adaptedFrom(context: Context, lesson: Lesson, folder: LessonFolder): Adapted {
  const base = baseOf(context, lesson, folder);
  const shown = base && shownFolderFiles(context.reader, base);
  if (base && shown && lessonHash(shown) === lesson.adapts?.sha256) {
    const below = readBase(context, base);
    const of = below && patchedWork(below, lowerWork(context, below, base), patchingLayers(context, base));
    return { of, files: shown, current: true };
  }
  const earlier = earlierStates(context, lesson, folder)?.find(({ sha256 }) => sha256 === lesson.adapts?.sha256);
  return { of: earlier?.work(), files: earlier?.files, current: false };
}

/**
 * A lesson as a work of the edition that its layer makes, before layers above changed it in place. What it was adapted from is
 * computed; only what cannot be computed is read from its record.
 */
export function lowerWork(context: Context, lesson: Lesson, folder: LessonFolder): Work {
  const { editions, people } = context;
  const edition = editions[folder.layer] ?? editions[0];
  const work = workOf(lesson, edition, people, versionOf(context, folder));
  if (!work.adaptation || folder.layer === 0) return work;
  return adaptedBy(lesson, edition, work, adaptedFrom(context, lesson, folder).of);
}

/**
 * An adapted lesson as a work of the edition that adapted it. It keeps the license of what it was adapted from, unless it or the
 * edition says otherwise. @param of what it was adapted from, if that could be computed; else its record says so.
 */
export function adaptedBy({ licence }: Lesson, edition: Identity, work: Work, of: Work | undefined): Work {
  if (!work.adaptation) return work;
  const by = { name: edition.name, url: edition.url };
  const adapted = { ...work, adaptation: { ...work.adaptation, by, of: of ?? work.adaptation.of } };
  const keeps = licence === undefined && edition.adaptation_licence === undefined && of !== undefined;
  return keeps ? { ...adapted, licence: of.licence } : adapted;
}
