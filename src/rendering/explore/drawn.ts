import { attributes, escapeHtml } from '../../strings/html.ts';

/** A part of a drawing, as data: written as text when the site is built, and made of elements in the page. */
export interface Drawn {
  tag: string;
  /** The same for the same thing in every picture, wherever it stands in it. */
  key?: string;
  attributes: Readonly<Record<string, string | number>>;
  children: readonly (Drawn | string)[];
}

/** Makes a part of a drawing. */
export function draw(
  tag: string,
  given: Readonly<Record<string, string | number>> = {},
  ...children: readonly (Drawn | string)[]
): Drawn {
  return { tag, attributes: given, children };
}

/** A part of a drawing as HTML. */
export function drawnHtml({ tag, attributes: given, children }: Drawn): string {
  const inside = children.map((child) => (typeof child === 'string' ? escapeHtml(child) : drawnHtml(child))).join('');
  return `<${tag}${attributes(given)}>${inside}</${tag}>`;
}
