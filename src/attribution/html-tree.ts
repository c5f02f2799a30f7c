import type { HastNode } from 'satteri';

/** An element of a parsed page. */
export type HtmlElement = Extract<HastNode, { type: 'element' }>;

/** Text of a node, tags left out. */
export function textOf(node: HastNode): string {
  if (node.type === 'text') return node.value;
  return 'children' in node ? node.children.map((child) => textOf(child as HastNode)).join('') : '';
}

/** Elements of a node, in order, itself included. @param skip elements to leave out with all that they hold. */
export function* elementsOf(
  node: HastNode,
  skip: (element: HtmlElement) => boolean = () => false,
): Generator<HtmlElement> {
  if (node.type === 'element') {
    if (skip(node)) return;
    yield node;
  }
  if ('children' in node) for (const child of node.children) yield* elementsOf(child as HastNode, skip);
}
