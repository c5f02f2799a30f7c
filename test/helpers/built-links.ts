import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { addressOf, builtFiles } from './built.ts';
import { tagsOf } from './html.ts';

/** Links and images of a built site that lead to no file of it, as `page: address`. @param site address of the site, ending in a slash. */
export function brokenLinks(folder: string, site: string): string[] {
  const { origin, pathname: base } = new URL(site);
  return builtFiles(folder, '.html').flatMap(({ path, text }) =>
    tagsOf(text)
      .flatMap(({ attributes }) => [attributes.href, attributes.src])
      .flatMap((address) => {
        if (address === undefined || address.startsWith('#')) return [];
        const url = new URL(address.replaceAll('&amp;', '&'), origin + addressOf(path, base));
        if (url.origin !== origin || url.protocol === 'mailto:') return [];
        const inside = decodeURIComponent(url.pathname.slice(base.length));
        const file = inside === '' || inside.endsWith('/') ? `${inside}index.html` : inside;
        return url.pathname.startsWith(base) && existsSync(join(folder, file)) ? [] : [`${path}: ${address}`];
      }),
  );
}
