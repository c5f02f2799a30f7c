/** In this room: the repository's documents and the rules as pages. */

import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import type { Element } from 'hast';
import { toHtml as serialize } from 'hast-util-to-html';
import { markdownToHast } from 'satteri';
import { parseFence } from '../curriculum/text/fence-options.ts';
import { renderCode } from '../rendering/code.ts';
import type { Node } from '../rendering/context.ts';
import { assignHeadingIds } from '../rendering/headings.ts';
import { knowsLanguage } from '../rendering/highlight.ts';
import { plainText } from '../rendering/text.ts';
import type { Translate } from '../strings/index.ts';

/** Documents of the repository that are pages of the site, too: path in the repository to path of the page. */
export const documentPages: ReadonlyMap<string, string> = new Map([
  ['CONTRIBUTING.md', 'contribute/'],
  ['docs/where-things-are.md', 'contribute/where-things-are/'],
  ['docs/publishing.md', 'contribute/publish/'],
  ['docs/badges.md', 'contribute/badges/'],
  ['GOVERNANCE.md', 'contribute/governance/'],
  ['CODE_OF_CONDUCT.md', 'contribute/code-of-conduct/'],
]);

/** A document as the parts that a page needs. */
export interface Document {
  title: string;
  /** First paragraph, as plain text. */
  lead: string;
  html: string;
}

/** Where links of a document lead. */
export interface DocumentLinks {
  page(path: string): string;
  /** Address at which the repository's files can be read; undefined if it is not public. */
  forge: string | undefined;
  /** Folder of the document in the repository, which its links start from; the root unless given. */
  folder?: string;
}

function addressOf(href: string, { page, forge, folder = '' }: DocumentLinks): string {
  if (/^([a-z]+:|#)/.test(href)) return href;
  const [relative = '', fragment] = href.split('#');
  const path = posix.join(folder, relative);
  const known = documentPages.get(path);
  const suffix = fragment === undefined ? '' : `#${fragment}`;
  if (known !== undefined) return page(known) + suffix;
  return forge === undefined ? href : `${forge}/blob/main/${path}${suffix}`;
}

function codeHtml(pre: Element, t: Translate): string {
  const code = pre.children.find((child): child is Element => child.type === 'element');
  const data = code?.data as { lang?: string; meta?: string } | undefined;
  const language = data?.lang !== undefined && knowsLanguage(data.lang) ? data.lang : 'text';
  const title = parseFence(data?.meta ?? '').options.get('title');
  return renderCode({ code: plainText(pre), language, title }, t);
}

/** Markdown of this repository as HTML. It is ours, so HTML in it is kept. */
export function markdownHtml(markdown: string, links: DocumentLinks, t: Translate): string {
  const tree = markdownToHast(markdown, { features: { frontmatter: false }, position: false });
  const children = tree.type === 'root' ? (tree.children as Node[]) : [];
  assignHeadingIds(children);
  return serialize(
    { type: 'root', children: children.map((node) => transform(node, links, t)) },
    { allowDangerousHtml: true },
  );
}

function transform(node: Node, links: DocumentLinks, t: Translate): Node {
  if (node.type !== 'element') return node;
  const raw = (value: string): Node => ({ type: 'raw', value }) as Node;
  if (node.tagName === 'pre') return raw(codeHtml(node, t));
  const children = node.children.map((child) => transform(child, links, t)) as Element['children'];
  if (node.tagName === 'a') {
    return {
      ...node,
      properties: { ...node.properties, href: addressOf(String(node.properties.href), links) },
      children,
    };
  }
  if (node.tagName === 'table') {
    return raw(
      `<div class="scroll" tabindex="0">${serialize({ ...node, children }, { allowDangerousHtml: true })}</div>`,
    );
  }
  return { ...node, children };
}

/** A document of the repository: its heading of level 1 is the title, what follows the page. */
export function readDocument(path: string, links: DocumentLinks, t: Translate): Document {
  const text = readFileSync(path, 'utf8');
  const [, title = path, rest = text] = /^# (.+)\n([\s\S]*)$/.exec(text) ?? [];
  const first = rest.trim().split(/\n\s*\n/)[0] ?? '';
  const lead = first
    .replace(/\n/g, ' ')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`]/g, '');
  return { title, lead, html: markdownHtml(rest, { ...links, folder: posix.dirname(path) }, t) };
}
