import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Loader, LoaderContext } from 'astro/loaders';
import { ContentError, type Finding, sortFindings } from '../curriculum/finding.ts';
import type { Curriculum, Lesson } from '../curriculum/model.ts';
import { renderLesson } from '../rendering/render.ts';
import { translator } from '../strings/index.ts';
import { siteAddress, sitePaths } from './address.ts';
import { curriculumRoot, failOnErrors, forgetCurriculum, getCurriculum } from './curriculum.ts';
import { cacheLesson, hasCachedLesson, pruneLessonCache } from './lesson-cache.ts';

/** Content-layer loader: every lesson of the curriculum with its rendered text. Unchanged lessons are not rendered again. */
export function lessonLoader(): Loader {
  return {
    name: 'lessons',
    async load(context) {
      loadLessons(context);
      const content = resolve(curriculumRoot(), 'content');
      context.watcher?.add(content);
      context.watcher?.on('all', (_event, path) => {
        if (resolve(path).startsWith(content)) reload(context);
      });
    },
  };
}

/** After an edit: mistakes are printed and the last good pages stay, so that the server never goes down. */
function reload(context: LoaderContext): void {
  forgetCurriculum();
  try {
    loadLessons(context);
  } catch (problem) {
    if (!(problem instanceof ContentError)) throw problem;
    context.logger.error(problem.message);
  }
}

/** Renders what has changed. @throws ContentError with all findings of all lessons. */
function loadLessons({ store, logger }: LoaderContext): void {
  const curriculum = getCurriculum();
  const links = sitePaths(siteAddress(curriculum.identity.url));
  const t = translator();
  const common = commonDigest(curriculum);
  const findings: Finding[] = [];
  const digests = new Set<string>();
  let rendered = 0;
  for (const lesson of curriculum.lessons.values()) {
    const digest = lessonDigest(lesson, common);
    digests.add(digest);
    if (store.get(lesson.id)?.digest === digest && hasCachedLesson(digest)) continue;
    const { html, sections, findings: found } = renderLesson(lesson, curriculum, links, t);
    rendered++;
    findings.push(...found);
    if (found.length > 0) continue;
    cacheLesson(digest, html);
    store.set({
      id: lesson.id,
      digest,
      filePath: relative(process.cwd(), join(curriculumRoot(), lesson.path)),
      data: { sections },
    });
  }
  failOnErrors(sortFindings(findings));
  for (const id of store.keys()) {
    if (!curriculum.lessons.has(id)) store.delete(id);
  }
  pruneLessonCache(digests);
  logger.info(`${curriculum.lessons.size} lessons, ${rendered} rendered`);
}

/** Hash of everything besides its own folder that the text of a lesson depends on, the renderer itself included. */
function commonDigest(curriculum: Curriculum): string {
  const hash = createHash('sha256');
  for (const folder of ['src/rendering', 'src/components/lesson', 'src/strings']) {
    for (const name of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, name)));
  }
  hash.update(JSON.stringify([...curriculum.terms.values()]));
  hash.update(JSON.stringify(curriculum.versions));
  hash.update([...curriculum.lessons.keys(), ...curriculum.drafts, ...curriculum.aliases.keys()].join());
  hash.update(JSON.stringify(siteAddress(curriculum.identity.url)));
  return hash.digest('hex');
}

function lessonDigest(lesson: Lesson, common: string): string {
  const hash = createHash('sha256')
    .update(common)
    .update(lesson.body)
    .update(JSON.stringify([lesson.quiz, lesson.lab, lesson.terms]));
  for (const file of lesson.files.values()) hash.update(file.name).update(file.text);
  return hash.digest('hex');
}
