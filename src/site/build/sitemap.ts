import { escapeHtml } from '../../strings/html.ts';

/** Pages for one reader alone, and what has no text of its own, are nothing to be found. @param path of a page below the base. */
export function isListed(path: string): boolean {
  const isPrivate = ['sandbox/', 'offline/', 'progress/'].includes(path) || path.endsWith('/summary/');
  return !isPrivate && !path.startsWith('teach/') && !path.startsWith('404');
}

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';
const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9';
/** So many addresses a sitemap may have at most (sitemaps.org, protocol). */
const MOST = 45_000;

/** Sitemaps of addresses, and the index of them, by their paths (sitemaps.org, protocol 0.9). @param root address of the site, with a slash at its end. */
export function sitemaps(addresses: readonly string[], root: string): ReadonlyMap<string, string> {
  const sorted = [...addresses].sort();
  const parts = Array.from({ length: Math.max(1, Math.ceil(sorted.length / MOST)) }, (_, index) =>
    sorted.slice(index * MOST, (index + 1) * MOST),
  );
  const files = parts.map((part, index) => {
    const urls = part.map((address) => `<url><loc>${escapeHtml(address)}</loc></url>`).join('');
    return [`sitemap-${index}.xml`, `${HEAD}<urlset xmlns="${NAMESPACE}">${urls}</urlset>`] as const;
  });
  const listed = files.map(([name]) => `<sitemap><loc>${escapeHtml(root + name)}</loc></sitemap>`).join('');
  return new Map([
    ...files,
    ['sitemap-index.xml', `${HEAD}<sitemapindex xmlns="${NAMESPACE}">${listed}</sitemapindex>`],
  ]);
}
