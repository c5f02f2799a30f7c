import { join } from 'node:path';
import sitemap from '@astrojs/sitemap';
import { defineConfig } from 'astro/config';
import type { Curriculum } from './src/curriculum/model.ts';
import { afterBuild } from './src/integrations/after-build.ts';
import { siteAddress, sitePaths } from './src/site/address.ts';
import { getCurriculum, stopOnContentError } from './src/site/curriculum.ts';
import { cacheFolder } from './src/site/lesson-cache.ts';

if (process.argv.includes('dev')) process.env.AUTHORING ??= '1';

function readCurriculum(): Curriculum {
  try {
    return getCurriculum();
  } catch (problem) {
    return stopOnContentError(problem);
  }
}

const curriculum = readCurriculum();
const address = siteAddress(curriculum.identity.url);
const paths = sitePaths(address);

export default defineConfig({
  site: address.origin,
  base: address.base,
  trailingSlash: 'always',
  outDir: process.env.OUT_DIR || 'dist',
  cacheDir: join(cacheFolder(), 'astro'),
  redirects: Object.fromEntries([...curriculum.aliases].map(([alias, id]) => [`/lessons/${alias}/`, paths.lesson(id)])),
  integrations: [sitemap(), afterBuild()],
  // Editors complete and check the frontmatter of lessons.
  experimental: { contentIntellisense: true },
  devToolbar: { enabled: false },
  build: { inlineStylesheets: 'never' },
  vite: {
    server: { watch: { ignored: ['**/.cache/**'] } },
    // A strict Content-Security-Policy allows no inlined scripts or styles.
    build: {
      assetsInlineLimit: 0,
      rolldownOptions: {
        output: {
          codeSplitting: {
            // One script for all that every page or lesson needs: fewer requests, and it compresses better as a whole.
            groups: [
              {
                name: 'site',
                test: /src\/client\/(?!continue-card|course-progress|lesson-tabs|merge-progress|movable|progress-tools)/,
              },
            ],
          },
        },
      },
    },
  },
});
