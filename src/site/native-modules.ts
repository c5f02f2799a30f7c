import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Plugin } from 'vite';

const SOURCES = fileURLToPath(new URL('../', import.meta.url));
/** Folders and files of the site whose modules only a bundler understands, or must see: pages, and what runs in browsers. */
const BUNDLED = [
  'site/pages/',
  'site/client/',
  'site/components/',
  'site/content.config.ts',
  'site/lesson-collection.ts',
];
/** Whether a module is one that Node can load as it is: TypeScript without a query that asks a bundler for more. @param id its path */
export const isNative = (id: string): boolean =>
  id.startsWith(SOURCES) && id.endsWith('.ts') && !BUNDLED.some((path) => id.startsWith(SOURCES + path));

/** What Node has loaded for modules that Vite runs, by their paths: a module of Vite's has no import() of Node's. */
const LOADED = 'commonhelmNativeModules';
const loaded = new Map<string, object>();

/**
 * Lets Node load what needs no bundler while a site is built or written, in place of Vite: configuration, loader and pages share one copy
 * of each module, and only pages and what is for browsers are bundled. It halves what it costs to bundle pages, and what a development
 * server takes to start.
 */
export function nativeModules(): Plugin {
  Object.assign(globalThis, { [LOADED]: loaded });
  return {
    name: 'native-modules',
    enforce: 'pre',
    applyToEnvironment: ({ name }) => name !== 'client',
    async resolveId(source, importer, options) {
      if (this.environment.mode !== 'build' || !/^\.|\.ts$/.test(source)) return null;
      const found = await this.resolve(source, importer, { ...options, skipSelf: true });
      if (!found || found.external || !isNative(found.id)) return found;
      return { id: pathToFileURL(found.id).href, external: 'absolute' };
    },
    async load(id) {
      if (this.environment.mode === 'build' || !isNative(id)) return null;
      const module = (await import(pathToFileURL(id).href)) as object;
      loaded.set(id, module);
      const found = `globalThis.${LOADED}.get(${JSON.stringify(id)})`;
      return `export const { ${Object.keys(module).join(', ')} } = ${found};`;
    },
  };
}
