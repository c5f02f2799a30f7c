import { fileURLToPath } from 'node:url';
import sitemap from '@astrojs/sitemap';
import { defineConfig } from 'astro/config';
import { lessonGuard } from './src/integrations/lesson-guard.ts';
import { searchIndex } from './src/integrations/search-index.ts';
import { siteAddress, sitePaths } from './src/site/address.ts';
import { getCurriculum } from './src/site/curriculum.ts';

const curriculum = getCurriculum();
const address = siteAddress(curriculum.identity.url);
const paths = sitePaths(address);

export default defineConfig({
  site: address.origin,
  base: address.base,
  trailingSlash: 'always',
  outDir: process.env.OUT_DIR || 'dist',
  cacheDir: process.env.CACHE_DIR || fileURLToPath(new URL('.cache/astro', import.meta.url)),
  redirects: Object.fromEntries([...curriculum.aliases].map(([alias, id]) => [`/lessons/${alias}/`, paths.lesson(id)])),
  integrations: [sitemap(), lessonGuard(), searchIndex()],
  devToolbar: { enabled: false },
  build: { inlineStylesheets: 'never' },
  vite: {
    // A strict Content-Security-Policy allows no inlined scripts or styles.
    build: { assetsInlineLimit: 0 },
  },
});
