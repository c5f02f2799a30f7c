import GithubSlugger from 'github-slugger';
import type { Node } from './context.ts';
import { plainText } from './text.ts';

/** Ids that components give to headings of their own. */
const RESERVED = ['key-points'];

/** Gives every heading an id made from its text, unique in the lesson, in the order of the text. */
export function assignHeadingIds(nodes: readonly Node[], slugger = reservedSlugger()): void {
  for (const node of nodes) {
    if (node.type === 'element' && /^h[2-4]$/.test(node.tagName)) {
      node.properties.id ??= slugger.slug(plainText(node));
    }
    if ('children' in node) assignHeadingIds(node.children as readonly Node[], slugger);
  }
}

function reservedSlugger(): GithubSlugger {
  const slugger = new GithubSlugger();
  for (const id of RESERVED) slugger.slug(id);
  return slugger;
}
