import { type Paths, siteAddress, sitePaths } from '../curriculum/addresses.ts';
import type { FrozenEdition } from '../provider/editions/schema.ts';

/** The frozen edition that a process builds, and the address of the site as it goes on. */
export interface FrozenSite extends Pick<FrozenEdition, 'id' | 'title' | 'date'> {
  current: string;
}

/** The frozen edition that is being built; undefined if it is the site as it goes on. EDITION in the environment says it; see frozenEnvironment. */
export function frozenSite(): FrozenSite | undefined {
  return process.env.EDITION ? (JSON.parse(process.env.EDITION) as FrozenSite) : undefined;
}

/**
 * What a process has to know that builds a frozen edition. Whatever is dated by the day of a build is dated by that of the edition,
 * so that it is the same whenever it is built.
 */
export function frozenEnvironment(site: FrozenSite): Record<string, string> {
  return {
    EDITION: JSON.stringify(site),
    SITE_URL: `${site.current}${site.id}/`,
    SOURCE_DATE_EPOCH: String(Date.parse(site.date) / 1000),
    DIRECTORY_DATE: site.date,
  };
}

/** The whole address of the same page of the site as it goes on. @param path of a page, as the paths of the edition make it. */
export function currentPage(site: FrozenSite, path: string, own: Paths): string {
  const { absolute, page } = sitePaths(siteAddress(site.current));
  return absolute(page(path.slice(own.page('').length)));
}
