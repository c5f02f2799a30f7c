import { join } from 'node:path';
import { cacheFolder } from '../../cli/cache-folder.ts';
import { copy } from '../../cli/replace-folder.ts';
import { sourcePaths } from '../../cli/source-paths.ts';
import { TextMemory } from '../../cli/text-memory.ts';
import { UserError } from '../../cli/user-error.ts';
import { colorFrom } from '../../rendering/highlight.ts';
import {
  beginBuild,
  buildFolder,
  leaveAsItIs,
  nowMaking,
  rendererFolder,
  siteFolder,
  spareFolder,
} from '../building.ts';
import { getContentFiles, getCurriculum } from '../curriculum.ts';
import { indexPages } from '../integrations/search-index.ts';
import { renderLessons } from '../lesson-loader.ts';
import { publicFolder } from '../public-folder.ts';
import { bundle } from './bundle.ts';
import { bundlingFacts } from './bundling-facts.ts';
import { finish, guardOf } from './finish.ts';
import { bundlingKey, PageKeys } from './keys.ts';
import { unchangedSite } from './last-site.ts';
import { Output } from './output.ts';
import { renderSite } from './render-site.ts';
import { keptRenderer } from './renderer.ts';

/** Of code that is colored, as much is kept for the next build; when there is more, only what this one has shown. */
const MOST_BLOCKS = 20_000;

/** How a build speaks, and how much. */
interface Voice {
  info(line: string): void;
  warn(line: string): void;
  isVerbose: boolean;
}

/**
 * Builds the site, and puts it into the place of the one that is there: what renders pages is bundled only if something else than content has
 * changed since it was, and pages that would be the same again are taken over.
 * @throws ContentError, UserError, and what the file system says; then the site that is there stays.
 */
export async function buildSite({ info, warn, isVerbose }: Voice): Promise<void> {
  const edition = getCurriculum();
  beginBuild();
  const publicFiles = publicFolder(edition);
  const facts = bundlingFacts(edition);
  const key = bundlingKey(facts);
  const keys = new PageKeys(key, edition, getContentFiles(), publicFiles);
  const siteKey = keys.ofSite;
  const before = unchangedSite(siteFolder(), siteKey, buildFolder);
  if (before) {
    for (const line of before) warn(line);
    info('Nothing has changed since the site was built.');
    leaveAsItIs();
    return;
  }
  const render = (): ReturnType<typeof keptRenderer> => keptRenderer(key, rendererFolder, buildFolder);
  let app = await render();
  // Lessons are rendered meanwhile.
  const bundled = app ? undefined : bundle(key, facts, isVerbose);
  bundled?.catch(() => undefined);
  copy(publicFiles, buildFolder);
  const code = new TextMemory(() => join(cacheFolder(), 'code'), sourcePaths.coloring, '', MOST_BLOCKS);
  colorFrom(code);
  const rendered = await renderLessons();
  info(`${edition.lessons.size} lessons, ${rendered} rendered`);
  nowMaking('what renders the pages');
  await bundled;
  app ??= await render();
  if (!app)
    throw new UserError('What was bundled could not be read again. Build again, and look whether the disk is full.');
  nowMaking('the pages');
  const output = new Output(buildFolder, siteFolder());
  output.reuse(spareFolder);
  const rest = Promise.withResolvers<void>();
  let indexing = Promise.resolve(0);
  const pages = await renderSite(app, output, keys, (all) => {
    indexing = indexPages(output, all, rest.promise);
    // Whoever waits for it hears of a failure.
    indexing.catch(() => undefined);
  });
  rest.resolve();
  code.write(false);
  const guard = await guardOf(edition);
  const warnings: string[] = [];
  const lines = await finish({ output, pages, indexing, guard, warn: (line) => warnings.push(line) });
  for (const line of warnings) warn(line);
  for (const line of lines) info(line);
  output.note(siteKey, warnings);
}
