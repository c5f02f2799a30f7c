import { posix } from 'node:path';
import { siteAddress } from '../../curriculum/addresses.ts';

/** How addresses of a site look in a copy of it that is opened from a folder. */
export interface Addresses {
  /** Path of the site on its host, with slashes at both ends. */
  base: string;
  /**
   * The address of something of the site, as a file has to name it: relative where the copy has it, else whole; undefined for what is
   * not of the site, or relative already.
   * @param from path of the file below the copy
   */
  from(from: string, address: string): string | undefined;
  /** The whole address, on the site, of the page that a file is. */
  whole(path: string): string;
}

/** The file that an address below the base leads to; folders show their page. */
const fileOf = (path: string): string => decodeURIComponent(path).replace(/(^|\/)$/, '$1index.html');

/**
 * Addresses of a copy.
 * @param url address at which the site is published @param paths of the files that the copy has
 */
export function copiedAddresses(base: string, url: string, paths: ReadonlySet<string>): Addresses {
  const published = siteAddress(url);
  const whole = (path: string): string => `${published.origin}${published.base}${path}`;
  return {
    base,
    whole: (path) => whole(path.replace(/(^|\/)index\.html$/, '$1')),
    from(from, address) {
      if (!address.startsWith(base) || address.startsWith('//')) return undefined;
      const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(address.slice(base.length)) ?? [];
      const file = fileOf(path);
      if (!paths.has(file)) return whole(path + rest);
      const relative = posix.relative(posix.dirname(from), file);
      return relative.split('/').map(encodeURIComponent).join('/') + rest;
    },
  };
}
