import { headingIds } from '../curriculum/text/heading-ids.ts';
import type { Place } from '../findings/finding.ts';
import type { Node } from './context.ts';
import { plainText } from './text.ts';

/** Ids that a tree has of its own accord: those of its footnotes. */
function* idsIn(nodes: readonly Node[]): Generator<string> {
  for (const node of nodes) {
    if (node.type === 'element' && typeof node.properties.id === 'string') yield node.properties.id;
    if ('children' in node) yield* idsIn(node.children as readonly Node[]);
  }
}

/**
 * Gives every heading an id made from its text, unique in the lesson, in the order of the text.
 * @param reserved ids that something else on the page has. @param prefix what begins each of them.
 */
export function assignHeadingIds(nodes: readonly Node[], reserved: Iterable<string> = [], prefix = ''): void {
  const idOf = headingIds([...reserved, ...idsIn(nodes)]);
  const assign = (node: Node): void => {
    if (node.type === 'element' && /^h[2-4]$/.test(node.tagName)) {
      node.properties.id ??= prefix + idOf(plainText(node));
    }
    if ('children' in node) (node.children as readonly Node[]).forEach(assign);
  };
  nodes.forEach(assign);
}

/** Id of the last heading among nodes that begins above a place in the same text; undefined if none does. */
export function headingAbove(nodes: readonly Node[], place: Place | undefined): string | undefined {
  const above = nodes.filter(
    (node) =>
      node.type === 'element' &&
      /^h[2-4]$/.test(node.tagName) &&
      (node.position?.start.line ?? Number.POSITIVE_INFINITY) < (place?.line ?? 0),
  );
  const last = above.at(-1);
  return last?.type === 'element' ? String(last.properties.id) : undefined;
}
