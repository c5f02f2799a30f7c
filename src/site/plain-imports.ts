import type { Plugin } from 'vite';

/** Where Vite keeps what it wraps around every import() of a page. */
const HELPER = '\0vite/preload-helper.js';

/**
 * Leaves import() as browsers know it. Vite announces what an imported script will import in its turn, with a script that is longer
 * than all that a page loads by itself; our chunks are one or two steps deep. Each module has a helper of its own: one for all would be
 * a file of its own, which every page loads, as soon as the scripts of two pages import something later.
 */
export function plainImports(): Plugin {
  return {
    name: 'plain-imports',
    enforce: 'pre',
    apply: 'build',
    configEnvironment: (name) => (name === 'client' ? { build: { modulePreload: false } } : undefined),
    resolveId: (id, importer) => (id === HELPER && importer !== undefined ? `${HELPER}?of=${importer}` : undefined),
    load: (id) => (id.startsWith(`${HELPER}?`) ? 'export const __vitePreload = (load) => load();' : undefined),
  };
}
