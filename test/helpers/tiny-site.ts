import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { build, copyProject, TINY, temporaryFolder } from './build.ts';
import { EditedFolder } from './edited-folder.ts';
import { openSite, type Site } from './site.ts';

/** A built site of the tiny curriculum, changed for a test; closing it removes it. */
export interface TinySite extends Site {
  /** Builds it anew after further changes. */
  rebuild(change: (content: EditedFolder) => void): Promise<void>;
}

/** Builds the tiny curriculum, or another one, with changes, serves it and starts a browser. @throws what the build says, if it fails. */
export async function openTinySite(
  change: (content: EditedFolder) => void,
  base = '/',
  from = TINY,
  environment: Readonly<Record<string, string>> = {},
): Promise<TinySite> {
  const folder = temporaryFolder();
  const [project, content, dist, cache] = ['project', 'content', 'dist', 'cache'].map((name) =>
    join(folder.path, name),
  ) as [string, string, string, string];
  copyProject(project);
  cpSync(from, content, { recursive: true });
  const make = async (edit: typeof change): Promise<void> => {
    edit(new EditedFolder(content));
    const { code, output } = await build({
      project,
      content,
      dist,
      cache,
      address: `http://localhost${base}`,
      environment,
    });
    if (code !== 0) throw new Error(output);
  };
  await make(change);
  const site = await openSite(dist, base);
  return {
    ...site,
    rebuild: make,
    async close() {
      await site.close();
      folder.remove();
    },
  };
}
