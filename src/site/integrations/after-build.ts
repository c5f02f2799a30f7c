import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { UserError } from '../../cli/user-error.ts';
import { buildFolder, nowMaking, publish } from '../building.ts';
import { getCurriculum, stopOnContentError } from '../curriculum.ts';
import { copyPublications } from '../publications.ts';
import { writeCitations } from './citation-files.ts';
import { ensureComplete } from './completeness.ts';
import { addEditions } from './editions.ts';
import { guardLessons } from './lesson-guard.ts';
import { writeOffline } from './offline-files.ts';
import { writePolicies } from './policy-files.ts';
import { guardPublisher } from './publisher-guard.ts';
import { indexPages } from './search-index.ts';
import { drawSocialImages } from './social-images.ts';

/** Waits for the end of all, so that none is cut off, and gives what they gave. @throws the first failure. */
async function all<T extends readonly Promise<unknown>[]>(
  works: readonly [...T],
): Promise<{ [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(works);
  return Promise.all(works);
}

/** What looks at pages in a browser; undefined where nothing is looked at. */
type Guard = typeof import('../browser-guard.ts') | undefined;

/** Checks the built pages, then makes side by side what is made from them; gives lines that say what was done. */
async function finish(
  folder: string,
  pages: Iterable<string>,
  { guard, warn }: { guard: Guard; warn: (line: string) => void },
): Promise<string[]> {
  const { lessons, courses } = getCurriculum();
  nowMaking('the guard had looked at the attribution, and the search index, the social images and the citations');
  const guarded = guardLessons(folder);
  guardPublisher(folder);
  if (guarded !== lessons.size)
    throw new UserError(`The guard has looked at ${guarded} of ${lessons.size} lessons. Build again.`);
  nowMaking('what pages need without a network');
  writeOffline(folder);
  nowMaking('the search index, the social images and the citations');
  const [indexed, images] = await all([indexPages(folder), drawSocialImages(folder), writeCitations(folder)]);
  nowMaking('the frozen editions');
  for (const line of images.warnings) warn(line);
  const editions = await addEditions(folder);
  for (const line of editions.warnings) warn(line);
  nowMaking('the files to take along');
  const taken = copyPublications(folder, courses);
  for (const line of taken.warnings) warn(line);
  nowMaking('the policies of the pages, and the headers');
  // Every folder at the root of the site has its headers, those just made included.
  const guardedPages = writePolicies(folder);
  const looked = await guard?.guardInBrowser(folder);
  if (looked?.seen === false) warn(looked.line);
  const withFiles = [...lessons.values()].filter(({ files }) => files.size > 0).map(({ id }) => id);
  ensureComplete(folder, { lessons: lessons.keys(), withFiles, courses: courses.map(({ id }) => id), pages });
  publish();
  return [
    ...(looked?.seen ? [looked.line] : []),
    `${guarded} lesson pages carry their attribution, ${guardedPages} pages their policy`,
    ...editions.lines,
    ...(taken.copied > 0 ? [`${taken.copied} files to take along`] : []),
    `${indexed} pages searchable, ${images.drawn} social images drawn`,
  ];
}

/** Checks what was built, completes it, and puts it into the place of the site before; it is the last integration. @param guard of a fork. */
export function afterBuild(guard: Guard): AstroIntegration {
  return {
    name: 'after-build',
    hooks: {
      'astro:build:done': async ({ dir, pages, logger }) => {
        try {
          if (resolve(fileURLToPath(dir)) !== buildFolder)
            throw new UserError(
              '--outDir is not known here: name the folder of the site in the environment, OUT_DIR=dist.',
            );
          const lines = await finish(
            buildFolder,
            pages.map(({ pathname }) => pathname),
            { guard, warn: (line) => logger.warn(line) },
          );
          for (const line of lines) logger.info(line);
        } catch (problem) {
          // Ends the build with a report, and without a stack trace.
          stopOnContentError(problem);
        }
      },
    },
  };
}
