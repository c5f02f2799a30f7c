import { join, relative, resolve } from 'node:path';
import type { Loader, LoaderContext } from 'astro/loaders';
import { curriculumRoot } from '../cli/root.ts';
import { relocated } from '../curriculum/patched-text.ts';
import { ContentError, type Finding, sortFindings } from '../findings/finding.ts';
import { failOnErrors, forgetCurriculum, getCurriculum, isAuthoring, stopOnContentError } from './curriculum.ts';
import { isCachedLesson, pruneLessonCache, readCachedLesson } from './lesson-cache.ts';
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

/**
 * Renders what has changed. While an author is at work the last good pages stay (the panel's check says what is wrong); otherwise
 * they end the build. @throws ContentError with all findings of all lessons.
 */
async function loadLessons({ store, logger }: LoaderContext): Promise<void> {
  const curriculum = getCurriculum();
  const lessons = [...curriculum.lessons.values()].map((lesson) => [lesson, digestOf(lesson, curriculum)] as const);
  // Whoever waits for a page waits for no other one: where much has changed, each is rendered when it is asked for.
  const isLater = isAuthoring() && lessons.filter(([, digest]) => !isCachedLesson(digest)).length > MOST_AT_ONCE;
  const findings: Finding[] = [];
  const used = new Set<string>();
  let rendered = 0;
  for (const [lesson, digest] of lessons) {
    used.add(digest);
    let known = isLater ? undefined : readCachedLesson(digest);
    if (!known && !isLater) {
      const made = await renderAndKeep(lesson, curriculum, digest);
      rendered++;
      findings.push(...made.findings.map((one) => relocated(curriculum.patched, one)));
      if (made.findings.length > 0 && !isAuthoring()) continue;
      // A text that cannot be read at all shows nothing: the last good one stays until it is mended.
      const lastGood = made.rendered ? undefined : store.get(lesson.id)?.digest;
      if (lastGood !== undefined) {
        used.add(String(lastGood));
        continue;
      }
      known = made.rendered ?? keepUnreadable(digest);
    }
    store.set({
      id: lesson.id,
      digest,
      filePath: relative(process.cwd(), join(curriculumRoot(), lesson.path)),
      data: known ? { sections: known.sections } : {},
    });
  }
  if (!isAuthoring()) failOnErrors(sortFindings(findings));
  for (const id of store.keys()) {
    if (!curriculum.lessons.has(id)) store.delete(id);
  }
  pruneLessonCache(used);
  logger.info(`${curriculum.lessons.size} lessons, ${rendered} rendered`);
}
