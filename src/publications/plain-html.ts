import type { Element, ElementContent, Root } from 'hast';
import { classesOf, element, find, htmlOf, is, replaceElements, textIn, treeOf, xhtmlOf } from './tree.ts';

/** Elements that every editor and player of questions shows: those of the text module of XHTML Basic, and tables. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  p: [],
  div: [],
  pre: [],
  code: [],
  em: [],
  strong: [],
  ul: [],
  ol: ['start'],
  li: [],
  table: [],
  thead: [],
  tbody: [],
  tr: [],
  th: ['colSpan', 'rowSpan'],
  td: ['colSpan', 'rowSpan'],
  a: ['href'],
  kbd: [],
  samp: [],
  sub: [],
  sup: [],
  br: [],
  hr: [],
  img: ['src', 'alt', 'width', 'height'],
  blockquote: [],
};

/** What stands around code: its name, and the code without its colors, marked lines strong. */
function codeOf(figure: Element, hasDirection: boolean): ElementContent[] {
  const code = find(figure, 'code');
  const name = find(figure, 'figcaption')?.children.find((child) => is(child, 'b'));
  return [
    ...(name ? [element('p', {}, [element('strong', {}, [textIn(name)])])] : []),
    element('pre', {}, [element('code', {}, code ? plain(code.children, hasDirection) : [])]),
  ];
}

/** Nodes of which each element is one that is kept, or left out, with its content in its place. */
function plain(nodes: readonly ElementContent[], hasDirection: boolean): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type === 'text') return [node];
    if (node.type !== 'element' || node.tagName === 'button') return [];
    if (node.tagName === 'figure' && classesOf(node).includes('code')) return codeOf(node, hasDirection);
    if (node.tagName === 'svg') return [];
    const children = plain(node.children, hasDirection);
    if (node.tagName === 'mark') return [element('strong', {}, children)];
    if (node.tagName === 'figcaption') return [element('p', {}, [element('em', {}, children)])];
    const kept = KEPT[node.tagName];
    if (kept === undefined) return node.properties.role === 'img' ? altOf(node) : children;
    const properties: Element['properties'] = {};
    for (const name of hasDirection ? [...kept, 'dir'] : kept)
      if (name in node.properties) properties[name] = node.properties[name];
    return [element(node.tagName, properties, children)];
  });
}

/** What a drawing shows, in words. */
function altOf({ properties }: Element): ElementContent[] {
  return [element('p', {}, [String(properties.ariaLabel ?? '')])];
}

/**
 * HTML of the renderer as a tree of elements that every editor and player of questions shows.
 * @param hasDirection whether parts may say in which direction they are written
 */
export function plainTree(html: string, hasDirection = true): Root {
  const tree = treeOf(html);
  tree.children = plain(tree.children as ElementContent[], hasDirection);
  return tree;
}

/** The same as HTML on one line: breaks in code are elements. */
export function plainHtml(html: string): string {
  const tree = plainTree(html);
  replaceElements(tree, (node) => {
    if (node.tagName !== 'pre') return undefined;
    return [element('pre', {}, withBreaks(node.children))];
  });
  return htmlOf(tree)
    .replace(/\s*\n\s*/g, ' ')
    .trim();
}

function withBreaks(nodes: readonly ElementContent[]): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type === 'element') return [{ ...node, children: withBreaks(node.children) }];
    if (node.type !== 'text') return [node];
    return node.value
      .split('\n')
      .flatMap((value, index): ElementContent[] => [
        ...(index === 0 ? [] : [element('br')]),
        ...(value === '' ? [] : [{ type: 'text' as const, value }]),
      ]);
  });
}

/** The same as XHTML. */
export function plainXhtml(html: string, hasDirection = true): string {
  return xhtmlOf(plainTree(html, hasDirection)).trim();
}

/** The text of HTML, on one line. */
export function plainText(html: string): string {
  return textIn(treeOf(html)).replace(/\s+/g, ' ').trim();
}
