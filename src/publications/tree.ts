import type { Element, ElementContent, Nodes, Parents, Root, RootContent } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toHtml } from 'hast-util-to-html';

/** Reads HTML that the renderer made. */
export function treeOf(html: string): Root {
  return fromHtml(html, { fragment: true });
}

/** All elements below a node, in order, itself included. */
export function* elements(node: Nodes): Generator<Element> {
  if (node.type === 'element') yield node;
  if ('children' in node) for (const child of node.children) yield* elements(child);
}

/** Classes of an element. */
export function classesOf({ properties }: Element): readonly string[] {
  return Array.isArray(properties.className) ? properties.className.map(String) : [];
}

/** Whether an element is this: a name, or `.class`. */
export function matches(element: Element, what: string): boolean {
  return what.startsWith('.') ? classesOf(element).includes(what.slice(1)) : element.tagName === what;
}

/** Whether a node is an element, and this: a name, or `.class`. */
export function is(node: Nodes, what: string): node is Element {
  return node.type === 'element' && matches(node, what);
}

/** The first element below a node that is this: a name, or `.class`. */
export function find(node: Nodes, what: string): Element | undefined {
  for (const element of elements(node)) if (is(element, what)) return element;
  return undefined;
}

/** The text of a node, tags left out. */
export function textIn(node: Nodes): string {
  if (node.type === 'text') return node.value;
  return 'children' in node ? node.children.map(textIn).join('') : '';
}

/**
 * Replaces elements, outermost first; what takes the place of one is not looked at again.
 * @param replace what stands in the place of an element: nodes, none, or undefined to keep it and look into it
 */
export function replaceElements(
  parent: Parents,
  replace: (element: Element) => readonly ElementContent[] | undefined,
): void {
  const children = (parent.children as RootContent[]).flatMap((child): RootContent[] => {
    if (child.type !== 'element') return [child];
    const instead = replace(child);
    if (instead !== undefined) return [...instead];
    replaceElements(child, replace);
    return [child];
  });
  parent.children = children as typeof parent.children;
}

/** Makes an element. */
export function element(
  tagName: string,
  properties: Element['properties'] = {},
  children: readonly (ElementContent | string)[] = [],
): Element {
  return {
    type: 'element',
    tagName,
    properties,
    children: children.map((child) => (typeof child === 'string' ? { type: 'text', value: child } : child)),
  };
}

/** A node as HTML. */
export function htmlOf(node: Nodes): string {
  return toHtml(node, { omitOptionalTags: false });
}

/** A node as XHTML: every element is closed, every attribute has a value, and no text ends a CDATA section (XML 1.0, 2.4). */
export function xhtmlOf(node: Nodes): string {
  for (const element of elements(node)) {
    if (element.tagName !== 'svg') continue;
    element.properties.xmlns = 'http://www.w3.org/2000/svg';
  }
  return toHtml(node, {
    closeEmptyElements: true,
    closeSelfClosing: true,
    collapseEmptyAttributes: false,
    omitOptionalTags: false,
    tightSelfClosing: false,
    characterReferences: { useNamedReferences: false },
  }).replaceAll(']]>', ']]&gt;');
}

/** What the button of a lab says: it opens the practice cluster, or services of a lab on tracing. */
export const labWord = (node: Element): 'labPractice' | 'labTracing' =>
  [...elements(node)].some(({ properties }) => properties.dataTracing !== undefined) ? 'labTracing' : 'labPractice';
