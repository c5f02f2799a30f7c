import { addDays } from '../curriculum/day.ts';
import type { LessonFolder } from '../curriculum/lesson.ts';
import type { Lesson } from '../curriculum/model.ts';
import type { Changes } from '../curriculum/schema/lesson.ts';
import { finding } from '../findings/finding.ts';
import type { DataPath } from '../findings/yaml.ts';
import { type Baseline, isBaseline } from './baseline.ts';
import { type Context, folderFiles } from './context.ts';
import { editsInPlace } from './edits-in-place.ts';
import { shownFolderHash } from './patched.ts';
import type { Provenance } from './published.ts';
import { withoutRecord } from './record.ts';
import { reportSilentEdits } from './silent-edits.ts';
import { takesNothingOf } from './taken-over.ts';
import { ancestors, joinNames, type Work, workOf } from './work.ts';
import { type Adapted, adaptedBy, adaptedFrom, believe, versionOf } from './works.ts';

/** A lesson in the publisher's own layer: their own one, or an adapted one. */
export function traceOwn(context: Context, lesson: Lesson, folder: LessonFolder): Omit<Provenance, 'compared'> {
  const { editions, layers, people } = context;
  const edition = editions[layers.length] ?? editions[0];
  const work = workOf(lesson, edition, people, edition.version);
  if (!lesson.adapts || !work.adaptation) return { state: 'original', work, newer: undefined };
  const found = adaptedFrom(context, lesson, folder);
  const adapted = adaptedBy(lesson, edition, work, found.of);
  if (found.of === undefined) {
    believe(context, lesson);
    reportBelieved(context, lesson);
  }
  // What was edited in its place and then copied is not the original, whatever the copy says of itself.
  if (folder.base) reportSilentEdits(context, folder.base, editsInPlace(context, folder.base));
  checkChanges(context, lesson, folder, found);
  checkRecord(context, lesson, folder, found);
  const trace = { work: adapted, before: found.files };
  const { base } = folder;
  const declined = lesson.adapts.declined?.sha256;
  if (!base || found.current || shownFolderHash(context.reader, base) === declined)
    return { ...trace, state: 'adapted', newer: undefined };
  const newer = versionOf(context, base);
  context.reader.findings.push(
    finding('provenance/stale', lesson.path, context.reader.place(lesson.path, ['adapts', 'version']), {
      message: `You adapted "${lesson.id}" from version ${lesson.adapts.version}; upstream has changed it since (now ${newer}).`,
      why: 'Corrections of the original are not in your lesson.',
      remedy: `Look at the difference with "npm run upstream -- --diff ${lesson.id}", take over what you want, then run "npm run adapt ${lesson.id} -- --record"; if you want nothing of it: npm run adapt ${lesson.id} -- --decline "why".`,
    }),
  );
  return { ...trace, state: 'stale', newer };
}

/** Reports what the indication of changes cannot mean. @param path of the list in a file; undefined if it stands at several places. */
export function checkChangeList(
  { reader, today }: Pick<Context, 'reader' | 'today'>,
  file: string,
  path: DataPath | undefined,
  changes: Changes,
): void {
  // Where a day begins first, it is a day later than where days are counted.
  const latest = today === undefined ? undefined : addDays(today, 1);
  const place = (index: number, key: string) => path && reader.place(file, [...path, index, key]);
  changes.forEach(({ date, text }, index) => {
    if (latest !== undefined && date > latest) {
      reader.report('provenance/future-change', file, place(index, 'date'), {
        message: `A change is dated ${date}, which is still to come.`,
        why: 'Readers see it as the day on which you changed the text.',
        remedy: 'Write the day of the change.',
      });
    }
    if (!saysSomething(text)) {
      reader.report('provenance/empty-change', file, place(index, 'text'), {
        message: `"${text}" does not say what was changed.`,
        why: 'CC BY 4.0, section 3(a)(1)(B), asks you to indicate what you modified; readers see this text in the colophon.',
        remedy: 'Write in a sentence what is different, such as "Examples use our registry".',
      });
    }
  });
}

/** Whether a text has a word that may mean something: four letters, or two signs of a script that writes words with them. */
function saysSomething(text: string): boolean {
  return /\p{L}[\p{L}\p{M}]{3}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{2}/u.test(text);
}

/** Reports an adapted lesson that does not say what was changed, or where nothing was. */
function checkChanges(context: Context, lesson: Lesson, folder: LessonFolder, { files }: Adapted): void {
  const { reader } = context;
  const changes = lesson.changes ?? [];
  checkChangeList(context, lesson.path, ['changes'], changes);
  if (changes.length === 0) {
    reader.report(
      'provenance/no-changes',
      lesson.path,
      lesson.changes === undefined ? undefined : reader.place(lesson.path, ['changes']),
      {
        message: `The adapted lesson "${lesson.id}" does not say what you changed.`,
        why: 'CC BY 4.0, section 3(a)(1)(B), asks you to indicate that you modified the material; readers see it in the colophon.',
        remedy: `Describe each change under "changes": "- {date: 2026-01-31, text: Examples use our registry}". If you changed nothing, remove ${folder.path}: the original is shown then.`,
      },
    );
  } else if (files && isUnchanged(folderFiles(context, folder), files)) {
    reader.report('provenance/nothing-changed', lesson.path, reader.place(lesson.path, ['changes']), {
      message: `The adapted lesson "${lesson.id}" is the original, word for word, and says that you changed it.`,
      why: 'Readers would look for changes that are not there, and your copy stays as it is when upstream corrects the lesson.',
      remedy: `Make the change; or remove ${folder.path}: the original is shown then.`,
    });
  }
}

