import type { Element } from 'hast';
import type { Node } from './context.ts';

/** The text of nodes without any markup, components left out. */
export function plainText(node: Node | { children: readonly Node[] }): string {
  if ('value' in node) return node.type === 'text' ? node.value : '';
  return 'children' in node ? node.children.map((child) => plainText(child as Node)).join('') : '';
}

/** Elements that stand on lines of their own: what stands before and behind them are different words. */
const APART = new Set(
  `address article aside blockquote br caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
  header hr legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul`.split(/\s+/),
);

const isMark = ({ properties }: Element): boolean => properties.dataFootnoteRef !== undefined;

function words(node: Node, componentText: (node: Node) => string | undefined): string {
  const shown = componentText(node);
  if (shown !== undefined) return shown;
  if (node.type === 'text') return node.value;
  if (!('children' in node) || (node.type === 'element' && isMark(node))) return '';
  const inside = node.children.map((child) => words(child as Node, componentText)).join('');
  const apart = node.type === 'element' ? APART.has(node.tagName) : node.type !== 'mdxJsxTextElement';
  return apart ? ` ${inside} ` : inside;
}

/**
 * What readers read of nodes, as words with single blanks between them: what components print is there, marks of footnotes are not.
 * @param componentText what a component prints; undefined if it shows what stands inside of it, and for all other nodes.
 */
export function readableText(nodes: readonly Node[], componentText: (node: Node) => string | undefined): string {
  return nodes
    .map((node) => words(node, componentText))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}
