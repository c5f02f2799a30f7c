import { assembleCurriculum } from '../assembly/assemble.ts';
import type { Edition } from '../assembly/edition.ts';
import { siteTokens } from '../assembly/load.ts';
import { buildManifest, manifestPath } from '../attribution/manifest.ts';
import { compareManifests, type LessonChanges } from '../attribution/release-notes.ts';
import { UserError } from '../cli/user-error.ts';
import type { ContentFiles } from '../curriculum/read.ts';
import type { Finding } from '../findings/finding.ts';
import { dataChanges, type State } from './data-changes.ts';
import { type Edit, editedFiles, layerEdits } from './edits.ts';
import type { Git } from './git.ts';
import { type Fork, filesAt, withoutLayer } from './layers.ts';
import { findRenames } from './renames.ts';
import { type Stale, staleBelow, staleLessons } from './stale.ts';

/** The commit of upstream's last release: the last one that changed its manifest; its branch if it has never released. */
export function releaseCommit(git: Git, ref: string, depth: number): string {
  return git.try('log', '-1', '--format=%H', ref, '--', manifestPath(depth)) || git.run('rev-parse', ref);
}

/** A curriculum as it is at a commit. */
export interface Snapshot {
  commit: string;
  files: ContentFiles;
  curriculum: Edition;
}

/** A curriculum that the generator of this fork cannot read: it is made for a newer one, which comes with it. */
export class UnreadableUpstream extends UserError {
  readonly commit: string;

  constructor(commit: string) {
    super(
      `Upstream's curriculum at ${commit.slice(0, 12)} has something that your generator does not know.\nWhy: The generator comes with the curriculum, and yours is the one of your last merge.\nDo:  npm run upstream -- --merge merges both without looking into it first; then npm run upstream says what there is to do.`,
    );
    this.commit = commit;
  }
}

/**
 * Reads the curriculum of a commit without touching the working tree. @param depth layers from this depth on are left out.
 * @throws UnreadableUpstream if it cannot be read.
 */
export function readSnapshot(git: Git, commit: string, depth?: number): Snapshot {
  const all = filesAt(git, commit);
  const files = depth === undefined ? all : withoutLayer(all, depth);
  const { curriculum } = assembleCurriculum(files, siteTokens());
  if (!curriculum) throw new UnreadableUpstream(commit);
  return { commit, files, curriculum };
}

/** What an update would bring, and what it would break. */
export interface Update {
  before: Edition;
  after: Edition;
  changes: LessonChanges;
  /** What has changed beside lessons: names, terms, other files. */
  data: string[];
  /** Modules and courses that have another name: pairs of former and present one. */
  renamedModules: [string, string][];
  renamedCourses: [string, string][];
  /** Former addresses of lessons that lead nowhere any more. */
  endedAliases: string[];
  /** Own adaptations whose original is not what they were adapted from. */
  stale: Stale[];
  staleBelow: { provider: string; stale: Stale[] }[];
  /** Lines of the fork's layer that name what has another name or place, or is gone. */
  edits: Edit[];
  /** What would be wrong after the merge, and is not today, once the edits that a machine can make are made. */
  broken: Finding[];
  /** Own lessons that stand in another module afterwards, because their neighbor was moved: id and module. */
  moving: [string, string][];
  /** Adaptations of whose originals the prerequisites differ: id, former and present prerequisites. */
  prerequisites: { id: string; former: readonly string[]; present: readonly string[] }[];
}

/** Says what is wrong in the files of a curriculum. */
export type Judge = (files: ContentFiles) => readonly Finding[];

/** What the preview says by other means. */
const SAID_OTHERWISE: ReadonlySet<string> = new Set(['provenance/stale']);

/** What is wrong in the merged files and was not before. */
function newlyBroken(fork: Fork, merged: ContentFiles, edits: readonly Edit[], judge: Judge): Finding[] {
  const key = ({ rule, file, message }: Finding): string => [rule, file, message].join('\0');
  const today = new Set(judge(fork.files).map(key));
  const open = edits.filter(({ to }) => to === undefined);
  return judge(merged).filter((found) => {
    const { rule, file, line, message } = found;
    if (today.has(key(found)) || SAID_OTHERWISE.has(rule)) return false;
    // Below the layer lies exactly what upstream has; the merge records what it has taken.
    if (rule === 'provenance/edited-in-place' && !file.startsWith(fork.folder)) return false;
    return !open.some((edit) => edit.file === file && edit.line === line && message.includes(`"${edit.name}"`));
  });
}

/** Own lessons that follow a neighbor into another module. */
function movingLessons(fork: Fork, after: Edition | undefined, before: Edition): [string, string][] {
  return [...(fork.whole?.lessons.values() ?? [])].flatMap((lesson): [string, string][] => {
    const there = after?.lessons.get(lesson.id);
    if (lesson.layer !== fork.depth || lesson.adapts || !there) return [];
    const renamed = after && findRenames(before, after).modules.get(`${lesson.courseId}/${lesson.moduleId}`);
    const home = renamed ?? `${lesson.courseId}/${lesson.moduleId}`;
    const now = `${there.courseId}/${there.moduleId}`;
    return now === home ? [] : [[lesson.id, now]];
  });
}

/**
 * Compares the curriculum that a fork has with another state of upstream. @param judge what `npm run check` says of files.
 * @param taken upstream as it was merged last, if that is known: what the fork changed in its place is no change of upstream's.
 */
export function compareUpstream(fork: Fork, target: Snapshot, judge: Judge, taken?: State): Update {
  const release = { version: '', released: '1970-01-01' };
  const manifest = (curriculum: Edition, files: ContentFiles) => buildManifest(curriculum, files, release, undefined);
  const before = fork.below;
  const after = target.curriculum;
  const base = taken ?? { curriculum: before, files: fork.filesBelow };
  const renames = findRenames(before, after);
  const own = [...fork.files].filter(([path]) => path.startsWith(fork.folder));
  const edits = layerEdits(fork, fork.files, before, after);
  const merged = new Map([...target.files, ...own, ...editedFiles(fork.files, edits)]);
  return {
    before,
    after,
    changes: compareManifests(manifest(base.curriculum, base.files), manifest(after, target.files)),
    data: dataChanges(base, target),
    renamedModules: [...renames.modules],
    renamedCourses: [...renames.courses],
    endedAliases: [...before.aliases.keys()].filter((alias) => !after.aliases.has(alias) && !after.lessons.has(alias)),
    stale: staleLessons(fork.whole, fork.depth, { below: after, files: target.files }),
    staleBelow: staleBelow(target.files, fork.depth),
    edits,
    broken: newlyBroken(fork, merged, edits, judge),
    moving: movingLessons(fork, assembleCurriculum(merged, siteTokens()).curriculum, before),
    prerequisites: [...(fork.whole?.lessons.values() ?? [])].flatMap((lesson) => {
      const former = before.lessons.get(lesson.id)?.prerequisites;
      const present = after.lessons.get(renames.lessons.get(lesson.id) ?? lesson.id)?.prerequisites;
      const adapted = lesson.layer === fork.depth && lesson.adapts !== undefined;
      return adapted && former && present && former.join() !== present.join()
        ? [{ id: lesson.id, former, present }]
        : [];
    }),
  };
}
