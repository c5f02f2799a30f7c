import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { appIn, type Internals, keepRenderer, type Options, type PagesApp } from '../build/renderer.ts';

/** Astro's own prerenderer, as far as it is used here (Astro 7.3: core/build/default-prerenderer). */
interface Standard {
  setup?(): Promise<void>;
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
      const told = listening(await appIn(pages));
      await standard.setup?.();
      keepRenderer(key, { pages, site }, told());
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

/** Listens to what Astro tells the app of pages of its bundling. @returns what was told. */
function listening(app: PagesApp): () => { internals: Internals; options: Options } {
  let internals: Internals | undefined;
  let options: Options | undefined;
  const setInternals = app.setInternals.bind(app);
  const setOptions = app.setOptions.bind(app);
  app.setInternals = (told) => {
    internals = told;
    setInternals(told);
  };
  app.setOptions = (told) => {
    options = told;
    setOptions(told);
  };
  return () => {
    if (!internals || !options) throw new Error('Astro has not said what it bundled.');
    return { internals, options };
  };
}
