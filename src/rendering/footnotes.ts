import type { Element } from 'hast';
import type { Translate } from '../strings/index.ts';
import type { Node } from './context.ts';

/** What the parser's ids of footnotes begin with. */
const IDS = /^#?(?:user-content-fn|footnote-label$)/;

/** Every element of a tree, in its order. */
function* elementsOf(nodes: readonly Node[]): Generator<Element> {
  for (const node of nodes) {
    if (node.type === 'element') yield node;
    if ('children' in node) yield* elementsOf(node.children as readonly Node[]);
  }
}

/** "user-content-fnref-x-2", the second mark of the note x, is also the mark of a note x-2: the first gets a capital letter. */
function markId(id: string, note: string): string {
  const first = `user-content-fnref-${note}`;
  return id !== first && id.startsWith(`${first}-`) ? `${first}-N${id.slice(first.length + 1)}` : id;
}

/** Numbers of the marks of each note, apart from each other whatever the notes are called. */
function separateMarks(nodes: readonly Node[]): void {
  for (const element of elementsOf(nodes)) {
    const { id, href, dataFootnoteRef } = element.properties;
    if (element.tagName === 'a' && dataFootnoteRef !== undefined)
      element.properties.id = markId(String(id), String(href).replace('#user-content-fn-', ''));
    const note = element.tagName === 'li' ? /^user-content-fn-(.+)$/.exec(String(id))?.[1] : undefined;
    if (note === undefined) continue;
    for (const { properties } of elementsOf(element.children)) {
      if (properties.dataFootnoteBackref !== undefined)
        properties.href = `#${markId(String(properties.href).slice(1), note)}`;
    }
  }
}

/**
 * Makes the footnotes of a text those of a page: their ids are unique on it, their words in its language.
 * @param prefix what begins their ids; a page has several texts with footnotes.
 */
export function finishFootnotes(nodes: readonly Node[], prefix: string, t: Translate): void {
  separateMarks(nodes);
  for (const { tagName, properties, children } of elementsOf(nodes)) {
    const number = /^Back to reference (\S+)$/.exec(String(properties.ariaLabel ?? ''))?.[1];
    if (properties.dataFootnoteBackref !== undefined && number !== undefined)
      properties.ariaLabel = t('footnoteBack', { number });
    if (tagName === 'h2' && properties.id === 'footnote-label')
      children.splice(0, children.length, { type: 'text', value: t('footnotes') });
    if (prefix === '') continue;
    if (IDS.test(String(properties.id ?? ''))) properties.id = prefix + properties.id;
    if (IDS.test(String(properties.href ?? ''))) properties.href = `#${prefix}${String(properties.href).slice(1)}`;
    const described = properties.ariaDescribedBy;
    if (described !== undefined && String(described) === 'footnote-label')
      properties.ariaDescribedBy = [`${prefix}footnote-label`];
  }
}
