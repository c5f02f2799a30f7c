import { parseDocument, stringify } from 'yaml';
import { publishedWork } from '../assembly/load.ts';
import { lessonIndex } from '../attribution/baseline.ts';
import { lastManifest, lessonFiles } from '../attribution/manifest.ts';
import { frontmatterWithoutRecord } from '../attribution/record.ts';
import { hasNothingOf } from '../attribution/taken-over.ts';
import { ancestors, joinNames, type Work } from '../attribution/work.ts';
import { UserError } from '../cli/user-error.ts';
import { splitLesson } from '../curriculum/frontmatter.ts';
import type { Lesson } from '../curriculum/model.ts';
import { bytesOf, isBinary } from '../curriculum/read.ts';
import type { Adapted, Hop } from '../curriculum/schema/lesson.ts';
import { didYouMean } from '../findings/suggest.ts';
import { type Fork, findLesson, hashOf } from './layers.ts';

/** A work as frontmatter keeps it. */
function recordOf(work: Work): Omit<Adapted, 'sha256'> {
  const { title, version, publisher, source, licence, copyright } = work;
  const creators = joinNames(
    work.creators.map(({ name }) => name),
    'and',
  );
  const { name, url } = licence;
  return { version, title, creators, publisher, source, licence: { name, url }, copyright };
}

/** The record of what is adapted, as frontmatter keeps it. */
function adaptsOf(fork: Fork, lesson: Lesson, work: Work, commit: string | undefined): Adapted {
  const sha256 = hashOf(lesson, fork.filesBelow);
  return { id: lesson.id, sha256, ...recordOf(work), ...(commit === undefined ? {} : { commit }) };
}

/** Earlier adaptations, the newest first, computed as pages show them; only hashes are taken from earlier records. */
function lineageOf({ filesBelow }: Fork, lesson: Lesson, work: Work): Hop[] {
  const released = lastManifest(filesBelow, lesson.layer)?.lessons[lesson.id]?.sha256;
  const hashes = lesson.adapts
    ? [lesson.adapts.sha256, ...lesson.lineage.map(({ adapts }) => adapts.sha256)]
    : [released];
  return [...ancestors(work)].map(({ by, changes, of }, index) => {
    const sha256 = hashes[index];
    return { by, adapts: { ...(sha256 === undefined ? {} : { sha256 }), ...recordOf(of) }, changes };
  });
}

/** A lesson with the record in its frontmatter; everything else stays as it is written. */
function withRecord(text: string, record: { adapts: Adapted; changes: unknown; lineage: Hop[] }): string {
  const { frontmatter, body } = splitLesson('lesson.mdx', text);
  const { adapts, changes, lineage } = record;
  const added = stringify({ adapts, changes, ...(lineage.length > 0 ? { lineage } : {}) }, { lineWidth: 0 });
  return `---\n${frontmatterWithoutRecord(frontmatter).trimEnd()}\n${added}---\n${body}`;
}

function lookUp(fork: Fork, id: string): Lesson {
  const lesson = findLesson(fork.below, id);
  if (lesson) return lesson;
  throw new UserError(
    `There is no lesson "${id}" to adapt.${didYouMean(id, fork.below.lessons.keys())}\nDo:  Name a lesson by its id, the last part of its address. For a lesson of your own: npm run new lesson -- --provider ${id}`,
  );
}

/**
 * A copy of a lesson for the provider's own layer, with the record of what it adapts and an empty list of changes.
 * Gives paths below the repository. @throws UserError if there is no such lesson, or it is adapted already.
 */
