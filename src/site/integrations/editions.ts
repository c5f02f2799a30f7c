import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { builtAddress } from '../../assembly/addresses.ts';
import { curriculumRoot } from '../../cli/root.ts';
import { newestEdition } from '../../provider/editions/schema.ts';
import { getCurriculum } from '../curriculum.ts';
import { frozenSite } from '../frozen.ts';
import { frozenFiles, pruneFrozen, writeBelow } from '../frozen-build.ts';
import { redirectPage } from '../redirect-page.ts';

/** Path of what leads to the newest frozen edition. */
export const NEWEST = 'newest/';

const isPage = (path: string): boolean => path.endsWith('index.html') && !path.startsWith('pagefind/');

/** What was put into a site: lines that say so, and what its owner should know. */
interface Added {
  lines: string[];
  warnings: string[];
}

/**
 * Puts each frozen edition of a site below it, under its own path, and pages that lead to those of the newest. A frozen edition
 * itself has none. @param folder of the built site.
 */
export async function addEditions(folder: string): Promise<Added> {
  const { frozen, identity } = getCurriculum();
  if (frozenSite() || frozen.length === 0) return { lines: [], warnings: [] };
  const { origin, base } = builtAddress(identity);
  const target = { root: curriculumRoot(), current: origin + base };
  const warnings: string[] = [];
  const newest = newestEdition(frozen);
  for (const edition of frozen) {
    const files = await frozenFiles(edition, target);
    writeBelow(join(folder, edition.id), files);
    const pages = Object.keys(files).filter(isPage);
    const gone = pages.filter((path) => !existsSync(join(folder, path)));
    if (gone.length > 0)
      warnings.push(
        `the edition ${edition.id} links to ${gone.length} pages that the site does not have any more, such as /${gone[0]?.replace('index.html', '')}; give them a new address under "aliases", if they have one`,
      );
    if (edition !== newest) continue;
    const leading = pages.map((path) => {
      const to = `${base}${edition.id}/${path.slice(0, -'index.html'.length)}`;
      return [NEWEST + path, redirectPage(to, origin + to)] as const;
    });
    writeBelow(folder, Object.fromEntries(leading));
  }
  pruneFrozen(frozen, target);
  return { lines: [`${frozen.length} frozen editions, the newest ${newest?.id}`], warnings };
}
