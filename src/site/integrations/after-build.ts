import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { stopOnContentError } from '../curriculum.ts';
import { writeCitations } from './citation-files.ts';
import { guardLessons } from './lesson-guard.ts';
import { writePolicies } from './policy-files.ts';
import { guardPublisher } from './publisher-guard.ts';
import { indexPages } from './search-index.ts';
import { drawSocialImages } from './social-images.ts';

/** Ends the build with a report, and without a stack trace, if the attribution is not complete, or a fork passes for its original. */
function guard(folder: string): number {
  try {
    const lessons = guardLessons(folder);
    guardPublisher(folder);
    return lessons;
  } catch (problem) {
    return stopOnContentError(problem);
  }
}

/** What is made from the built pages: first they are checked, then the rest is made side by side. */
export function afterBuild(): AstroIntegration {
  return {
    name: 'after-build',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const folder = fileURLToPath(dir);
        logger.info(`${guard(folder)} lesson pages carry their attribution`);
        const [pages, images] = await Promise.all([
          indexPages(folder),
          drawSocialImages(folder),
          writeCitations(folder),
        ]);
        // Every folder at the root of the site has its headers, those just made included.
        logger.info(`${writePolicies(folder)} pages carry their policy`);
        logger.info(`${pages} pages searchable, ${images} social images drawn`);
      },
    },
  };
}
