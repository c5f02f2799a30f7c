import { type Paths, type SiteAddress, siteAddress, sitePaths } from '../curriculum/addresses.ts';

/** Where a curriculum is being published: SITE_URL in the environment wins over the address of its identity. */
export function builtAddress(identity: { url: string }): SiteAddress {
  return siteAddress(process.env.SITE_URL || identity.url);
}

/** Paths of the site that is being built of a curriculum with this identity. */
export function pathsOf(identity: { url: string }): Paths {
  return sitePaths(builtAddress(identity));
}
