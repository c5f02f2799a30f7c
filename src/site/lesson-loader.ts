import { join, relative, resolve } from 'node:path';
import type { Loader, LoaderContext } from 'astro/loaders';
import { curriculumRoot } from '../cli/root.ts';
import { relocated } from '../curriculum/patched-text.ts';
import { ContentError, type Finding, sortFindings } from '../findings/finding.ts';
import { isAuthoring } from './authoring.ts';
import { failOnErrors, forgetCurriculum, getCurriculum, stopOnContentError } from './curriculum.ts';
import { isCachedLesson, noteRendered, pruneLessonCache, renderedDigest } from './lesson-cache.ts';
import { digestOf, keepUnreadable, renderAndKeep } from './lesson-rendering.ts';

/** Of more lessons than this, pages of a development server are rendered when they are asked for. */
const MOST_AT_ONCE = 20;

/** Content-layer loader: every lesson of the curriculum with its rendered text. Unchanged lessons are not rendered again. */
export function lessonLoader(): Loader {
  return {
    name: 'lessons',
    async load(context) {
      try {
        await loadLessons(context);
      } catch (problem) {
        stopOnContentError(problem);
      }
      const folders = ['content', 'provider'].map((name) => resolve(curriculumRoot(), name));
      context.watcher?.add(folders);
      context.watcher?.on('all', (_event, path) => {
        if (!folders.some((folder) => resolve(path).startsWith(folder))) return;
        forgetCurriculum();
        loadLessons(context).catch((problem: unknown) => {
          // Pages show what there was; the check beside the server says what is wrong, and the next edit may mend it.
          if (!(problem instanceof ContentError)) throw problem;
        });
      });
    },
  };
}

/** Renders what has changed, and tells Astro of the lessons that there are. @throws ContentError with all findings of all lessons. */
async function loadLessons({ store, logger }: LoaderContext): Promise<void> {
  const rendered = await renderLessons();
  const { lessons } = getCurriculum();
  for (const { id, path } of lessons.values()) {
    const digest = renderedDigest(id);
    if (digest === undefined) continue;
    store.set({ id, digest, filePath: relative(process.cwd(), join(curriculumRoot(), path)), data: {} });
  }
  for (const id of store.keys()) if (!lessons.has(id)) store.delete(id);
  logger.info(`${lessons.size} lessons, ${rendered} rendered`);
}

/**
 * Renders the lessons that have changed, and notes which text each has now. While an author is at work the last good ones stay (the
 * panel's check says what is wrong); otherwise mistakes end the build.
 * @returns how many were rendered. @throws ContentError with all findings of all lessons.
 */
export async function renderLessons(): Promise<number> {
  const curriculum = getCurriculum();
  const lessons = [...curriculum.lessons.values()].map((lesson) => [lesson, digestOf(lesson, curriculum)] as const);
  // Whoever waits for a page waits for no other one: where much has changed, each is rendered when it is asked for.
  const isLater = isAuthoring() && lessons.filter(([, digest]) => !isCachedLesson(digest)).length > MOST_AT_ONCE;
  const findings: Finding[] = [];
  const used = new Set<string>();
  let rendered = 0;
  for (const [lesson, digest] of lessons) {
    used.add(digest);
    if (!isLater && !isCachedLesson(digest)) {
      const made = await renderAndKeep(lesson, curriculum, digest);
      rendered++;
      findings.push(...made.findings.map((one) => relocated(curriculum.patched, one)));
      if (made.findings.length > 0 && !isAuthoring()) continue;
      // A text that cannot be read at all shows nothing: the last good one stays until it is mended.
      const lastGood = made.rendered ? undefined : renderedDigest(lesson.id);
      if (lastGood !== undefined) {
        used.add(lastGood);
        continue;
      }
      if (!made.rendered) keepUnreadable(digest);
    }
    noteRendered(lesson.id, digest);
  }
  if (!isAuthoring()) failOnErrors(sortFindings(findings));
  pruneLessonCache(used);
  return rendered;
}
