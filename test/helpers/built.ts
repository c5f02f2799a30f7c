import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Browser } from 'playwright-core';

/** A file of a built site. */
export interface BuiltFile {
  /** Path below the folder of the site, with forward slashes. */
  path: string;
  text: string;
}

/** Files of a built site whose names have one of the endings, the search index aside. */
export function builtFiles(folder: string, ...endings: string[]): BuiltFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ file, path: relative(folder, file).split(sep).join('/') }))
    .filter(({ path }) => !path.startsWith('pagefind/'))
    .map(({ file, path }) => ({ path, text: readFileSync(file, 'utf8') }));
}

/** What is to be known of a built page. */
export interface PageFacts {
  path: string;
  ids: string[];
  /** Addresses that the page leads to or loads, as they are written. */
  references: string[];
  /** Addresses that a browser loads of its own accord. */
  loaded: string[];
  /** Opening tags with a style attribute. */
  styled: string[];
  /** Opening tags with an event handler, and links that run script. */
  handlers: string[];
  styleElements: number;
  /** Text of scripts that stand in the page and are run. */
  inlineScripts: string[];
  /** JSON-LD blocks. */
  jsonLd: string[];
}

/** Reads built pages with the parser of a browser, without running them. */
export async function pageFacts(browser: Browser, files: readonly BuiltFile[]): Promise<PageFacts[]> {
  const page = await browser.newPage();
  const facts: PageFacts[] = [];
  for (const { path, text } of files) {
    const found = await page.evaluate((html) => {
      const parsed = new DOMParser().parseFromString(html, 'text/html');
      const all = [...parsed.querySelectorAll('*')];
      const tag = (node: Element): string => (node.cloneNode(false) as Element).outerHTML;
      const values = (selector: string, attribute: string): string[] =>
        [...parsed.querySelectorAll(selector)].map((node) => node.getAttribute(attribute) ?? '');
      const sets = values('[srcset]', 'srcset').flatMap((set) =>
        set.split(',').map((one) => one.trim().split(' ')[0] ?? ''),
      );
      const images = [...values('meta[property="og:image"], meta[name="twitter:image"]', 'content'), ...sets];
      return {
        ids: all.map((node) => node.id).filter((id) => id !== ''),
        references: [
          ...values('[href]', 'href'),
          ...values('[src]', 'src'),
          ...values('[poster]', 'poster'),
          ...images,
        ],
        loaded: [
          ...values('[src]', 'src'),
          ...sets,
          ...values(
            'link:is([rel~="stylesheet"], [rel~="icon"], [rel~="preload"], [rel~="modulepreload"], [rel="manifest"])',
            'href',
          ),
        ],
        styled: all.filter((node) => node.hasAttribute('style')).map(tag),
        handlers: all
          .filter((node) =>
            [...node.attributes].some(({ name, value }) => /^on/i.test(name) || /^\s*javascript:/i.test(value)),
          )
          .map(tag),
        styleElements: parsed.querySelectorAll('style').length,
        inlineScripts: [...parsed.querySelectorAll('script:not([src])')]
          .filter((script) => script.getAttribute('type') !== 'application/ld+json')
          .map((script) => script.textContent),
        jsonLd: [...parsed.querySelectorAll('script[type="application/ld+json"]')].map((script) => script.textContent),
      };
    }, text);
    facts.push({ path, ...found });
  }
  await page.close();
  return facts;
}

/** Address path of a built page: its folder for index.html, else the file. */
export function addressOf(path: string, base: string): string {
  return base + path.replace(/(^|\/)index\.html$/, '$1');
}

/** A built site as links see it: which addresses have a file, and which headings and marks its pages have. */
export class LinkTargets {
  private readonly files: ReadonlySet<string>;
  private readonly ids: ReadonlyMap<string, ReadonlySet<string>>;
  /** Address of the site, ending in the base path. */
  private readonly site: string;

  constructor(folder: string, facts: readonly PageFacts[], site: string) {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    this.files = new Set(
      entries.map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')),
    );
    this.ids = new Map(facts.map(({ path, ids }) => [path, new Set(ids)]));
    this.site = site;
  }

  /** Why a reference in a built file leads nowhere; undefined if it is good or leads to another site. */
  problem(from: string, reference: string): string | undefined {
    const url = new URL(reference, `${new URL(this.site).origin}${addressOf(from, new URL(this.site).pathname)}`);
    if (url.origin !== new URL(this.site).origin) return undefined;
    const { pathname: base } = new URL(this.site);
    if (!url.pathname.startsWith(base)) return `${from}: ${reference} leads out of the site`;
    const inside = decodeURIComponent(url.pathname.slice(base.length));
    const path = inside === '' || inside.endsWith('/') ? `${inside}index.html` : inside;
    if (!this.files.has(path)) return `${from}: ${reference} leads to no file`;
    const id = decodeURIComponent(url.hash.slice(1));
    if (id !== '' && this.ids.get(path)?.has(id) !== true) return `${from}: ${reference} leads to no place on its page`;
    return undefined;
  }
}
