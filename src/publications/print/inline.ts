import type { Element, ElementContent, Nodes, RootContent } from 'hast';
import { find, is, textIn } from '../tree.ts';
import { picture } from './picture.ts';
import type { Printing } from './printing.ts';
import { breakable, call, labelAt, literal, words } from './typst.ts';

/** Elements that stand in a line of text. */
const INLINE = new Set(
  'a abbr b br cite code del dfn em i img input ins kbd label mark q s samp small span strong sub sup time u var wbr'.split(
    ' ',
  ),
);
/** What pages need and print does not: things to press, fields that scripts fill, marks for screens only. */
export const NOT_PRINTED = new Set(['button', 'form', 'input', 'script', 'select', 'style', 'template']);

/** Whether a node stands in a line of text. */
export function isInline(node: Nodes): boolean {
  return node.type === 'text' || (node.type === 'element' && INLINE.has(node.tagName));
}

/** Markup of a line without spaces at its ends. */
export function trimmed(markup: string): string {
  return markup
    .replace(/^#" +(?=[^"])/, '#"')
    .replace(/^#" "|#" "$/g, '')
    .replace(/(?<=[^\\" ]) +"$/, '"');
}

/** Prints nodes that stand in a line. */
export function inline(nodes: readonly (RootContent | ElementContent)[], printing: Printing): string {
  return nodes
    .map((node) => {
      if (node.type === 'text') return textMarkup(node.value.replace(/\s+/g, ' '));
      return node.type === 'element' ? inlineElement(node, printing) : '';
    })
    .join('');
}

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Text of a line. Most fonts have no raised digits but those of Latin-1, so numbers with others are raised by the compiler. */
function textMarkup(text: string): string {
  return text
    .split(/([⁰¹²³⁴-⁹]*[⁰⁴-⁹][⁰¹²³⁴-⁹]*)/u)
    .map((part, index) =>
      index % 2 === 0
        ? words(part)
        : call('super', {}, words(part.replace(/./gu, (one) => String(RAISED.indexOf(one))))),
    )
    .join('');
}

const STYLES: Readonly<Record<string, string>> = {
  strong: 'strong',
  b: 'strong',
  em: 'emph',
  i: 'emph',
  cite: 'emph',
  dfn: 'emph',
  var: 'emph',
  sub: 'sub',
  del: 'strike',
  s: 'strike',
  ins: 'underline',
  u: 'underline',
  mark: 'highlight',
};

function inlineElement(element: Element, printing: Printing): string {
  const { tagName, properties, children } = element;
  if (is(element, '.sr-only')) return '';
  if (tagName === 'br') return call('linebreak');
  if (tagName === 'code' || tagName === 'kbd' || tagName === 'samp')
    return `#code-text(${literal(breakable(textIn(element)))})`;
  if (tagName === 'a') return link(element, printing);
  if (tagName === 'sup') {
    const reference = find(element, 'a');
    const note = printing.note(String(reference?.properties.href));
    if (note !== undefined) return call('footnote', {}, note);
    return call('super', {}, inline(children, printing));
  }
  if (tagName === 'img') return picture(element, String(properties.alt ?? ''), '', printing);
  if (NOT_PRINTED.has(tagName)) return '';
  const style = STYLES[tagName];
  const text = inline(children, printing);
  if (is(element, '.label')) return call('label-text', {}, text);
  return style ? call(style, {}, text) : text;
}

function link(element: Element, printing: Printing): string {
  const href = String(element.properties.href ?? '');
  if (element.properties.dataFootnoteBackref !== undefined) return '';
  const text = inline(element.children, printing);
  const label = labelAt(href, printing.lesson.id);
  if (is(element, '.term')) return call('term', { id: label }, text);
  if (label !== undefined) return call('cross', { to: label }, text);
  if (text === '') return '';
  const shown = href.replace(/^https?:\/\//, '').replace(/\/$/, '');
  const isNamed =
    textIn(element)
      .replace(/^https?:\/\//, '')
      .replace(/\/$/, '') === shown;
  // A handout has no room for addresses of the site that it comes from.
  const isOwn = printing.look === 'handout' && href.startsWith(new URL('/', printing.address).href);
  return call('away', { href, shown: isNamed || isOwn ? undefined : breakable(decoded(shown)) }, text);
}

/** An address as people read it. */
function decoded(address: string): string {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}
