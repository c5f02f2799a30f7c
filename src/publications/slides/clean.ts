import type { Element, ElementContent, Nodes, Root } from 'hast';
import { openOutside } from '../still-lesson.ts';
import { element, find, is, matches, replaceElements } from '../tree.ts';

/** What slides have no use for: it is pressed or typed into. */
const GONE = ['button', 'input', 'select', '.verdict', '.score', '.explore-desk', '.explore-live', '.lab-practice'];
const PLAIN: Readonly<Record<string, string>> = {
  form: 'div',
  fieldset: 'div',
  legend: 'p',
  label: 'span',
};
/** Attributes for scripts and forms. */
const ATTRIBUTE = /^(?:id|data[A-Z].*|noValidate|autoComplete|htmlFor|download|ariaLabelledBy|ariaDescribedBy)$/;
const KEPT = ['dataPrompt', 'dataOption', 'dataAttribution'];

/**
 * Takes out of a tree what slides have no use for: what is pressed, attributes of scripts, and ids. Drawings keep theirs, and
 * headings theirs as `data-heading`. @param address of the lesson on the site, to which links within the lesson lead
 */
export function cleaned<Tree extends Root>(tree: Tree, address: string): Tree {
  replaceElements(tree, (node) => (GONE.some((what) => matches(node, what)) ? [] : undefined));
  plain(tree, address);
  return openOutside(tree);
}

function plain(node: Nodes, address: string): void {
  if (node.type === 'element') {
    if (node.tagName === 'svg') return;
    node.tagName = PLAIN[node.tagName] ?? node.tagName;
    const { properties } = node;
    const { href, id } = properties;
    if (typeof href === 'string' && href.startsWith('#')) properties.href = address + href;
    for (const name of Object.keys(properties))
      if (ATTRIBUTE.test(name) && !KEPT.includes(name)) delete properties[name];
    if (/^h[2-4]$/.test(node.tagName) && id !== undefined) properties.dataHeading = id;
    if (properties.role === 'status') delete properties.role;
  }
  if ('children' in node) for (const child of node.children) plain(child, address);
}

/** Nodes with what is folded away unfolded: notes are read, not pressed. */
export function unfolded(nodes: readonly ElementContent[]): ElementContent[] {
  const root = element('div', {}, nodes);
  replaceElements(root, (node) => {
    if (node.tagName !== 'details') return undefined;
    const summary = find(node, 'summary');
    const rest = node.children.filter((child) => child !== summary);
    return [element('p', {}, [element('b', {}, summary?.children ?? [])]), ...unfolded(rest)];
  });
  return root.children;
}

/** Code with its name above it; without a name, nothing. What leads to its file stands in the lesson. */
export function plainCaption(figure: Element): Element {
  const children = figure.children.flatMap((child): ElementContent[] => {
    if (!is(child, 'figcaption')) return [child];
    const name = items(child).find(({ tagName }) => tagName === 'b');
    return name ? [element('figcaption', {}, [name])] : [];
  });
  return { ...figure, children };
}

/** A block as it stands on slides: a table without what scrolls it, code with its name only. */
export function plainBlock(node: Element): Element {
  if (matches(node, '.code')) return plainCaption(node);
  return matches(node, '.scroll') ? (find(node, 'table') ?? node) : node;
}

/** The elements right below one. */
export function items(node: Element): Element[] {
  return node.children.filter((child) => child.type === 'element');
}
