import { attributes } from '../strings/html.ts';

/**
 * A drawing in the box in which it is scrolled where it is wider than the page. The box is the image, with the words that stand for
 * it: it is what the keyboard stops at, and what is read out then.
 */
export function drawingBox(svg: string, alt: string): string {
  return `<div${attributes({ class: 'scroll', tabindex: '0', role: 'img', 'aria-label': alt })}>${svg}</div>`;
}
