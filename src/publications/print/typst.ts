/**
 * Typst source, written so that nothing of a lesson is ever read as markup: every text is a string literal.
 * https://typst.app/docs/reference/syntax/
 */

/** A string literal of Typst. */
export function literal(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

/** Text in markup; none for no text. */
export function words(text: string): string {
  return text === '' ? '' : `#${literal(text)}`;
}

/** A value in code: strings, numbers, lists, and content that is written already. */
export type Value = string | number | boolean | undefined | Content | readonly Value[];

/** Markup that is an argument. */
export interface Content {
  markup: string;
}

/** Markup as an argument. */
export function content(markup: string): Content {
  return { markup };
}

function written(value: Value): string {
  if (value === undefined) return 'none';
  if (typeof value === 'string') return literal(value);
  if (typeof value !== 'object') return String(value);
  if ('markup' in value) return `[${value.markup}]`;
  const list = value as readonly Value[];
  return `(${list.map((one) => `${written(one)},`).join('')})`;
}

/** A call in markup: of a function of the style, with named arguments and content. */
export function call(name: string, named: Readonly<Record<string, Value>> = {}, ...bodies: readonly string[]): string {
  const parameters = Object.entries(named).map(([key, value]) => `${key}: ${written(value)}`);
  return `#${name}(${parameters.join(', ')})${bodies.map((body) => `[${body}]`).join('')}`;
}

/** A name that a label can have, of ids of a lesson: labels of different ids differ. */
export function labelOf(...ids: readonly string[]): string {
  return ids.join('--').replace(/[^\w.-]/gu, (character) => `:${character.codePointAt(0)?.toString(16)}:`);
}

/** Beginning of addresses of labels; addresses of headings in the same lesson begin with # and nothing else. */
const LABEL = '#@';

/** The address of a label, for links in a lesson. */
export function addressOf(label: string): string {
  return LABEL + label;
}

/** The label that an address leads to: one of the document, or a heading of the lesson that it stands in; undefined if it leads elsewhere. */
export function labelAt(address: string, lessonId: string): string | undefined {
  if (address.startsWith(LABEL)) return address.slice(LABEL.length);
  return address.startsWith('#') ? labelOf(lessonId, address.slice(1)) : undefined;
}

/** Markup that gives what stands before it a label. */
export function labelled(markup: string, label: string | undefined): string {
  return label === undefined ? markup : `${markup}#label(${literal(label)})`;
}

/** From this length on, a word of code may be broken behind its signs. */
const LONG_WORD = 22;

/** Code in a line: long paths and addresses may be broken where they have signs. */
export function breakable(text: string): string {
  return text.replace(/\S+/g, (word) =>
    word.length < LONG_WORD ? word : word.replace(/(?<=.{3}[/.:=,_&?-])(?=[^/.:=,_&?-].{3})/g, '\u200b'),
  );
}
