import { parseDocument, stringify } from 'yaml';
import { lastManifest, lessonFiles } from '../attribution/manifest.ts';
import { joinNames, type Work, workOf } from '../attribution/work.ts';
import { UserError } from '../cli/user-error.ts';
import { splitLesson } from '../curriculum/frontmatter.ts';
import type { Lesson } from '../curriculum/model.ts';
import { bytesOf, isBinary } from '../curriculum/read.ts';
import type { Adapted, Hop } from '../curriculum/schema/lesson.ts';
import { didYouMean } from '../findings/suggest.ts';
import { type Fork, findLesson, hashOf } from './layers.ts';

/** The record of what is adapted, as frontmatter keeps it. */
function adaptsOf(fork: Fork, lesson: Lesson, work: Work, commit: string | undefined): Adapted {
  return {
    sha256: hashOf(lesson, fork.filesBelow),
    version: work.version,
    title: work.title,
    creators: joinNames(
      work.creators.map((creator) => creator.name),
      'and',
    ),
    publisher: work.publisher,
    source: work.source,
    licence: { name: work.licence.name, url: work.licence.url },
    copyright: work.copyright,
    ...(commit === undefined ? {} : { commit }),
  };
}

/** The lesson as a work, as whoever published it last presents it. */
function workBelow({ below, filesBelow }: Fork, lesson: Lesson): Work {
  const known = below.provenance.get(lesson.id)?.work;
  if (known) return known;
  const version = lastManifest(filesBelow, lesson.layer)?.lessons[lesson.id]?.version ?? below.identity.version;
  return workOf(lesson, below.identity, below.people, version);
}

/** Earlier adaptations, the newest first: those of the lesson's own frontmatter, or one that was recorded beside it. */
function lineageOf({ filesBelow }: Fork, lesson: Lesson, work: Work): Hop[] {
  if (!work.adaptation) return [];
  const { by, changes, of } = work.adaptation;
  if (lesson.adapts) return [{ by, adapts: lesson.adapts, changes }, ...lesson.lineage];
  const { creators, publisher, source, licence, copyright, title, version } = of;
  const adapts: Adapted = {
    sha256: lastManifest(filesBelow, lesson.layer)?.lessons[lesson.id]?.sha256 ?? '',
    version,
    title,
    creators: joinNames(
      creators.map((creator) => creator.name),
      'and',
    ),
    publisher,
    source,
    licence: { name: licence.name, url: licence.url },
    copyright,
  };
  return [{ by, adapts, changes }];
}

const RECORD_KEYS = /^(adapts|adapted_by|changes|lineage):/;

/** Frontmatter without some of its keys: a key goes from its line to the next one that is not indented. */
function withoutRecord(frontmatter: string): string {
  let inside = false;
  return frontmatter
    .split('\n')
    .filter((line) => {
      if (/^[^\s#-]/.test(line)) inside = RECORD_KEYS.test(line);
      return !inside;
    })
    .join('\n');
}

/** A lesson with the record in its frontmatter; everything else stays as it is written. */
function withRecord(text: string, record: { adapts: Adapted; changes: unknown; lineage: Hop[] }): string {
  const { frontmatter, body } = splitLesson('lesson.mdx', text);
  const { adapts, changes, lineage } = record;
  const added = stringify({ adapts, changes, ...(lineage.length > 0 ? { lineage } : {}) }, { lineWidth: 0 });
  return `---\n${withoutRecord(frontmatter).trimEnd()}\n${added}---\n${body}`;
}

function lookUp(fork: Fork, id: string): Lesson {
  const lesson = findLesson(fork.below, id);
  if (lesson) return lesson;
  throw new UserError(
    `There is no lesson "${id}" to adapt.${didYouMean(id, fork.below.lessons.keys())}\nDo:  Name a lesson by its id, the last part of its address. For a lesson of your own: npm run new lesson -- --provider ${id}`,
  );
}

/** Where the provider's own copy of a lesson lies, under its present or a former id; undefined if there is none. */
function ownCopy(fork: Fork, lesson: Lesson): string | undefined {
  return [lesson.id, ...lesson.aliases]
    .map((id) => `${fork.folder}lessons/${id}/`)
    .find((folder) => fork.files.has(`${folder}lesson.mdx`));
}

/**
 * A copy of a lesson for the provider's own layer, with the record of what it adapts and an empty list of changes.
 * Gives paths below the repository. @throws UserError if there is no such lesson, or it is adapted already.
 */
export function adaptLesson(fork: Fork, id: string, commit: string | undefined): Map<string, string | Uint8Array> {
  const lesson = lookUp(fork, id);
  const target = `${fork.folder}lessons/${lesson.id}/`;
  const copy = ownCopy(fork, lesson);
  if (copy !== undefined) {
    throw new UserError(
      `${copy} ${copy === target ? 'is there already' : `is your copy of "${lesson.id}" already, under its former id`}.\nDo:  Edit it; or, once you have taken over what upstream changed, run "npm run adapt ${lesson.id} -- --record".`,
    );
  }
  const work = workBelow(fork, lesson);
  const record = { adapts: adaptsOf(fork, lesson, work, commit), changes: [], lineage: lineageOf(fork, lesson, work) };
  return new Map(
    [...lessonFiles(lesson, fork.filesBelow)].map(([name, content]) => [
      target + name,
      name === 'lesson.mdx' ? withRecord(content, record) : isBinary(content) ? bytesOf(content) : content,
    ]),
  );
}

/**
 * Records that an adapted lesson is up to date with what is adapted: its provider has taken over what they wanted.
 * Gives the path and the new text of its lesson.mdx. @throws UserError if there is no such lesson.
 */
export function recordAdaptation(fork: Fork, id: string, commit: string | undefined): [string, string] {
  const lesson = lookUp(fork, id);
  const copy = ownCopy(fork, lesson);
  if (copy === undefined) throw new UserError(`You have not adapted "${id}".\nDo:  npm run adapt ${id}`);
  const path = `${copy}lesson.mdx`;
  const text = fork.files.get(path) ?? '';
  const before = parseDocument(splitLesson(path, text).frontmatter).toJS() as { changes?: unknown };
  const work = workBelow(fork, lesson);
  const changes = Array.isArray(before.changes) ? before.changes : [];
  return [
    path,
    withRecord(text, { adapts: adaptsOf(fork, lesson, work, commit), changes, lineage: lineageOf(fork, lesson, work) }),
  ];
}
