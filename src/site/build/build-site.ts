import type { AstroIntegration } from 'astro';
import type { Edition } from '../../assembly/edition.ts';
import { copy } from '../../cli/replace-folder.ts';
import { beginBuild, buildFolder, rendererFolder, siteFolder } from '../building.ts';
import { getContentFiles, getCurriculum } from '../curriculum.ts';
import { afterBuild, finish, guardOf } from '../integrations/after-build.ts';
import { renderPages } from '../integrations/render-pages.ts';
import { renderLessons } from '../lesson-loader.ts';
import { publicFolder } from '../public-folder.ts';
import { bundlingKey, PageKeys } from './keys.ts';
import { Output } from './output.ts';
import { renderSite } from './render-site.ts';
import { keptRenderer } from './renderer.ts';

/** What builds with Astro: it bundles, and our own code renders the pages and completes the site. @param publicDir files at the root of the site. */
export async function rendererOf(edition: Edition, publicDir: string): Promise<AstroIntegration[]> {
  const guard = await guardOf(edition);
  const key = bundlingKey(edition);
  const output = new Output(buildFolder, siteFolder());
  let pages: readonly string[] = [];
  return [
    renderPages({
      key,
      publicFolder: publicDir,
      render: async (app) => {
        pages = await renderSite(app, output, new PageKeys(key, edition, getContentFiles()));
      },
    }),
    afterBuild(() => ({ output, pages, guard })),
  ];
}

/**
 * Builds the site with what an earlier build has bundled from the same sources; only content can have changed since.
 * @param say prints what was done, and what its owner should know.
 * @returns whether there was such a bundling; if not, nothing was built.
 * @throws ContentError, UserError, and what the file system says.
 */
export async function buildWithKept(say: Record<'info' | 'warn', (line: string) => void>): Promise<boolean> {
  const edition = getCurriculum();
  beginBuild();
  const key = bundlingKey(edition);
  const app = await keptRenderer(key, rendererFolder, buildFolder);
  if (!app) return false;
  copy(publicFolder(edition), buildFolder);
  const rendered = await renderLessons();
  say.info(`${edition.lessons.size} lessons, ${rendered} rendered`);
  const output = new Output(buildFolder, siteFolder());
  const pages = await renderSite(app, output, new PageKeys(key, edition, getContentFiles()));
  const guard = await guardOf(edition);
  for (const line of await finish({ output, pages, guard, warn: say.warn })) say.info(line);
  return true;
}
