import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RouteData } from 'astro';
import { unzipSync, zipSync } from 'fflate';
import { cacheFolder } from '../../cli/cache-folder.ts';
import { SealedCache } from '../../cli/sealed-cache.ts';
import { filesBelow } from './last-site.ts';

/** What Astro's bundle of pages is: the part of it that is used here (Astro 7.3: core/build/app). */
export interface PagesApp {
  render(request: Request, options: { routeData: RouteData }): Promise<Response>;
  setInternals(internals: Internals): void;
  setOptions(options: Options): void;
}

/** What rendering needs to know of a bundling besides its files: style sheets by page, and scripts that every page has. */
interface Facts {
  pages: readonly (readonly [key: string, page: { styles: unknown }])[];
  bundles: readonly (readonly [specifier: string, path: string])[];
  scripts: unknown;
}

/** Astro's record of a bundling, as far as pages ask for it. */
export interface Internals {
  pagesByKeys: ReadonlyMap<string, { styles: unknown }>;
  entrySpecifierToBundleMap: ReadonlyMap<string, string>;
}

/** What Astro was told to build, as far as pages ask for it. */
export interface Options {
  settings: { scripts: unknown };
  logger: { options: { destination: unknown } };
}

/** Name of the file that has the app, in the folder with the bundle of pages. */
const ENTRY = /^prerender-entry\..*\.mjs$/;

/** Name of the file that has the app, in a folder with a bundle of pages. @throws if there is none. */
export function entryIn(folder: string): string {
  const name = readdirSync(folder).find((found) => ENTRY.test(found));
  if (name === undefined) throw new Error(`There is no bundle of pages in ${folder}.`);
  return name;
}

/** The app in a folder with a bundle of pages. @throws if there is none. */
async function appIn(folder: string): Promise<PagesApp> {
  const { app } = (await import(/* @vite-ignore */ pathToFileURL(join(folder, entryIn(folder))).href)) as {
    app: PagesApp;
  };
  return app;
}

const FACTS = 'facts.json';
const PAGES = 'pages/';
const FILES = 'files/';

/** A bundling is large, and only the last one is of use; two may take turns, such as those of two brands. */
const MOST_KEPT_MS = 7 * 24 * 3600 * 1000;
const cache = new SealedCache(() => join(cacheFolder(), 'renderer'), '.zip');

function readAll(folder: string, under: string, isWanted: (path: string) => boolean): Record<string, Uint8Array> {
  const paths = [...filesBelow(folder)].filter(isWanted).sort();
  return Object.fromEntries(paths.map((path) => [under + path, new Uint8Array(readFileSync(join(folder, path)))]));
}

/**
 * Keeps what bundling gave, so that the next build of the same sources renders without bundling again.
 * @param key digest of all that was bundled. @param pages folder with the bundle of pages. @param site folder that the files for browsers are in.
 */
export function keepRenderer(
  key: string,
  { pages, site }: { pages: string; site: string },
  { internals, options }: { internals: Internals; options: Options },
): void {
  const facts: Facts = {
    pages: [...internals.pagesByKeys].map(([page, { styles }]) => [page, { styles }]),
    bundles: [...internals.entrySpecifierToBundleMap],
    scripts: options.settings.scripts,
  };
  const own = relative(site, pages).split(sep)[0];
  const files = {
    [FACTS]: new TextEncoder().encode(JSON.stringify(facts)),
    ...readAll(pages, PAGES, () => true),
    ...readAll(site, FILES, (path) => !path.startsWith(`${own}/`)),
  };
  cache.write(key, zipSync(files, { level: 0 }));
  cache.prune(new Set([key]), MOST_KEPT_MS);
}

/** What prints what Astro has to say of pages: warnings and errors. */
const destination = {
  write(event: { level: string; message: string }): boolean {
    if (event.level === 'warn' || event.level === 'error') console.error(event.message);
    return true;
  },
};

/**
 * Renders with what an earlier build has bundled from the same; undefined if there is none.
 * @param work folder in the project, from which packages of the project are found. @param site folder for the files for browsers.
 */
export async function keptRenderer(key: string, work: string, site: string): Promise<PagesApp | undefined> {
  const known = cache.read(key);
  if (!known) return undefined;
  const files = unzipSync(known);
  for (const [path, bytes] of Object.entries(files)) {
    if (path === FACTS) continue;
    const place = path.startsWith(PAGES) ? join(work, path.slice(PAGES.length)) : join(site, path.slice(FILES.length));
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, bytes);
  }
  const facts = JSON.parse(new TextDecoder().decode(files[FACTS])) as Facts;
  let app: PagesApp;
  try {
    app = await appIn(work);
  } catch {
    // Whatever is wrong with it, a new one is right, or says what is.
    return undefined;
  }
  app.setInternals({ pagesByKeys: new Map(facts.pages), entrySpecifierToBundleMap: new Map(facts.bundles) });
  app.setOptions({ settings: { scripts: facts.scripts }, logger: { options: { destination } } });
  return app;
}
