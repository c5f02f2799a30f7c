import { layerFolder } from '../curriculum/layer-folder.ts';
import type { ContentFiles } from '../curriculum/read.ts';
import type { Work } from './work.ts';

/** A lesson as it was at a commit of upstream. */
export interface EarlierLesson {
  commit: string;
  /** Path within the lesson's folder to content. */
  files: ReadonlyMap<string, string>;
  sha256: string;
  /** The lesson as whoever published it presented it then; undefined if that commit cannot be read as a curriculum. */
  work(): Work | undefined;
}

/** What a layer was laid over, as upstream's own commit has it. */
export interface Baseline {
  repository: string;
  commit: string;
  /** The files below the layer at that commit. */
  files: ContentFiles;
  /**
   * The states that a lesson had up to that commit, the newest first, read one by one; each differs from the next.
   * Undefined if the history is not there, as in a shallow clone.
   * @param ids how the lesson is and was called. @param depth of the layer that it belongs to.
   */
  history: ((ids: readonly string[], depth: number) => Iterable<EarlierLesson>) | undefined;
  /**
   * The newest commit of upstream's branch, before or after this one, at which some files or folders held what they hold here:
   * what a fork has of it is upstream's then, and no edit. Undefined if there is none, or if the history is not there.
   * @param paths of files, and of folders with a slash at the end. @param files what they hold; what is not in it is not there.
   */
  commitWith(paths: readonly string[], files: ContentFiles): string | undefined;
}

/** Why upstream's commit could not be looked at. */
export interface NoBaseline {
  why: string;
  /** Upstream was asked, and does not have the commit: what it says is not what upstream has. */
  foreign?: { repository: string; commit: string };
}

/** Against what the lessons of a site were compared. */
export type Comparison = { commit: string; repository: string } | { manifest: true; why: string };

/** What each layer was laid over, the layer of depth 1 first. */
export type Baselines = readonly (Baseline | NoBaseline)[];

/** Whether upstream's commit is there. */
export function isBaseline(found: Baseline | NoBaseline | undefined): found is Baseline {
  return found !== undefined && 'files' in found;
}

/** Depth of the layer that a file belongs to; 0 for one below content/. */
export function depthOf(path: string): number {
  let depth = 0;
  while (path.startsWith(layerFolder(depth + 1))) depth++;
  return depth;
}

/** Folder of each lesson among some files to its files: path within the folder to content. */
type LessonIndex = ReadonlyMap<string, ReadonlyMap<string, string>>;

const indexes = new WeakMap<ContentFiles, LessonIndex>();
const LESSON = '/lesson.mdx';

/** The folder of a lesson that a path lies in; undefined if it lies in none. */
export function lessonFolderOf(path: string, isLesson: (folder: string) => boolean): string | undefined {
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    const folder = path.slice(0, end);
    if (isLesson(folder)) return folder;
  }
  return undefined;
}

/** The lessons among some files, by folder. */
export function lessonIndex(files: ContentFiles): LessonIndex {
  const known = indexes.get(files);
  if (known) return known;
  const index = new Map<string, Map<string, string>>();
  for (const path of files.keys()) if (path.endsWith(LESSON)) index.set(path.slice(0, -LESSON.length), new Map());
  // A file of that name among the files of a lesson makes no lesson of its own.
  for (const folder of [...index.keys()])
    if (lessonFolderOf(folder, (outer) => index.has(outer)) !== undefined) index.delete(folder);
  for (const [path, content] of files) {
    const folder = lessonFolderOf(path, (candidate) => index.has(candidate));
    if (folder !== undefined) index.get(folder)?.set(path.slice(folder.length + 1), content);
  }
  indexes.set(files, index);
  return index;
}

/** The files of a lesson among some files: those where it lies here, else those of any folder of its name at its depth. */
export function lessonIn(
  files: ContentFiles,
  { path, id }: { path: string; id: string },
): ReadonlyMap<string, string> | undefined {
  const index = lessonIndex(files);
  const here = index.get(path);
  if (here) return here;
  for (const [folder, content] of index)
    if (folder.endsWith(`/${id}`) && depthOf(folder) === depthOf(path)) return content;
  return undefined;
}
