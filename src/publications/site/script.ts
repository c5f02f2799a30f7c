import { posix, resolve } from 'node:path';
import type { Plugin } from 'rolldown';
import { sourcePaths } from '../../cli/source-paths.ts';
import { classicBundle } from '../bundle.ts';

/** Path of the script that takes the place of all others. */
export const SCRIPT = '_astro/site.js';

/** Chunks of what cannot work without a server, by the names of their sources: practice cluster, explorable figures, reports of labs, search. */
const NEEDS_SERVER = /^(open|figure|report|dialog)\.[\w-]+\.js$/;
const ENTRY = '\0site';
const ABSENT = '\0absent';

/** Reads the scripts of a built site. */
function built(scripts: ReadonlyMap<string, string>, entries: readonly string[], base: string): Plugin {
  const before = resolve(sourcePaths.fromFile);
  const parts = entries.map((path) => `${JSON.stringify(path)}: () => import(${JSON.stringify(path)})`);
  // Addresses of files that scripts load count from the folder of the site.
  const address = new RegExp(`([\`"'])${base.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(_astro/[^\`"'$]+)\\1`, 'g');
  return {
    name: 'built-site',
    resolveId(id, importer) {
      if (id === ENTRY || id === before) return id;
      if (scripts.has(id)) return id;
      const path = posix.join(posix.dirname(importer ?? ''), id);
      return NEEDS_SERVER.test(posix.basename(path)) || !scripts.has(path) ? ABSENT : path;
    },
    load(id) {
      if (id === ENTRY)
        return `import ${JSON.stringify(before)};\nconst parts = {${parts.join(',')}};\nfor (const part of (document.currentScript?.dataset.parts ?? '').split(' ')) parts[part]?.();`;
      if (id === ABSENT) return "throw new Error('This needs the site on its server.');\nexport {};";
      return scripts.get(id)?.replace(address, '(window.siteRoot+"$2")');
    },
  };
}

/**
 * All scripts of a built site as one classic script, which browsers run from a folder, where they load no modules. It runs
 * those parts that its element names in `data-parts`.
 * @param scripts texts of the modules, by paths below the site @param entries paths of those that pages load
 */
export async function classicScript(
  scripts: ReadonlyMap<string, string>,
  entries: readonly string[],
  base: string,
): Promise<string> {
  return classicBundle({
    input: ENTRY,
    plugins: [built(scripts, entries, base)],
    // What is absent exports nothing, which is told when it is asked for.
    shimMissingExports: true,
  });
}
