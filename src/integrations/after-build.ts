import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { writeCitations } from './citation-files.ts';
import { guardLessons } from './lesson-guard.ts';
import { indexPages } from './search-index.ts';
import { drawSocialImages } from './social-images.ts';

/** What is made from the built pages: first they are checked, then the rest is made side by side. */
export function afterBuild(): AstroIntegration {
  return {
    name: 'after-build',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const folder = fileURLToPath(dir);
        logger.info(`${guardLessons(folder)} lesson pages carry their attribution`);
        const [pages, images] = await Promise.all([
          indexPages(folder),
          drawSocialImages(folder),
          writeCitations(folder),
        ]);
        logger.info(`${pages} pages searchable, ${images} social images drawn`);
      },
    },
  };
}
