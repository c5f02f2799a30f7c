import { GAP, type Link } from './lesson-text.ts';
import type { Piece } from './piece.ts';
import { childrenOf, isComponent, type NodeOf, rangeOf, type TreeNode } from './tree.ts';

/** What a reference refers to, by its identifier. */
export type Definitions = ReadonlyMap<string, NodeOf<'definition'>>;

/** What links of a tree refer to; of two definitions the first counts. */
export function definitionsIn(tree: TreeNode, found = new Map<string, NodeOf<'definition'>>()): Definitions {
  if (tree.type === 'definition' && !found.has(tree.identifier)) found.set(tree.identifier, tree);
  for (const child of childrenOf(tree)) definitionsIn(child, found);
  return found;
}

/** What readers read of a link. Components print a word. */
function labelOf(node: TreeNode): string {
  if (node.type === 'text') return node.value;
  if (node.type === 'inlineCode') return `\`${node.value}\``;
  if (node.type === 'image' || node.type === 'imageReference') return node.alt ?? '';
  if (node.type === 'break') return ' ';
  const children = childrenOf(node);
  return isComponent(node) && children.length === 0 ? GAP : children.map(labelOf).join('');
}

const BEFORE_ADDRESS = /\s*<?/y;

/** Offset in a text at which an address begins that follows `mark` behind `from`. */
function addressBehind(mark: string, text: string, from: number): number {
  BEFORE_ADDRESS.lastIndex = text.indexOf(mark, from) + mark.length;
  BEFORE_ADDRESS.test(text);
  return BEFORE_ADDRESS.lastIndex;
}

/** A link of a piece; undefined if it is a reference to nothing. */
export function readLink(
  node: NodeOf<'link' | 'linkReference'>,
  piece: Piece,
  definitions: Definitions,
): Link | undefined {
  const { start, end } = rangeOf(node);
  const definition = node.type === 'link' ? node : definitions.get(node.identifier);
  if (!definition) return undefined;
  const text = node.children.map(labelOf).join('');
  const address = definition.url;
  const written = node.type === 'linkReference' || piece.text[start] === '[';
  const lastChild = node.children.at(-1);
  const behindLabel = lastChild ? rangeOf(lastChild).end : start + 1;
  const inPiece =
    definition.type === 'definition'
      ? addressBehind(']:', piece.text, rangeOf(definition).start)
      : written
        ? addressBehind('](', piece.text, behindLabel)
        : start + (piece.text[start] === '<' ? 1 : 0);
  return {
    text,
    address,
    bare: !written || text.trim() === address,
    start: piece.at(start),
    end: piece.at(end - 1) + 1,
    addressStart: piece.at(inPiece),
  };
}
