import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { AstroIntegration } from 'astro';
import { entryIn, type Internals, keepRenderer, type Options } from '../build/renderer.ts';

/** Astro's own prerenderer, as far as it is used here (Astro 7.3: core/build/default-prerenderer). */
interface Standard {
  setup?(): Promise<void>;
}

/** What Astro tells the app of pages. */
interface Told {
  internals: Internals;
  options: Options;
}

/** Where Astro puts the bundle of pages, in the folder of the site, until it has rendered them. */
const PAGES = '.prerender';

/** Keeps what Astro has bundled, and has it render nothing: that is done by our own code (../build/render-site.ts). @param key under which it is kept. */
export function keepBundles(key: string): AstroIntegration {
  let site = '';
  const make = (standard: Standard): object => ({
    ...standard,
    name: 'keep-bundles',
    async setup(): Promise<void> {
      const pages = join(site, PAGES);
      const told = await toldOf(join(pages, entryIn(pages)), standard);
      keepRenderer(key, { pages, site }, told);
    },
    getStaticPaths: async (): Promise<[]> => [],
  });
  return {
    name: 'keep-bundles',
    hooks: {
      'astro:config:done': ({ config }) => {
        site = fileURLToPath(config.outDir);
      },
      'astro:build:start': ({ setPrerenderer }) => setPrerenderer(make as Parameters<typeof setPrerenderer>[0]),
    },
  };
}

/** Stands for the app of pages, and keeps what that would be told. */
const LISTENER = `export const told = {};
export const app = {
  setInternals: (internals) => void (told.internals = internals),
  setOptions: (options) => void (told.options = options),
};
`;

/**
 * Hears what Astro tells the app of pages of its bundling, without loading the app, which brings all code of pages with it.
 * @param entry path of the file that has the app
 */
async function toldOf(entry: string, standard: Standard): Promise<Told> {
  const aside = `${entry}.aside`;
  renameSync(entry, aside);
  writeFileSync(entry, LISTENER);
  await standard.setup?.();
  const { told } = (await import(/* @vite-ignore */ pathToFileURL(entry).href)) as { told: Partial<Told> };
  renameSync(aside, entry);
  const { internals, options } = told;
  if (!internals || !options) throw new Error('Astro has not said what it bundled.');
  return { internals, options };
}
