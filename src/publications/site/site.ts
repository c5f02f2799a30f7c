import { posix } from 'node:path';
import type { Root } from 'hast';
import { UserError } from '../../cli/user-error.ts';
import { zip } from '../archive.ts';
import { kinds } from '../kinds.ts';
import type { Format, Loss, Published, Source } from '../publication.ts';
import { elements } from '../tree.ts';
import { type Addresses, copiedAddresses } from './addresses.ts';
import { filesOfSite } from './folder.ts';
import { ABOUT, aboutPage, type Copy, copiedPage, modulesOf, readPage } from './page.ts';
import { classicScript, SCRIPT } from './script.ts';

/** Folder in the archive: what is unpacked lies together. */
const FOLDER = 'site/';
/** The page for addresses that lead nowhere: only servers show it. */
const NOWHERE = '404.html';
const DEFINITIONS = /^lessons\/[^/]+\/definitions\.json$/;

/** The path of a site on its host, as its pages say it. @throws UserError if they do not */
function baseOf(page: Root): string {
  for (const { tagName, properties } of elements(page)) {
    const address = tagName === 'link' ? String(properties.href) : '';
    if (address.endsWith('/favicon.ico')) return address.slice(0, -'favicon.ico'.length);
  }
  throw new UserError(
    'The site was not built by this project: its first page names no icon. Build it: "npm run build".',
  );
}

/** A style sheet whose addresses count from itself. */
function copiedStyle(text: string, path: string, { from }: Addresses): string {
  return text.replace(/(url\(\s*["']?|@import\s+["'])([^"')\s]+)/g, (whole, before: string, address: string) => {
    const relative = from(path, address);
    return relative === undefined ? whole : before + relative;
  });
}

/** The definitions of a lesson as a script, by the addresses of the links in its page. */
function definitionsScript(text: string, path: string, { from }: Addresses): string {
  const page = posix.join(posix.dirname(path), 'index.html');
  const definitions = Object.entries(JSON.parse(text) as Record<string, string>);
  const relative = Object.fromEntries(definitions.map(([address, text]) => [from(page, address) ?? address, text]));
  return `siteData(${JSON.stringify(relative)});\n`;
}

/** The whole site as one archive, whichever course it was asked for. */
async function publish({ edition, t, site = 'dist' }: Source): Promise<Published[]> {
  const files = filesOfSite(
    site,
    edition.frozen.map(({ id }) => id),
  );
  const text = (path: string): string => files.get(path)?.toString('utf8') ?? '';
  const pages = new Map(
    [...files.keys()].filter((path) => path.endsWith('.html')).map((path) => [path, readPage(text(path))]),
  );
  const base = baseOf(readPage(text('index.html')));
  const scripts = new Map(
    [...files.keys()].filter((path) => /^_astro\/(?!redirect\.).*\.js$/.test(path)).map((path) => [path, text(path)]),
  );
  const entries = [...new Set([...pages.values()].flatMap((page) => modulesOf(page, base)))]
    .filter((path) => scripts.has(path))
    .sort();
  const isCopied = (path: string): boolean => path !== NOWHERE && !scripts.has(path) && !DEFINITIONS.test(path);
  const addresses = copiedAddresses(base, edition.identity.url, new Set([...files.keys()].filter(isCopied)));
  const copy: Copy = { addresses, t, parts: new Set(entries) };
  const made = new Map<string, string | Uint8Array>([[SCRIPT, await classicScript(scripts, entries, base)]]);
  const losses: Loss[] = [
    { lesson: undefined, what: 'search', instead: 'a page that says so; browsers search in a page' },
  ];
  for (const [path, bytes] of files) {
    const page = pages.get(path);
    if (page) {
      if (path === NOWHERE) aboutPage(page, edition.identity.name, copy);
      const copied = copiedPage(page, path === NOWHERE ? ABOUT : path, copy);
      made.set(path === NOWHERE ? ABOUT : path, copied.html);
      losses.push(...copied.losses);
    } else if (DEFINITIONS.test(path)) made.set(`${path}.js`, definitionsScript(text(path), path, addresses));
    else if (path.endsWith('.css')) made.set(path, copiedStyle(text(path), path, addresses));
    else if (isCopied(path)) made.set(path, bytes);
  }
  const below = new Map([...made].map(([path, content]) => [FOLDER + path, content]));
  return [{ name: kinds.site.site, content: zip(below), losses }];
}

/** The built site as one file, to be opened from a folder without a server. */
export const wholeSite: Format = { id: 'site', needs: 'site', publish };
