import { type LessonFolder, readLesson } from '../curriculum/lesson.ts';
import type { Identity, Lesson } from '../curriculum/model.ts';
import { Reader } from '../curriculum/reader.ts';
import { translator } from '../strings/index.ts';
import { depthOf, type EarlierLesson, isBaseline, lessonIn, lessonIndex } from './baseline.ts';
import { type Context, folderHash } from './context.ts';
import { type EditInPlace, editsInPlace, takenElsewhere } from './edits-in-place.ts';
import { lessonHash } from './hash.ts';
import { type PatchingLayers, patchedWork, shownFolderFiles } from './patched.ts';
import { editedLicence, lessonAddress, type Work, workOf } from './work.ts';

/** The lesson in a folder, made of other files than those that lie there. Its mistakes are reported where it is shown. */
function lessonOf(files: ReadonlyMap<string, string>, folder: LessonFolder): Lesson | undefined {
  const paths = [...files.keys()].map((name) => `${folder.path}/${name}`);
  const placed = new Map([...files].map(([name, text]) => [`${folder.path}/${name}`, text]));
  return readLesson(new Reader(placed), { ...folder, paths });
}

/** A lesson that another one takes the place of. */
export function readBase({ reader }: Context, folder: LessonFolder): Lesson | undefined {
  return lessonOf(shownFolderFiles(reader, folder), folder);
}

/** Hash of a lesson as it was taken from the edition of its layer; undefined if that cannot be told. */
function takenHash(context: Context, folder: LessonFolder): string | undefined {
  const baseline = context.baselines?.[folder.layer];
  if (isBaseline(baseline)) {
    if (takenElsewhere(context, folder) !== undefined) return folderHash(context, folder);
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
): Iterable<EarlierLesson> | undefined {
  const baseline = context.baselines?.[folder.layer - 1];
  if (!lesson.adapts || !isBaseline(baseline)) return undefined;
  const base = folder.base && readBase(context, folder.base);
  const ids = [lesson.adapts.id ?? lesson.id, folder.base?.id ?? lesson.id, ...(base?.aliases ?? [])];
  return baseline.history?.([...new Set(ids)], folder.base?.layer ?? 0);
}

/** A state of a lesson as a work, where its whole curriculum cannot be read, or does not show it, as a draft. */
function workOfState({ editions, people }: Context, { files }: EarlierLesson, folder: LessonFolder): Work | undefined {
  const edition = editions[Math.max(0, folder.layer - (folder.base ? 0 : 1))] ?? editions[0];
  const lesson = lessonOf(files, folder);
  return lesson && workOf(lesson, edition, people, edition.version);
}

/** The first of some states that has a hash; the rest of the history is not read. */
function stateWith(states: Iterable<EarlierLesson> | undefined, hash: string | undefined): EarlierLesson | undefined {
  for (const state of states ?? []) if (state.sha256 === hash) return state;
  return undefined;
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

/** The lesson below as a work, with all that layers have changed in it there. */
function workBelow(context: Context, base: LessonFolder): Work | undefined {
  const lesson = readBase(context, base);
  return lesson && patchedWork(lesson, placedWork(context, lesson, base).work, patchingLayers(context, base));
}

/** What a lesson was adapted from: what lies below, if that is what the record means; else what upstream's history has. */
export function adaptedFrom(context: Context, lesson: Lesson, folder: LessonFolder): Adapted {
  const base = baseOf(context, lesson, folder);
  const shown = base && shownFolderFiles(context.reader, base);
  if (base && shown && lessonHash(shown) === lesson.adapts?.sha256)
    return { of: workBelow(context, base), files: shown, current: true };
  const earlier = stateWith(earlierStates(context, lesson, folder), lesson.adapts?.sha256);
  if (earlier) {
    const of = earlier.work() ?? workOfState(context, earlier, base ?? folder);
    return { of, files: earlier.files, current: false };
  }
  // What is there now is a better witness of who made it than a record that nothing confirms.
  const now = base && workBelow(context, base);
  return { of: now && { ...now, version: lesson.adapts?.version ?? now.version }, files: undefined, current: false };
}

/**
 * A lesson as a work of the edition that its layer makes, before layers above changed it in place, with the files that it adapts.
 * What it was adapted from is computed; only what cannot be computed is read from its record.
 */
function lowerWork(context: Context, lesson: Lesson, folder: LessonFolder): Pick<Placed, 'work' | 'before'> {
  const { editions, people } = context;
  const edition = editions[folder.layer] ?? editions[0];
  const work = workOf(lesson, edition, people, versionOf(context, folder));
  if (!work.adaptation || folder.layer === 0) return { work, before: undefined };
  const { of, files } = adaptedFrom(context, lesson, folder);
  if (of === undefined) believe(context, lesson);
  return { work: adaptedBy(lesson, edition, work, of), before: files };
}

/** Notes that what a lesson was adapted from is known from its record only. */
export function believe({ believed, baselines }: Context, { id, adapts }: Lesson): void {
  if (baselines)
    believed.set(id, `what "${adapts?.id ?? id}" was when it was adapted is not in the history that is here`);
}

/** A lesson where it lies, with what layers above have changed in it there. */
export interface Placed {
  work: Work;
  /** Files of what it was before the last of these changes, or of what it adapts. */
  before: ReadonlyMap<string, string> | undefined;
  edits: readonly EditInPlace[];
}

/**
 * A lesson as a work, with what layers above have changed in it where it lies. Who made each state is read from that state, as
 * upstream's commits have it, and not from what became of it.
 */
export function placedWork(context: Context, lesson: Lesson, folder: LessonFolder): Placed {
  const { editions, layers, people } = context;
  const edits = editsInPlace(context, folder);
  const [first, ...later] = edits.map(({ files }) => (files && lessonOf(files, folder)) ?? lesson);
  const states = first ? [first, ...later, lesson] : [lesson];
  const here = editions[layers.length] ?? editions[0];
  const lower = lowerWork(context, states[0] ?? lesson, folder);
  let { work } = lower;
  edits.forEach(({ depth, changes }, index) => {
    const by = editions[depth] ?? editions[0];
    const state = states[index + 1] ?? lesson;
    work = {
      ...workOf(state, by, people, by.version),
      licence: editedLicence(state, by, work),
      source: lessonAddress(here, lesson.id),
      adaptation: { by: { name: by.name, url: by.url }, changes, of: work },
    };
  });
  return { work, edits, before: edits.at(-1)?.files ?? lower.before };
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
