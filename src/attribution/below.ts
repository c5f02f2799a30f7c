import { parse } from 'yaml';
import { splitLesson } from '../curriculum/frontmatter.ts';
import type { LessonFolder } from '../curriculum/lesson.ts';
import type { ContentFiles } from '../curriculum/read.ts';
import { lessonSchema } from '../curriculum/schema/lesson.ts';
import type { LessonBelow } from './published.ts';

const shape = lessonSchema.shape;

/** Frontmatter of the lesson in a folder, unchecked; none if it cannot be read. */
function frontmatter(files: ContentFiles, folder: LessonFolder): Record<string, unknown> {
  const path = `${folder.path}/lesson.mdx`;
  try {
    const data: unknown = parse(splitLesson(path, files.get(path) ?? '').frontmatter);
    return data !== null && typeof data === 'object' ? (data as Record<string, unknown>) : {};
  } catch {
    return {}; // It lies below, where it is no page of this edition.
  }
}

/** What adapted lessons had said below, by id; read from the files that lie there, not from records of the adaptation. */
export function lessonsBelow(files: ContentFiles, folders: readonly LessonFolder[]): Map<string, LessonBelow> {
  return new Map(
    folders.flatMap(({ id, base }) => {
      if (!base) return [];
      const data = frontmatter(files, base);
      const below: LessonBelow = {
        reviewers: shape.reviewers.safeParse(data.reviewers).data ?? [],
        verified: shape.verified.safeParse(data.verified).data,
        based_on: shape.based_on.safeParse(data.based_on).data ?? [],
        licence: shape.licence.safeParse(data.licence).data,
      };
      return [[id, below] as const];
    }),
  );
}
