import { createHash } from 'node:crypto';
import { z } from 'zod';
import { layerFolder } from '../curriculum/layer-folder.ts';
import type { Lesson } from '../curriculum/model.ts';
import type { ContentFiles } from '../curriculum/read.ts';
import type { Reader } from '../curriculum/reader.ts';
import { dateSchema, idSchema, sha256Schema, textSchema, urlSchema } from '../curriculum/schema/common.ts';
import { lessonHash } from './hash.ts';
import type { Published } from './published.ts';

const releasedLessonSchema = z.strictObject({
  path: textSchema.describe('Folder of the lesson below the root of the repository.'),
  sha256: sha256Schema.describe('Hash of its files; see lessonHash.'),
  title: textSchema.describe('Title.'),
  version: z.string().describe('Release in which the lesson last changed.'),
  aliases: z.array(idSchema).describe('Former ids.'),
});

/** `content/manifest.json`: what a release consists of, so that a fork can tell what it has changed. */
export const manifestSchema = z.strictObject({
  format: z.literal(1),
  name: textSchema.describe('Name of the curriculum.'),
  url: urlSchema.describe('Where it is published.'),
  version: z.string().describe('Version of the release.'),
  released: dateSchema,
  lineage: z
    .array(z.strictObject({ name: textSchema, url: urlSchema, version: z.string() }))
    .describe('The curricula that this one was adapted from, the first one first.'),
  lessons: z.record(idSchema, releasedLessonSchema).describe('Published lessons by id.'),
  checksum: sha256Schema.describe('Hash of everything above, so that an edited manifest is noticed.'),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** The files in a lesson's folder: path within it to content. */
export function lessonFiles(lesson: Lesson, files: ContentFiles): Map<string, string> {
  return new Map(
    ['lesson.mdx', 'quiz.yaml', 'lab.yaml', ...[...lesson.files.keys()].map((name) => `files/${name}`)].flatMap(
      (name) => {
        const content = files.get(`${lesson.folder}/${name}`);
        return content === undefined ? [] : [[name, content] as const];
      },
    ),
  );
}

/** The files of a lesson as readers get them, with what layers have changed in them: name in its folder to content. */
export function shownFiles(lesson: Lesson): Map<string, string> {
  const { sources } = lesson;
  const data = (['quiz.yaml', 'lab.yaml'] as const).flatMap((name) => {
    const text = sources[name];
    return text === undefined ? [] : [[name, text] as const];
  });
  const files = [...lesson.files.values()].map(({ name, text }) => [`files/${name}`, text] as const);
  return new Map([['lesson.mdx', lesson.text], ...data, ...files]);
}

/** Hash of a lesson as readers get it. */
export function shownHash(lesson: Lesson): string {
  return lessonHash(shownFiles(lesson));
}

/**
 * The manifest of a release. Lessons are sorted by id; a lesson that has not changed keeps the version it had.
 * @param before manifest of the release before, if there was one.
 */
export function buildManifest(
  curriculum: Published,
  files: ContentFiles,
  release: { version: string; released: string },
  before: Manifest | undefined,
): Manifest {
  const lessons: Manifest['lessons'] = {};
  for (const id of [...curriculum.lessons.keys()].sort()) {
    const lesson = curriculum.lessons.get(id);
    if (!lesson) continue;
    const sha256 = lesson.patches.length > 0 ? shownHash(lesson) : lessonHash(lessonFiles(lesson, files));
    const known = before?.lessons[id];
    lessons[id] = {
      path: lesson.folder,
      sha256,
      title: lesson.title,
      version: known?.sha256 === sha256 ? known.version : release.version,
      aliases: [...lesson.aliases].sort(),
    };
  }
  const { name, url } = curriculum.identity;
  const lineage = curriculum.editions.slice(0, -1).map((edition) => ({
    name: edition.name,
    url: edition.url,
    version: edition.version,
  }));
  const earlier = lineage.length > 0 ? [] : (before?.lineage ?? []);
  const content = { format: 1 as const, name, url, ...release, lineage: [...earlier, ...lineage], lessons };
  return { ...content, checksum: checksum(content) };
}

function checksum(content: Omit<Manifest, 'checksum'>): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

/** Where the manifest of a layer lies; 0 is the original. */
export function manifestPath(depth: number): string {
  return `${layerFolder(depth)}manifest.json`;
}

/** The manifest of what lies at a depth, if there is one that can be read; its checksum is not looked at. */
export function lastManifest(files: ContentFiles, depth: number): Manifest | undefined {
  return manifestSchema.safeParse(parseJson(files.get(manifestPath(depth)) ?? '')).data;
}

/** The commit that a layer was laid over, as it is recorded, for advice to people; upstream's branch, if nothing is. */
export function recordedCommit(reader: Reader, depth: number): string {
  const record = reader.files.get(`${layerFolder(depth)}upstream.yaml`) ?? '';
  return /^commit: ([0-9a-f]{12})/m.exec(record)?.[1] ?? 'upstream/main';
}

/** The manifest of what lies at a depth. Reports one that is missing, cannot be read, or was edited; then there is none. */
export function readManifest(reader: Reader, depth: number): Manifest | undefined {
  const path = manifestPath(depth);
  const text = reader.files.get(path);
  const why = 'Without it nobody can tell which lessons are unmodified, and no page may claim it.';
  const restore = `Restore it from the release that you merged: git checkout ${recordedCommit(reader, depth + 1)} -- ${path}`;
  if (text === undefined) {
    const ask = depth === 0 ? '' : ' If it was never released, ask whom you forked from to run "npm run release".';
    reader.report('provenance/no-manifest', path, undefined, {
      message: `The manifest ${path} is missing.`,
      why,
      remedy: restore + ask,
    });
    return undefined;
  }
  const parsed = manifestSchema.safeParse(parseJson(text));
  if (!parsed.success) {
    reader.report('provenance/manifest-unreadable', path, undefined, {
      message: `${path} is not a manifest.`,
      why,
      remedy: `${restore}.`,
    });
    return undefined;
  }
  const { checksum: sum, ...content } = parsed.data;
  if (sum !== checksum(content)) {
    const message = `The manifest ${path} was edited: its checksum does not fit what it says.`;
    const remedy = `${restore}. To record a change of your own, use "npm run adapt" or "edited" in curriculum.yaml.`;
    reader.report('provenance/manifest-edited', path, undefined, { message, why, remedy });
    return undefined;
  }
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The manifest as it is written: the same input gives the same bytes. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
