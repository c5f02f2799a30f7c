import { parseDocument, stringify } from 'yaml';
import { lastManifest, shownFiles, shownHash } from '../attribution/manifest.ts';
import { type Adaptation, ancestors, joinNames, type Work, workOf } from '../attribution/work.ts';
import { UserError } from '../cli/user-error.ts';
import { splitLesson } from '../curriculum/frontmatter.ts';
import type { Lesson } from '../curriculum/model.ts';
import { bytesOf, type ContentFiles, isBinary } from '../curriculum/read.ts';
import type { Adapted, Hop } from '../curriculum/schema/lesson.ts';
import { PATCH } from '../provider/layers/own-lessons.ts';
import { type Fork, lookUp, ownFolder } from './layers.ts';

/** The record of what is adapted, as frontmatter keeps it. */
function adaptsOf(lesson: Lesson, work: Work, commit: string | undefined): Adapted {
  return {
    sha256: shownHash(lesson),
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
  // What layers changed without copying it came last, each one hop.
  const recorded = lesson.patches.length + (lesson.adapts ? 0 : 1);
  const hops = [...ancestors(work)].slice(0, recorded).map((step) => hopOf(filesBelow, lesson, step));
  if (!lesson.adapts) return hops;
  const copied = [...ancestors(work)][lesson.patches.length];
  return copied
    ? [...hops, { by: copied.by, adapts: lesson.adapts, changes: copied.changes }, ...lesson.lineage]
    : [...hops, ...lesson.lineage];
}

function hopOf(filesBelow: ContentFiles, lesson: Lesson, { by, changes, of }: Adaptation): Hop {
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
  return { by, adapts, changes };
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
  const added = stringify(
    { adapts, changes, ...(lineage.length > 0 ? { lineage } : {}) },
    {
      lineWidth: 0,
      aliasDuplicateObjects: false,
    },
  );
  return `---\n${withoutRecord(frontmatter).trimEnd()}\n${added}---\n${body}`;
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
  const work = workBelow(fork, lesson);
  const record = { adapts: adaptsOf(lesson, work, commit), changes: [], lineage: lineageOf(fork, lesson, work) };
  return new Map(
    [...shownFiles(lesson)].map(([name, content]) => [
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
  const copy = ownFolder(fork, lesson);
  if (copy === undefined) throw new UserError(`You have not adapted "${id}".\nDo:  npm run adapt ${id}`);
  const path = `${copy}lesson.mdx`;
  const text = fork.files.get(path) ?? '';
  const before = parseDocument(splitLesson(path, text).frontmatter).toJS() as { changes?: unknown };
  const work = workBelow(fork, lesson);
  const changes = Array.isArray(before.changes) ? before.changes : [];
  return [
    path,
    withRecord(text, { adapts: adaptsOf(lesson, work, commit), changes, lineage: lineageOf(fork, lesson, work) }),
  ];
}
