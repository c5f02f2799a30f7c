import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { appIn, type Internals, keepRenderer, type Options, type PagesApp } from '../build/renderer.ts';

/** Astro's own prerenderer, as far as it is used here (Astro 7.3: core/build/default-prerenderer). */
interface Standard {
  setup?(): Promise<void>;
}

interface Told {
  /** Digest of what is bundled; see bundlingKey. */
  key: string;
  /** Folder with the files at the root of the site. */
  publicFolder: string;
  /** Makes all pages. */
  render(app: PagesApp): Promise<void>;
}

/** Where Astro puts the bundle of pages, in the folder of the site, until it has rendered them. */
const PAGES = '.prerender';

/** Has Astro bundle, keeps what came of it, and renders pages in Astro's place: those that have not changed are taken over. */
export function renderPages({ key, publicFolder, render }: Told): AstroIntegration {
  let site = '';
  const make = (standard: Standard): object => {
    let app: PagesApp | undefined;
    return {
      ...standard,
      name: 'render-pages',
      async setup(): Promise<void> {
        const pages = join(site, PAGES);
        const made = await appIn(pages);
        app = made;
        const told: { internals?: Internals; options?: Options } = {};
        made.setInternals = intercepted(made, 'setInternals', (internals: Internals) => {
          told.internals = internals;
        });
        made.setOptions = intercepted(made, 'setOptions', (options: Options) => {
          told.options = options;
        });
        await standard.setup?.();
        const { internals, options } = told;
        if (!internals || !options) throw new Error('Astro has not said what it bundled.');
        const isPublic = (path: string): boolean => existsSync(join(publicFolder, path));
        keepRenderer(key, { pages, site, isPublic }, { internals, options });
      },
      async getStaticPaths(): Promise<[]> {
        if (app) await render(app);
        return [];
      },
    };
  };
  return {
    name: 'render-pages',
    hooks: {
      'astro:config:done': ({ config }) => {
        site = fileURLToPath(config.outDir);
      },
      'astro:build:start': ({ setPrerenderer }) => setPrerenderer(make as Parameters<typeof setPrerenderer>[0]),
    },
  };
}

/** A method that tells what it is given before it does its work. */
function intercepted<T, K extends 'setInternals' | 'setOptions'>(
  app: PagesApp,
  name: K,
  tell: (told: T) => void,
): (told: T) => void {
  const method = app[name].bind(app) as (told: never) => void;
  return (told) => {
    tell(told);
    method(told as never);
  };
}
