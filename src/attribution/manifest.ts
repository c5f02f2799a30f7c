import { z } from 'zod';
import type { Curriculum, Lesson } from '../curriculum/model.ts';
import type { ContentFiles } from '../curriculum/read.ts';
import { dateSchema, idSchema, textSchema, urlSchema } from '../curriculum/schema/common.ts';
import { lessonHash } from './hash.ts';

const releasedLessonSchema = z.strictObject({
  path: textSchema.describe('Folder of the lesson below the root of the repository.'),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('Hash of its files; see lessonHash.'),
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
});

export type Manifest = z.infer<typeof manifestSchema>;

/** The files in a lesson's folder: path within it to content. */
export function lessonFiles(lesson: Lesson, files: ContentFiles): Map<string, string> {
  const folder = lesson.path.slice(0, -'lesson.mdx'.length);
  return new Map(
    ['lesson.mdx', 'quiz.yaml', 'lab.yaml', ...[...lesson.files.keys()].map((name) => `files/${name}`)].flatMap(
      (name) => {
        const content = files.get(folder + name);
        return content === undefined ? [] : [[name, content] as const];
      },
    ),
  );
}

/**
 * The manifest of a release. Lessons are sorted by id; a lesson that has not changed keeps the version it had.
 * @param before manifest of the release before, if there was one.
 */
export function buildManifest(
  curriculum: Curriculum,
  files: ContentFiles,
  release: { version: string; released: string },
  before: Manifest | undefined,
): Manifest {
  const lessons: Manifest['lessons'] = {};
  for (const id of [...curriculum.lessons.keys()].sort()) {
    const lesson = curriculum.lessons.get(id);
    if (!lesson) continue;
    const sha256 = lessonHash(lessonFiles(lesson, files));
    const known = before?.lessons[id];
    lessons[id] = {
      path: lesson.path.slice(0, -'/lesson.mdx'.length),
      sha256,
      title: lesson.title,
      version: known?.sha256 === sha256 ? known.version : release.version,
      aliases: [...lesson.aliases].sort(),
    };
  }
  const { name, url } = curriculum.identity;
  return { format: 1, name, url, ...release, lineage: before?.lineage ?? [], lessons };
}

/** The manifest as it is written: the same input gives the same bytes. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
