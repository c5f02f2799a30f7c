import type { Node } from './context.ts';

/** The text of nodes without any markup. */
export function plainText(node: Node | { children: readonly Node[] }): string {
  if ('value' in node) return node.type === 'text' ? node.value : '';
  return 'children' in node ? node.children.map((child) => plainText(child as Node)).join('') : '';
}
