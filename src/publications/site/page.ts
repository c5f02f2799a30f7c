import { posix } from 'node:path';
import type { Element, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import type { Translate } from '../../strings/index.ts';
import { labWay } from '../lab-way.ts';
import type { Loss } from '../publication.ts';
import { element, elements, find, htmlOf, is, matches, replaceElements } from '../tree.ts';
import type { Addresses } from './addresses.ts';
import { SCRIPT } from './script.ts';

/** Path of the page that says what the copy is, and what it lacks. */
export const ABOUT = 'about-this-copy.html';

/** Properties that hold an address. */
const ADDRESSES = ['href', 'src', 'poster', 'data', 'action', 'xLinkHref', 'dataSummary'];
/** Links for servers, and loads that browsers refuse pages from a folder. */
const LINKS_LEFT_OUT = new Set(['manifest', 'preload', 'modulepreload']);
/** What needs a server, and has nothing in its place. */
const LEFT_OUT = ['site-search', 'open-search', 'save-course', '.take', '.try'];

/** What all pages of a copy have in common. */
export interface Copy {
  addresses: Addresses;
  t: Translate;
  /** Scripts of the site that are parts of the script of the copy. */
  parts: ReadonlySet<string>;
}

/** The modules that a page loads, as paths below the site. */
export function modulesOf(tree: Root, base: string): string[] {
  return [...elements(tree)]
    .filter(({ tagName, properties }) => tagName === 'script' && properties.type === 'module')
    .map(({ properties }) => String(properties.src ?? '').slice(base.length));
}

/** Reads a page. */
export function readPage(html: string): Root {
  return fromHtml(html);
}

const relOf = ({ properties }: Element): string => [properties.rel].flat().join(' ');

/** What a page of a folder may load: files, and nothing from anywhere else. */
function policyOf(content: string): string {
  const hashes = [...new Set(content.match(/'sha256-[^']+'/g) ?? [])];
  const sources = { 'script-src': ['file:', ...hashes], 'style-src': ['file:'], 'img-src': ['file:', 'data:'] };
  const directives = Object.entries({ 'default-src': ["'none'"], ...sources, 'font-src': ['file:'] });
  return [...directives.map((parts) => parts.flat().join(' ')), "base-uri 'none'", "form-action 'none'"].join(';');
}

/** What takes the place of an element that needs the site on its server; undefined if it works in a copy, too. */
function instead(node: Element, path: string, { addresses, t, parts }: Copy): Element[] | undefined {
  if (LEFT_OUT.some((what) => matches(node, what))) return [];
  const elsewhere = (text: string): Element[] => [
    element('p', {}, [element('a', { href: addresses.whole(path) }, [text])]),
  ];
  if (matches(node, '.lab-practice')) return elsewhere(t(labWay(node).isCluster ? 'copyLab' : 'bookLab'));
  if (matches(node, '.explore-desk')) return elsewhere(t('copyExplore'));
  if (node.tagName === 'link' && LINKS_LEFT_OUT.has(relOf(node))) return [];
  if (node.tagName !== 'script' || node.properties.src === undefined) return undefined;
  const source = String(node.properties.src).slice(addresses.base.length);
  // Of scripts in files, those that lead from a former address stay; the others are parts of one, and those of others stay away.
  return !parts.has(source) && /^_astro\/redirect\./.test(source) ? undefined : [];
}

function rewrite(node: Element, path: string, { from }: Addresses): void {
  const { properties } = node;
  for (const name of ADDRESSES) {
    const value = properties[name];
    if (typeof value === 'string') properties[name] = from(path, value) ?? value;
  }
  for (const name of ['srcSet', 'imageSrcSet']) {
    const value = properties[name];
    if (typeof value === 'string') properties[name] = value.replace(/[^\s,]+/g, (word) => from(path, word) ?? word);
  }
  delete properties.crossOrigin;
  delete properties.dataWorker;
  delete properties.dataReport;
  if (node.tagName === 'meta' && properties.httpEquiv !== undefined && /^refresh$/i.test(String(properties.httpEquiv)))
    properties.content = String(properties.content).replace(
      /url=(.*)$/i,
      (_, address: string) => `url=${from(path, address) ?? address}`,
    );
}

/** Gives a page the policy of a folder in place of that of a server. */
function setPolicy(tree: Root): void {
  const isPolicy = (node: Element): boolean =>
    node.tagName === 'meta' && String(node.properties.httpEquiv).toLowerCase() === 'content-security-policy';
  const policies = [...elements(tree)].filter(isPolicy);
  const content = policyOf(policies.map(({ properties }) => String(properties.content)).join(' '));
  const [first] = policies;
  if (first) first.properties.content = content;
  replaceElements(tree, (node) => (isPolicy(node) && node !== first ? [] : undefined));
}

/**
 * A page as it works in a folder: addresses are relative, what needs a server has made room for a link to the site.
 * @param path of the page below the site
 */
export function copiedPage(tree: Root, path: string, copy: Copy): { html: string; losses: Loss[] } {
  const { addresses, t } = copy;
  const lesson = /^lessons\/([^/]+)\/index\.html$/.exec(path)?.[1];
  const losses: Loss[] = [];
  const modules = modulesOf(tree, addresses.base).filter((part) => copy.parts.has(part));
  for (const node of elements(tree)) {
    const what = is(node, '.lab-practice') ? labWay(node).what : is(node, '.explore-desk') ? 'explorable figures' : '';
    if (what !== '') losses.push({ lesson, what, instead: 'a link to the page on the site' });
  }
  replaceElements(tree, (node) => instead(node, path, copy));
  for (const node of elements(tree)) rewrite(node, path, addresses);
  setPolicy(tree);
  const relative = (file: string): string => posix.relative(posix.dirname(path), file);
  if (modules.length > 0)
    find(tree, 'head')?.children.push(
      element('script', { defer: true, src: relative(SCRIPT), dataBase: addresses.base, dataParts: modules.join(' ') }),
    );
  const footer = find(tree, '.site-footer');
  const links = footer && find(footer, 'ul');
  links?.children.push(element('li', {}, [element('a', { href: relative(ABOUT) }, [t('copyTitle')])]));
  return { html: htmlOf(tree), losses };
}

/** Fills the page for addresses that lead nowhere with what there is to say of the copy. */
export function aboutPage(tree: Root, name: string, { addresses, t }: Pick<Copy, 'addresses' | 't'>): void {
  const title = find(tree, 'title');
  if (title) title.children = [{ type: 'text', value: `${t('copyTitle')} · ${name}` }];
  const main = find(tree, 'main');
  const address = addresses.whole('');
  if (!main) return;
  main.children = [
    element('div', { className: ['page', 'prose'] }, [
      element('h1', {}, [t('copyTitle')]),
      element('p', { className: ['lead'] }, [t('copyLead', { name })]),
      element('p', {}, [element('a', { href: address }, [address])]),
      element('h2', {}, [t('copyHas')]),
      element('p', {}, [t('copyHasText')]),
      element('h2', {}, [t('copyLacks')]),
      element('ul', {}, [
        ...(['copyLacksCluster', 'copyLacksSearch', 'copyLacksSaved', 'copyLacksFiles'] as const).map((key) =>
          element('li', {}, [t(key)]),
        ),
      ]),
    ]),
  ];
}
