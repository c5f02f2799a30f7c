import { headingIds } from '../curriculum/text/heading-ids.ts';
import type { Node } from './context.ts';
import { plainText } from './text.ts';

/** Gives every heading an id made from its text, unique in the lesson, in the order of the text. */
export function assignHeadingIds(nodes: readonly Node[], idOf = headingIds()): void {
  for (const node of nodes) {
    if (node.type === 'element' && /^h[2-4]$/.test(node.tagName)) {
      node.properties.id ??= idOf(plainText(node));
    }
    if ('children' in node) assignHeadingIds(node.children as readonly Node[], idOf);
  }
}
