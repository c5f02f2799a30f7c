import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import mdx from '@astrojs/mdx';
import { defineConfig } from 'astro/config';
import { cacheFolder } from './src/cli/cache-folder.ts';
import { sitePaths } from './src/curriculum/addresses.ts';
import { isAuthoring } from './src/site/authoring.ts';
import { bundlingTask } from './src/site/build/bundling-facts.ts';
import { bundleFolder, siteFolder } from './src/site/building.ts';
import { clientWords } from './src/site/client-words.ts';
import { keepBundles } from './src/site/integrations/keep-bundles.ts';
import { plainImports } from './src/site/plain-imports.ts';
import { tracingScriptModule } from './src/site/tracing-script.ts';
import { workerFiles } from './src/site/worker-files.ts';

/** What a build has this process bundle; pages are rendered by it, so that Astro needs no content then. */
const task = bundlingTask();
const OURS: Readonly<Record<string, string>> = {
  build: 'Astro by itself builds no whole site. Run "npm run build".',
  dev: 'Astro by itself shows no drafts and no findings. Run "npm run dev".',
};
const instead = OURS[process.argv[2] ?? ''];
if (instead !== undefined) {
  console.error(instead);
  process.exit(1);
}
/** The files at the root of the site, which a build copies by itself. */
function noFiles(): string {
  const none = join(bundleFolder, '../none');
  mkdirSync(none, { recursive: true });
  return none;
}

// What reads content is loaded only where it is read.
const { facts, publicFiles, integrations } = task
  ? { facts: task.facts, publicFiles: noFiles(), integrations: [keepBundles(task.key)] }
  : (await import('./src/site/content-settings.ts')).contentSettings();
const { language, address, aliases, courseAliases } = facts;
const paths = sitePaths(address);

export default defineConfig({
  site: address.origin,
  base: address.base,
  // The development server would look for pages at the addresses of files, too.
  trailingSlash: isAuthoring() ? 'ignore' : 'always',
  publicDir: publicFiles,
  srcDir: 'src/site',
  outDir: task ? bundleFolder : siteFolder(),
  // Astro skips what its store says it knows, and nothing vouches for the store.
  cacheDir: task ? join(bundleFolder, '../astro') : join(cacheFolder(), 'astro'),
  redirects: Object.fromEntries([
    ...aliases.map(([alias, id]) => [`/lessons/${alias}/`, paths.lesson(id)]),
    ...courseAliases.map(([alias, id]) => [`/courses/${alias}/`, paths.course(id)]),
  ]),
  // Prose of the site (src/site/prose/); lessons are read as data. Quotation marks stand as they were typed.
  integrations: [mdx({ smartypants: false, syntaxHighlight: false }), ...integrations],
  // Editors complete and check the frontmatter of lessons.
  experimental: { contentIntellisense: !task },
  devToolbar: { enabled: false },
  build: { inlineStylesheets: 'never' },
  vite: {
    plugins: [plainImports(), clientWords(() => language), tracingScriptModule(), workerFiles()],
    // What Vite prepares for a development server is not touched by builds beside it.
    ...(task ? { cacheDir: join(bundleFolder, '../vite') } : {}),
    // What nobody edits while looking at pages need not be watched: watching is a good part of starting.
    server: { watch: { ignored: ['**/.cache/**', ...['dist', 'docs', 'test'].map((name) => resolve(name, '**'))] } },
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
