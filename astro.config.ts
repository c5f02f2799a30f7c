import { join, resolve } from 'node:path';
import mdx from '@astrojs/mdx';
import sitemap from '@astrojs/sitemap';
import { defineConfig } from 'astro/config';
import { builtAddress } from './src/assembly/addresses.ts';
import { beginTextMemories } from './src/checks/text-memories.ts';
import { brandIn, chooseBrand } from './src/cli/brand.ts';
import { cacheFolder } from './src/cli/cache-folder.ts';
import { curriculumRoot } from './src/cli/root.ts';
import { sitePaths } from './src/curriculum/addresses.ts';
import { beginBuild, buildFolder, isBuilding, siteFolder } from './src/site/building.ts';
import { clientWords } from './src/site/client-words.ts';
import { getCurriculum, isAuthoring, stopOnContentError } from './src/site/curriculum.ts';
import { afterBuild } from './src/site/integrations/after-build.ts';
import { findingsPanel } from './src/site/integrations/findings-panel.ts';
import { plainImports } from './src/site/plain-imports.ts';
import { SANDBOX } from './src/site/policy.ts';
import { practiceChunk } from './src/site/practice-chunks.ts';
import { publicFolder } from './src/site/public-folder.ts';

if (process.argv.includes('dev')) process.env.AUTHORING ??= '1';
chooseBrand(brandIn(process.argv));
if (process.argv[2] === 'build') process.env.BUILDING ??= '1';

/** Ends with a report that people can read, if something in the content is wrong. */
function readable<T>(read: () => T): T {
  try {
    return read();
  } catch (problem) {
    return stopOnContentError(problem);
  }
}

// A development server that starts again reads what has changed.
const writeTexts = isAuthoring() ? beginTextMemories(curriculumRoot()) : undefined;
const curriculum = readable(getCurriculum);
writeTexts?.(false);
const address = builtAddress(curriculum.identity);
const paths = sitePaths(address);
if (isBuilding()) readable(beginBuild);
// Only a fork can have styles that nobody here has seen; the original has its tests, and its builds load no driver of
// browsers. Loaded here: at the end of a build Astro loads no modules any more.
const guard = isBuilding() && curriculum.layers.length > 0 ? await import('./src/site/browser-guard.ts') : undefined;

export default defineConfig({
  site: address.origin,
  base: address.base,
  // The development server would look for pages at the addresses of files, too.
  trailingSlash: isAuthoring() ? 'ignore' : 'always',
  publicDir: readable(() => publicFolder(curriculum)),
  srcDir: 'src/site',
  // A build takes the place of the site that is there once it is complete.
  outDir: isBuilding() ? buildFolder : siteFolder(),
  cacheDir: join(cacheFolder(), 'astro'),
  redirects: Object.fromEntries([
    ...[...curriculum.aliases].map(([alias, id]) => [`/lessons/${alias}/`, paths.lesson(id)]),
    ...[...curriculum.courseAliases].map(([alias, id]) => [`/courses/${alias}/`, paths.course(id)]),
  ]),
  // Prose of the site (src/site/prose/); lessons are read as data. Quotation marks stand as they were typed.
  integrations: [
    mdx({ smartypants: false, syntaxHighlight: false }),
    // Pages for one reader alone, and what has no text of its own, are nothing to be found.
    sitemap({
      filter: (page) =>
        ![`/${SANDBOX}`, '/offline/', '/progress/', '/summary/'].some((end) => page.endsWith(end)) &&
        !new URL(page).pathname.startsWith(paths.page('teach/')),
    }),
    findingsPanel(),
    afterBuild(guard),
  ],
  // Editors complete and check the frontmatter of lessons.
  experimental: { contentIntellisense: true },
  devToolbar: { enabled: false },
  build: { inlineStylesheets: 'never' },
  vite: {
    plugins: [plainImports(), clientWords(() => curriculum.identity.language)],
    // What Vite prepares for a development server is not touched by builds beside it.
    ...(isBuilding() ? { cacheDir: join(buildFolder, '../vite') } : {}),
    // The practice cluster runs in a worker: engine and prompt, and parts that follow.
    worker: {
      format: 'es',
      rolldownOptions: {
        output: {
          codeSplitting: {
            groups: [
              practiceChunk(
                resolve('src/site/client/practice/lab-worker.ts'),
                resolve('src/site/client/explore/worker.ts'),
              ),
            ],
            includeDependenciesRecursively: false,
          },
        },
      },
    },
    server: { watch: { ignored: ['**/.cache/**'] } },
    // A strict Content-Security-Policy allows no inlined scripts or styles.
    build: {
      assetsInlineLimit: 0,
      rolldownOptions: {
        // Astro marks its own modules of MDX with directives, which nobody has to mend.
        checks: { moduleLevelDirective: false },
      },
    },
  },
});
