import { type MdastNode, markdownToMdast, mdxToMdast } from 'satteri';

/** A node of a parsed text. */
export type TreeNode = MdastNode;

/** A node of one type. */
export type NodeOf<Type extends TreeNode['type']> = Extract<TreeNode, { type: Type }>;

/** What is parsed: lessons are MDX; values of data are Markdown in which "<" and "{" mean nothing. */
export type Syntax = 'mdx' | 'markdown';

/** Parses a text as renderers do, with positions. Undefined if it is no MDX; all text is Markdown. */
export function parseTree(text: string, syntax: Syntax): TreeNode | undefined {
  if (syntax === 'markdown') return markdownToMdast(text, { features: { frontmatter: false } });
  try {
    return mdxToMdast(text);
  } catch {
    return undefined;
  }
}

/** Offsets of a node. @throws if it has none: every node of a parsed text has a position. */
export function rangeOf({ type, position }: TreeNode): { start: number; end: number } {
  const start = position?.start.offset;
  const end = position?.end.offset;
  if (start === undefined || end === undefined) throw new Error(`A node of type "${type}" has no position.`);
  return { start, end };
}

/** What stands in a node. */
export function childrenOf(node: TreeNode): readonly TreeNode[] {
  return 'children' in node ? node.children : [];
}

const PHRASING: ReadonlySet<string> = new Set([
  'break',
  'delete',
  'emphasis',
  'footnoteReference',
  'image',
  'imageReference',
  'inlineCode',
  'link',
  'linkReference',
  'mdxJsxTextElement',
  'mdxTextExpression',
  'strong',
  'text',
]);

/** Whether a node is a part of a sentence. */
export function isPhrasing({ type }: TreeNode): boolean {
  return PHRASING.has(type);
}

/** Whether a node is a component. */
export function isComponent(node: TreeNode): node is NodeOf<'mdxJsxFlowElement' | 'mdxJsxTextElement'> {
  return node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement';
}
