import { getCurriculum } from './curriculum.ts';
import { type RenderedLesson, readCachedLesson, renderedDigest } from './lesson-cache.ts';

/** The text that was asked for last: pages and files of one lesson are made one after the other. */
let last: { digest: string; lesson: RenderedLesson } | undefined;

function read(digest: string): RenderedLesson | undefined {
  if (last?.digest === digest) return last.lesson;
  const lesson = readCachedLesson(digest);
  last = lesson && { digest, lesson };
  return lesson;
}

/**
 * What rendering made of a lesson; undefined if it was not rendered. A lesson whose text was kept, and is damaged, is rendered again. A
 * development server with many lessons renders one when its page is asked for; while that cannot be read, it shows nothing.
 */
export async function renderedLesson(id: string): Promise<RenderedLesson | undefined> {
  const noted = renderedDigest(id);
  const known = noted === undefined ? undefined : read(noted);
  if (known || noted === undefined) return known;
  const { digestOf, keepUnreadable, renderAndKeep } = await import('./lesson-rendering.ts');
  const curriculum = getCurriculum();
  const lesson = curriculum.lessons.get(id);
  if (!lesson) return undefined;
  // The lesson may have changed since its entry was made: what is kept is named by what it is made of now.
  const digest = digestOf(lesson, curriculum);
  return (
    readCachedLesson(digest) ?? (await renderAndKeep(lesson, curriculum, digest)).rendered ?? keepUnreadable(digest)
  );
}
