import { layerFolder } from '../curriculum/layer-folder.ts';
import type { LessonFolder } from '../curriculum/lesson.ts';
import type { Identity, Lesson } from '../curriculum/model.ts';
import type { Reader } from '../curriculum/reader.ts';
import type { Person } from '../curriculum/schema/registry.ts';
import { finding } from '../findings/finding.ts';
import { lessonHash } from './hash.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { shownFolderHash, withPatches } from './patched.ts';
import type { AttributedLayer, Provenance } from './published.ts';
import { lessonAddress, type Work, workOf } from './work.ts';

/** Everything that decides where lessons come from. */
export interface ProvenanceInput {
  editions: readonly [Identity, ...Identity[]];
  layers: readonly AttributedLayer[];
  lessons: ReadonlyMap<string, Lesson>;
  folders: ReadonlyMap<string, LessonFolder>;
  people: ReadonlyMap<string, Person>;
}

/** Hash of the files in a lesson's folder. */
function folderHash(reader: Reader, folder: LessonFolder): string {
  const files = folder.paths.map((path) => [path.slice(folder.path.length + 1), reader.files.get(path) ?? ''] as const);
  return lessonHash(new Map(files));
}

/**
 * Says of every lesson of a fork whether it is verbatim, adapted, stale or original. What cannot be told is reported:
 * a manifest that is missing or was edited, lessons that were edited without a record, adaptations without changes.
 */
export function readProvenance(reader: Reader, input: ProvenanceInput): Map<string, Provenance> {
  const { layers, lessons, folders } = input;
  const provenance = new Map<string, Provenance>();
  if (layers.length === 0) return provenance;
  const manifests = layers.map((_, depth) => readManifest(reader, depth));
  if (manifests.includes(undefined)) return provenance;
  const context = { ...input, reader, manifests: manifests as Manifest[] };
  for (const lesson of lessons.values()) {
    const folder = folders.get(lesson.id);
    const found =
      folder && (folder.layer === layers.length ? own(context, lesson, folder) : taken(context, lesson, folder));
    if (found) provenance.set(lesson.id, withPatches(lesson, found, patchesOf(context, lesson)));
  }
  return provenance;
}

interface Context extends ProvenanceInput {
  reader: Reader;
  manifests: readonly Manifest[];
}

/** What withPatches has to know of the layers. */
function patchesOf(
  { editions, layers, people, manifests }: Context,
  lesson: Lesson,
): Parameters<typeof withPatches>[2] {
  const workOfLayer = (depth: number): Work => {
    const edition = editions[depth] ?? editions[0];
    return workOf(lesson, edition, people, manifests[depth]?.lessons[lesson.id]?.version ?? edition.version);
  };
  return { workOfLayer, publisher: layers.length };
}

/** A lesson in the publisher's own layer. */
function own(
  { reader, editions, layers, people, manifests }: Context,
  lesson: Lesson,
  folder: LessonFolder,
): Provenance {
  const edition = editions[layers.length] ?? editions[0];
  const brand = layers[layers.length - 1]?.brand;
  const original = lesson.adapts === undefined;
  const licence = (original ? brand?.own_licence : brand?.adaptation_licence) ?? edition.licence;
  const work = {
    ...workOf(lesson, edition, people, edition.version),
    licence,
  };
  if (!lesson.adapts) return { state: 'original', work, newer: undefined };
  if ((lesson.changes ?? []).length === 0) {
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
  }
  const base = folder.base;
  if (!base || shownFolderHash(reader, base) === lesson.adapts.sha256)
    return { state: 'adapted', work, newer: undefined };
  const newer = manifests[base.layer]?.lessons[base.id]?.version ?? editions[base.layer]?.version ?? '';
  reader.findings.push(
    finding('provenance/stale', lesson.path, reader.place(lesson.path, ['adapts', 'version']), {
      message: `You adapted "${lesson.id}" from version ${lesson.adapts.version}; upstream has changed it since (now ${newer}).`,
      why: 'Corrections of the original are not in your lesson.',
      remedy: `Look at the difference with "npm run upstream -- --diff ${lesson.id}", take over what you want, then run "npm run adapt ${lesson.id} -- --record".`,
    }),
  );
  return { state: 'stale', work, newer };
}

/** A lesson that was taken from the curriculum below: it is what the manifest says, or somebody recorded the change. */
function taken(
  { reader, editions, layers, people, manifests }: Context,
  lesson: Lesson,
  folder: LessonFolder,
): Provenance | undefined {
  const edition = editions[folder.layer] ?? editions[0];
  const manifest = manifests[folder.layer];
  const known = manifest?.lessons[lesson.id];
  const hash = folderHash(reader, folder);
  const version = known?.version ?? edition.version;
  const work = workOf(lesson, edition, people, version);
  const ahead = layers.some(({ upstream }) => upstream?.ahead[lesson.id] === hash);
  // Drafts are in no release; readers do not see them.
  if (known?.sha256 === hash || ahead || lesson.status === 'draft')
    return { state: 'verbatim', work, newer: undefined };
  const publisher = layers.length;
  for (const layer of [...layers].reverse()) {
    const record = layer.settings.edited.find((entry) => entry.lesson === lesson.id);
    if (!record || record.changes.length === 0) continue;
    const by = editions[layer.depth] ?? edition;
    const here = editions[publisher] ?? edition;
    const changed: Work = {
      ...workOf(lesson, by, people, by.version),
      source: lessonAddress(here, lesson.id),
      adaptation: { by: { name: by.name, url: by.url }, changes: record.changes, of: work },
    };
    return { state: layer.depth === publisher ? 'adapted' : 'verbatim', work: changed, newer: undefined };
  }
  const settings = `${layerFolder(layers.length)}curriculum.yaml`;
  reader.report('provenance/edited-in-place', lesson.path, undefined, {
    message: known
      ? `The lesson "${lesson.id}" is not what release ${manifest?.version} of ${edition.name} has under this id, and nobody says what was changed.`
      : `${edition.name} has no lesson "${lesson.id}" in its release ${manifest?.version}, but it lies below ${layerFolder(folder.layer)}.`,
    why: 'The page would call the text unmodified, which would not be true.',
    remedy: known
      ? `Restore it (git checkout <upstream> -- ${folder.path}) and run "npm run adapt ${lesson.id}"; or record the change under "edited" in ${settings}. If upstream changed it after its release, run "npm run upstream -- --record".`
      : `Move your own lesson to ${layerFolder(layers.length)}lessons/${lesson.id} and name its place under "insert" in ${settings}. If upstream added it after its release, run "npm run upstream -- --record".`,
  });
  return undefined;
}

/** Ids of lessons whose creators asked for their credit to be removed. */
export function withheldLessons(layers: readonly AttributedLayer[]): Set<string> {
  return new Set(layers.flatMap((layer) => layer.settings.credit_withheld));
}
