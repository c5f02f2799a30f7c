import { createHash } from 'node:crypto';
import { join, relative, resolve } from 'node:path';
import type { Loader, LoaderContext } from 'astro/loaders';
import { builtAddress, pathsOf } from '../assembly/addresses.ts';
import type { Edition } from '../assembly/edition.ts';
import { curriculumRoot } from '../cli/root.ts';
import { sourceDigest } from '../cli/source-digest.ts';
import { sourcePaths } from '../cli/source-paths.ts';
import type { Lesson } from '../curriculum/model.ts';
import { relocated } from '../curriculum/patched-text.ts';
import { ContentError, type Finding, sortFindings } from '../findings/finding.ts';
import { renderLesson } from '../rendering/render.ts';
import { withStills } from '../rendering/stills.ts';
import { translator } from '../strings/index.ts';
import { bundlingTask } from './build/bundling-facts.ts';
import { failOnErrors, forgetCurriculum, getCurriculum, isAuthoring, stopOnContentError } from './curriculum.ts';
import { cacheLesson, noteRendered, pruneLessonCache, readCachedLesson, renderedDigest } from './lesson-cache.ts';

/** Content-layer loader: every lesson of the curriculum with its rendered text. Unchanged lessons are not rendered again. */
export function lessonLoader(): Loader {
  return {
    name: 'lessons',
    async load(context) {
      // Pages are rendered later, and by another process.
      if (bundlingTask()) return;
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
  const { lessons } = getCurriculum();
  const rendered = await renderLessons();
  for (const { id, path } of lessons.values()) {
    const digest = renderedDigest(id);
    if (digest === undefined) continue;
    store.set({ id, digest, filePath: relative(process.cwd(), join(curriculumRoot(), path)), data: {} });
  }
  for (const id of store.keys()) if (!lessons.has(id)) store.delete(id);
  logger.info(`${lessons.size} lessons, ${rendered} rendered`);
}

/**
 * Renders the lessons that have changed, and notes which text each has now. While an author is at work the last good ones stay;
 * otherwise mistakes end the build. @returns how many were rendered. @throws ContentError with all findings of all lessons.
 */
export async function renderLessons(): Promise<number> {
  const curriculum = getCurriculum();
  const links = pathsOf(curriculum.identity);
  const t = translator(curriculum.identity.language);
  const common = commonDigest(curriculum);
  const findings: Finding[] = [];
  const used = new Set<string>();
  let rendered = 0;
  for (const lesson of curriculum.lessons.values()) {
    const digest = lessonDigest(lesson, common);
    used.add(digest);
    let known = readCachedLesson(digest);
    if (!known) {
      const {
        html,
        sections,
        notes,
        findings: found,
      } = await withStills((still) => renderLesson(lesson, curriculum, links, t, { still }));
      rendered++;
      findings.push(...found.map((one) => relocated(curriculum.patched, one)));
      if (found.length > 0 && !isAuthoring()) continue;
      // A text that cannot be read at all shows nothing: the last good one stays until it is mended.
      const lastGood = html === '' && found.length > 0 ? renderedDigest(lesson.id) : undefined;
      if (lastGood !== undefined) {
        used.add(lastGood);
        continue;
      }
      known = { html, sections, notes };
      cacheLesson(digest, known);
    }
    noteRendered(lesson.id, digest);
  }
  if (!isAuthoring()) failOnErrors(sortFindings(findings));
  pruneLessonCache(used);
  return rendered;
}

/** Hash of everything besides its own folder that the text of a lesson depends on, the renderer itself included. */
function commonDigest(curriculum: Edition): string {
  const hash = createHash('sha256').update(sourceDigest(sourcePaths.rendering));
  hash.update(JSON.stringify([...curriculum.terms.values()]));
  hash.update(JSON.stringify(curriculum.versions));
  hash.update([...curriculum.lessons.keys(), ...curriculum.drafts, ...[...curriculum.aliases].flat()].join());
  hash.update([...curriculum.hidden].join());
  // Labs say whether they need images of a course.
  hash.update(JSON.stringify(curriculum.courses.map(({ images }) => images.map(({ name }) => name))));
  hash.update(JSON.stringify([curriculum.identity, curriculum.layers.at(-1)?.brand.short_name]));
  hash.update(JSON.stringify(builtAddress(curriculum.identity)));
  return hash.digest('hex');
}

const digests = new WeakMap<Lesson, { common: string; digest: string }>();

/** Hash of all that the text of a lesson depends on; remembered while neither the lesson nor the rest has changed. */
function lessonDigest(lesson: Lesson, common: string): string {
  const known = digests.get(lesson);
  if (known?.common === common) return known.digest;
  const hash = createHash('sha256')
    .update(common)
    .update(lesson.id)
    .update(lesson.body)
    .update(JSON.stringify([lesson.quiz, lesson.lab, lesson.terms]));
  // The stills of its figures are made by the practice cluster.
  if (lesson.body.includes('<Explore')) hash.update(sourceDigest(sourcePaths.figures));
  for (const file of lesson.files.values()) hash.update(file.name).update(file.text);
  const digest = hash.digest('hex');
  digests.set(lesson, { common, digest });
  return digest;
}
