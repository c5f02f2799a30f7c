import { escapeHtml } from '../../strings/html.ts';

/** An element of XML, or text that is escaped. */
export type XmlNode = XmlElement | string;

/** Markup that is complete. */
export interface XmlElement {
  xml: string;
}

/** What no document of XML 1.0 may have, not even escaped (2.2, Char). */
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

const escaped = (text: string): string => escapeHtml(text.replace(FORBIDDEN, '\uFFFD'));

/** Makes an element. Attributes and children that are undefined are left out. */
export function xml(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>> = {},
  children: readonly (XmlNode | undefined)[] = [],
): XmlElement {
  const pairs = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escaped(String(value))}"`],
  );
  const inside = children
    .filter((child) => child !== undefined)
    .map((child) => (typeof child === 'string' ? escaped(child) : child.xml))
    .join('');
  return { xml: inside === '' ? `<${name}${pairs.join('')}/>` : `<${name}${pairs.join('')}>${inside}</${name}>` };
}

/** A whole document. */
export function xmlDocument(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root.xml}\n`;
}
