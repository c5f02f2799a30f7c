import type { Element, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';

/** Every element of a piece of HTML, in order, as a browser would read it. */
export function* elementsIn(node: Root | Element): Generator<Element> {
  for (const child of node.children) {
    if (child.type !== 'element') continue;
    yield child;
    yield* elementsIn(child);
    if (child.tagName === 'template' && child.content) yield* elementsIn(child.content);
  }
}

/** A piece of HTML as a tree with positions, read by the rules of the HTML standard, as browsers do. */
export function parseHtml(html: string): Root {
  return fromHtml(html, { fragment: true, verbose: true });
}

/** Addresses that an attribute holds: several in srcset. Browsers leave out white space and control characters. */
export function addressesIn(name: string, value: unknown): string[] {
  const text = Array.isArray(value) ? value.join(' ') : String(value ?? '');
  const parts = /^(srcset|imagesrcset)$/i.test(name)
    ? text.split(',').map((part) => part.trim().split(/\s/)[0] ?? '')
    : [text];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what browsers leave out
  return parts.map((part) => part.replace(/[\u0000-\u0020]+/g, ''));
}
