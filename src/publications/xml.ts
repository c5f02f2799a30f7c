/** XML that is well-formed already; everything else is text and gets escaped. */
export interface Markup {
  readonly markup: string;
  /** Whether it may stand on a line of its own: white space around it means nothing. */
  readonly isElement?: boolean;
}

/** What may stand in an element; undefined is left out. */
export type XmlContent = Markup | string | undefined | readonly XmlContent[];

/** Attributes, in their order; undefined is left out. */
export type XmlAttributes = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * What no XML 1.0 document can hold in any form (XML 1.0, 2.2): control characters, lone surrogates, U+FFFE and
 * U+FFFF; those of C1, which it discourages, go with them.
 */
const NO_CHARACTER = /(?![\t\n\r])[\p{Cc}\uFFFE\uFFFF\p{Surrogate}]/gu;
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** A text with U+FFFD for every character that XML has no form for. */
export function xmlCharacters(text: string): string {
  return text.replace(NO_CHARACTER, '\uFFFD');
}

/** Text as element content. */
function escapeXml(text: string): string {
  return xmlCharacters(text).replace(/[&<>\r]/g, (character) => ESCAPES[character] ?? character);
}

/** Text as the value of an attribute in double quotes; white space stays as it is (XML 1.0, 3.3.3). */
function escapeAttribute(text: string): string {
  return xmlCharacters(text).replace(/[&<>"\t\n\r]/g, (character) => ESCAPES[character] ?? character);
}

/** XML that was made elsewhere, as by xhtmlOf. */
export function markup(text: string): Markup {
  return { markup: xmlCharacters(text) };
}

/** Text as a CDATA section; one that holds its end is split in two. */
export function cdata(text: string): Markup {
  return { markup: `<![CDATA[${xmlCharacters(text).replaceAll(']]>', ']]]]><![CDATA[>')}]]>` };
}

function flat(content: XmlContent): (Markup | string)[] {
  if (content === undefined) return [];
  if (typeof content === 'string' || 'markup' in content) return [content];
  return content.flatMap(flat);
}

/**
 * Makes an element. One that holds elements only has each of them on a line of its own; no white space is added to text.
 * @param name with its prefix, if it has one
 */
export function xml(name: string, attributes: XmlAttributes = {}, ...content: XmlContent[]): Markup {
  const parts = flat(content);
  const values = Object.entries(attributes)
    .map(([key, value]) => (value === undefined ? '' : ` ${key}="${escapeAttribute(String(value))}"`))
    .join('');
  if (parts.length === 0) return { markup: `<${name}${values}/>`, isElement: true };
  const isStructure = parts.every((part) => typeof part !== 'string' && part.isElement === true);
  const inner = parts.map((part) => (typeof part === 'string' ? escapeXml(part) : part.markup));
  const between = isStructure ? '\n' : '';
  return { markup: `<${name}${values}>${between}${inner.join(between)}${between}</${name}>`, isElement: true };
}

/** A whole document, in UTF-8. */
export function xmlDocument(root: Markup): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root.markup}\n`;
}
