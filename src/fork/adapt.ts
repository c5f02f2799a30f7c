import { parseDocument, stringify } from 'yaml';
import { publishedWork } from '../assembly/load.ts';
import { lessonIndex } from '../attribution/baseline.ts';
import { lastManifest, shownFiles, shownHash } from '../attribution/manifest.ts';
import { withRecordKeys } from '../attribution/record.ts';
import { hasNothingOf } from '../attribution/taken-over.ts';
import { ancestors, joinNames, type Work } from '../attribution/work.ts';
import { UserError } from '../cli/user-error.ts';
import { splitLesson } from '../curriculum/frontmatter.ts';
import type { Lesson } from '../curriculum/model.ts';
import { bytesOf, isBinary } from '../curriculum/read.ts';
import type { Adapted, Hop } from '../curriculum/schema/lesson.ts';
import { PATCH } from '../provider/layers/own-lessons.ts';
import { type Fork, lookUp, ownFolder } from './layers.ts';

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
function adaptsOf(lesson: Lesson, work: Work, commit: string | undefined): Adapted {
  const sha256 = shownHash(lesson);
  return { id: lesson.id, sha256, ...recordOf(work), ...(commit === undefined ? {} : { commit }) };
}

/** Earlier adaptations, the newest first, computed as pages show them; only hashes are taken from earlier records. */
function lineageOf({ filesBelow }: Fork, lesson: Lesson, work: Work): Hop[] {
  const released = lastManifest(filesBelow, lesson.layer)?.lessons[lesson.id]?.sha256;
  const copied = lesson.adapts
    ? [lesson.adapts.sha256, ...lesson.lineage.map(({ adapts }) => adapts.sha256)]
    : [released];
  // What layers changed without copying it came last, each one hop.
  const hashes = [...lesson.patches.map(() => undefined), ...copied];
  return [...ancestors(work)].map(({ by, changes, of }, index) => {
    const sha256 = hashes[index];
    return { by, adapts: { ...(sha256 === undefined ? {} : { sha256 }), ...recordOf(of) }, changes };
  });
}

/** A lesson with the record in its frontmatter; everything else stays as it is written, and the list of changes, too, unless it is given. */
function withRecord(
  text: string,
  record: { adapts: Adapted; changes?: readonly never[]; lineage?: readonly Hop[] },
): string {
  const { frontmatter, body } = splitLesson('lesson.mdx', text);
  const written = Object.entries(record).map(([key, value]): [string, string] => [
    key,
    key === 'lineage' && record.lineage?.length === 0
      ? ''
      : stringify({ [key]: value }, { lineWidth: 0, aliasDuplicateObjects: false }),
  ]);
  return `---\n${withRecordKeys(frontmatter, Object.fromEntries(written))}---\n${body}`;
}

/**
 * A copy of a lesson for the provider's own layer, with the record of what it adapts and an empty list of changes.
 * Gives paths below the repository. @throws UserError if there is no such lesson, or it is adapted already.
 */
export function adaptLesson(fork: Fork, id: string, commit: string | undefined): Map<string, string | Uint8Array> {
  const lesson = lookUp(fork, id);
  const target = `${fork.folder}lessons/${lesson.id}/`;
  const copy = ownFolder(fork, lesson);
  if (copy !== undefined && !fork.files.has(`${copy}lesson.mdx`)) {
    throw new UserError(
      `You edit parts of "${lesson.id}" already, in ${copy}${PATCH}\nDo:  Edit one more with --paragraph, --quiz-item or --file; or, to copy the whole lesson, remove those edits first and make them in the copy: git rm -r ${copy}`,
    );
  }
  if (copy !== undefined) {
    throw new UserError(
      `${copy} ${copy === target ? 'is there already' : `is your copy of "${lesson.id}" already, under its former id`}.\nDo:  Edit it; or, once you have taken over what upstream changed, run "npm run adapt ${lesson.id} -- --record".`,
    );
  }
  const work = publishedWork(fork.below, fork.filesBelow, lesson);
  const record = { adapts: adaptsOf(lesson, work, commit), changes: [], lineage: lineageOf(fork, lesson, work) };
  return new Map(
    [...shownFiles(lesson)].map(([name, content]) => [
      target + name,
      name === 'lesson.mdx' ? withRecord(content, record) : isBinary(content) ? bytesOf(content) : content,
    ]),
  );
}

/** Path and text of the lesson.mdx of an adaptation. @throws UserError if there is none. */
function adaptationOf(fork: Fork, lesson: Lesson): { path: string; text: string } {
  const path = `${ownFolder(fork, lesson)}lesson.mdx`;
  const text = fork.files.get(path);
  if (text === undefined) throw new UserError(`You have not adapted "${lesson.id}".\nDo:  npm run adapt ${lesson.id}`);
  return { path, text };
}

/** What the frontmatter of an adaptation says of its origin. */
function recordIn(path: string, text: string): { changes?: unknown; adapts?: Adapted } {
  return parseDocument(splitLesson(path, text).frontmatter).toJS() as ReturnType<typeof recordIn>;
}

/**
 * Records that its provider has looked at what is new in the original of an adapted lesson, and wants nothing of it: it stays
 * adapted from what it was adapted from. Gives the path and the new text. @throws UserError if there is nothing new.
 */
export function declineUpdate(fork: Fork, id: string, reason: string): [string, string] {
  const lesson = lookUp(fork, id);
  const folder = ownFolder(fork, lesson);
  if (folder !== undefined && !fork.files.has(`${folder}lesson.mdx`)) {
    throw new UserError(
      `Of "${id}" you have edits, and no copy: everything else follows upstream, so that there is nothing to decline.\nDo:  If upstream changed what an edit replaces, and yours is to stand in its place as it is: npm run adapt ${id} -- --record\n     To see what upstream changed: npm run upstream -- --diff ${id}`,
    );
  }
  const { path, text } = adaptationOf(fork, lesson);
  const { adapts } = recordIn(path, text);
  const sha256 = shownHash(lesson);
  if (!adapts || adapts.sha256 === sha256) {
    throw new UserError(`"${id}" has not changed upstream since you adapted it, so there is nothing to decline.`);
  }
  const { version } = publishedWork(fork.below, fork.filesBelow, lesson);
  return [path, withRecord(text, { adapts: { ...adapts, declined: { sha256, version, reason } } })];
}

/** @throws UserError if an adaptation has nothing of what came new since it was made: to say that it has would not be true. */
function refuseEmptyRecord(
  fork: Fork,
  lesson: Lesson,
  { path, before }: { path: string; before: ReadonlyMap<string, string> | undefined },
): void {
  const own = lessonIndex(fork.files).get(path.slice(0, -'/lesson.mdx'.length));
  if (!own || !before || !hasNothingOf(own, before, shownFiles(lesson))) return;
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
  const { path, text } = adaptationOf(fork, lesson);
  const { changes } = recordIn(path, text);
  refuseEmptyRecord(fork, lesson, { path, before: fork.whole?.provenance.get(lesson.id)?.before });
  const work = publishedWork(fork.below, fork.filesBelow, lesson);
  const record = { adapts: adaptsOf(lesson, work, commit), lineage: lineageOf(fork, lesson, work) };
  return [path, withRecord(text, Array.isArray(changes) ? record : { ...record, changes: [] })];
}