/** Whether two lessons have the same files, what they say of their origin left out. */
function isUnchanged(own: ReadonlyMap<string, string>, base: ReadonlyMap<string, string>): boolean {
  const text = (files: ReadonlyMap<string, string>, name: string): string | undefined =>
    name === 'lesson.mdx' ? withoutRecord(files.get(name) ?? '') : files.get(name);
  return own.size === base.size && [...own.keys()].every((name) => text(own, name) === text(base, name));
}

/** Says that a record is all that is known of what a lesson was adapted from. */
function reportBelieved({ reader, believed }: Context, { id, path }: Lesson): void {
  const why = believed.get(id);
  if (why === undefined) return;
  reader.findings.push(
    finding('provenance/manifest-only', path, reader.place(path, ['adapts']), {
      message: `Who made what "${id}" adapts is known from its record only: ${why}.`,
      why: 'A record can be edited by anybody; the page says that it was not compared with upstream.',
      remedy: `Build in a clone with the whole history (git fetch --unshallow), or bring the lesson up to date with upstream and run "npm run adapt ${id} -- --record".`,
    }),
  );
}

/** Whether a layer below changes parts of a lesson: its states in history are not those that were shown. */
function wasPatchedBelow({ files }: Baseline, id: string): boolean {
  return [...files.keys()].some((path) => path.endsWith(`/lessons/${id}/patch.yaml`));
}

/** Reports a record that is not what the text, or upstream's history, shows. Pages show what is computed. */
function checkRecord(context: Context, lesson: Lesson, folder: LessonFolder, found: Adapted): void {
  const { reader, baselines } = context;
  const { adapts } = lesson;
  const baseline = baselines?.at(-1);
  if (!adapts || !isBaseline(baseline)) return;
  if (!found.files && baseline.history && !wasPatchedBelow(baseline, adapts.id ?? lesson.id)) {
    reader.report('provenance/unknown-base', lesson.path, reader.place(lesson.path, ['adapts', 'sha256']), {
      message: `No state of the lesson "${adapts.id ?? lesson.id}" in the history of ${baseline.repository} is the one that this lesson is said to be adapted from.`,
      why: 'What a page says of the original is taken from there; a record alone is not believed.',
      remedy: `If the lesson adapts the one that is there now, run "npm run adapt ${lesson.id} -- --record". Else restore the record that "npm run adapt" wrote.`,
    });
    return;
  }
  if (found.of) compareRecord(context, lesson, found.of);
  const previous = found.files && takesNothingOf(context, lesson, folder, found.files);
  if (previous !== undefined && adapts.declined === undefined) {
    reader.findings.push(
      finding('provenance/nothing-taken-over', lesson.path, reader.place(lesson.path, ['adapts', 'version']), {
        message: `"${lesson.id}" is said to be adapted from version ${adapts.version}, but has nothing of what came after version ${previous}.`,
        why: 'Readers would believe that your lesson has the corrections of the newer one.',
        remedy: `Take over what you want (npm run upstream -- --diff ${lesson.id}). If you want nothing of it, say so: npm run adapt ${lesson.id} -- --decline "why".`,
      }),
    );
  }
}

/** Reports what a record says otherwise than what it was computed from. A version may have been given to the same text later. */
function compareRecord({ reader }: Context, { adapts, lineage, path, id }: Lesson, of: Work): void {
  if (!adapts) return;
  const names = joinNames(
    of.creators.map(({ name }) => name),
    'and',
  );
  const pairs: [string, string, string][] = [
    ['title', adapts.title, of.title],
    ['creators', adapts.creators, names],
    ['source', adapts.source, of.source],
    ['copyright', adapts.copyright, of.copyright],
    ['licence', adapts.licence.url, of.licence.url],
    ['publisher', adapts.publisher.name, of.publisher.name],
  ];
  const wrong = pairs.filter(([, recorded, computed]) => recorded !== computed);
  for (const [key, recorded, computed] of wrong) {
    reader.findings.push(
      finding('provenance/record-differs', path, reader.place(path, ['adapts', key]), {
        message: `The record says ${key}: "${recorded}"; upstream says "${computed}".`,
        why: 'Pages show what upstream says. The record is what others see who take the lesson from you as a file.',
        remedy: `Write what upstream says, or let "npm run adapt ${id} -- --record" do it once your lesson has upstream's changes.`,
      }),
    );
  }
  const hops = [...ancestors(of)].length;
  if (lineage.length === hops) return;
  reader.findings.push(
    finding('provenance/record-differs', path, reader.place(path, [lineage.length > 0 ? 'lineage' : 'adapts']), {
      message: `The record names ${lineage.length} earlier adaptations of "${id}"; there are ${hops}.`,
      why: 'CC BY 4.0, section 3(a)(1)(B), asks you to keep earlier indications of changes. Pages show all of them.',
      remedy: `Run "npm run adapt ${id} -- --record", which writes them again.`,
    }),
  );
}