export function adaptLesson(fork: Fork, id: string, commit: string | undefined): Map<string, string | Uint8Array> {
  const lesson = lookUp(fork, id);
  const target = `${fork.folder}lessons/${lesson.id}/`;
  if (fork.files.has(`${target}lesson.mdx`)) {
    throw new UserError(
      `${target} is there already.\nDo:  Edit it; or, once you have taken over what upstream changed, run "npm run adapt ${lesson.id} -- --record".`,
    );
  }
  const work = publishedWork(fork.below, fork.filesBelow, lesson);
  const record = { adapts: adaptsOf(fork, lesson, work, commit), changes: [], lineage: lineageOf(fork, lesson, work) };
  return new Map(
    [...lessonFiles(lesson, fork.filesBelow)].map(([name, content]) => [
      target + name,
      name === 'lesson.mdx' ? withRecord(content, record) : isBinary(content) ? bytesOf(content) : content,
    ]),
  );
}

/** Path and text of the lesson.mdx of an adaptation. @throws UserError if there is none. */
function adaptationOf(fork: Fork, id: string, present: string): { path: string; text: string } {
  const candidates = [id, present].map((name) => `${fork.folder}lessons/${name}/lesson.mdx`);
  const path = candidates.find((candidate) => fork.files.has(candidate));
  if (path === undefined) throw new UserError(`You have not adapted "${id}".\nDo:  npm run adapt ${id}`);
  return { path, text: fork.files.get(path) ?? '' };
}

/** What the frontmatter of an adaptation says of its origin. */
function recordIn(path: string, text: string): { changes?: unknown; adapts?: Adapted; lineage?: Hop[] } {
  return parseDocument(splitLesson(path, text).frontmatter).toJS() as ReturnType<typeof recordIn>;
}

/**
 * Records that its provider has looked at what is new in the original of an adapted lesson, and wants nothing of it: it stays
 * adapted from what it was adapted from. Gives the path and the new text. @throws UserError if there is nothing new.
 */
export function declineUpdate(fork: Fork, id: string, reason: string): [string, string] {
  const lesson = lookUp(fork, id);
  const { path, text } = adaptationOf(fork, id, lesson.id);
  const { adapts, changes = [], lineage = [] } = recordIn(path, text);
  const sha256 = hashOf(lesson, fork.filesBelow);
  if (!adapts || adapts.sha256 === sha256) {
    throw new UserError(`"${id}" has not changed upstream since you adapted it, so there is nothing to decline.`);
  }
  const { version } = publishedWork(fork.below, fork.filesBelow, lesson);
  return [path, withRecord(text, { adapts: { ...adapts, declined: { sha256, version, reason } }, changes, lineage })];
}

/** @throws UserError if an adaptation has nothing of what came new since it was made: to say that it has would not be true. */
function refuseEmptyRecord(
  fork: Fork,
  lesson: Lesson,
  { path, before }: { path: string; before: ReadonlyMap<string, string> | undefined },
): void {
  const own = lessonIndex(fork.files).get(path.slice(0, -'/lesson.mdx'.length));
  if (!own || !before || !hasNothingOf(own, before, lessonFiles(lesson, fork.filesBelow))) return;
  throw new UserError(
    `"${lesson.id}" has nothing of what upstream changed since you adapted it.\nWhy: Its page would say that it is adapted from the newer text.\nDo:  Take over what you want (npm run upstream -- --diff ${lesson.id}), and record then. If you want nothing of it: npm run adapt ${lesson.id} -- --decline "why"`,
  );
}

/**
 * Records that an adapted lesson is up to date with what is adapted: its provider has taken over what they wanted.
 * Gives the path and the new text of its lesson.mdx. @throws UserError if there is no such lesson, or nothing was taken over.
 */
export function recordAdaptation(fork: Fork, id: string, commit: string | undefined): [string, string] {
  const lesson = lookUp(fork, id);
  const { path, text } = adaptationOf(fork, id, lesson.id);
  const before = recordIn(path, text);
  refuseEmptyRecord(fork, lesson, { path, before: fork.whole?.provenance.get(lesson.id)?.before });
  const work = publishedWork(fork.below, fork.filesBelow, lesson);
  const changes = Array.isArray(before.changes) ? before.changes : [];
  return [
    path,
    withRecord(text, { adapts: adaptsOf(fork, lesson, work, commit), changes, lineage: lineageOf(fork, lesson, work) }),
  ];
}
