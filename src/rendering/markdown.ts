import { markdownToHast } from 'satteri';
import { escapeHtml } from '../strings/html.ts';
import type { Node, RenderContext } from './context.ts';
import { finishFootnotes } from './footnotes.ts';
import { toHtml } from './to-html.ts';

const PLAIN = /^[^\\`*_[\]<>&!#|~:^\n-]*$/;

/**
 * Renders Markdown from a data file (quiz, lab). HTML in it is shown as text.
 * `inline` drops the paragraph around text of a single paragraph; a direction of its own stays with the text.
 */
export function renderMarkdown(text: string, form: 'block' | 'inline', context: RenderContext): string {
  const trimmed = text.trim();
  if (PLAIN.test(trimmed) && !/[\u0590-\u08FF]/.test(trimmed))
    return form === 'inline' ? escapeHtml(trimmed) : `<p>${escapeHtml(trimmed)}</p>`;
  const tree = markdownToHast(trimmed, { features: { frontmatter: false }, position: false });
  const nodes = tree.type === 'root' ? (tree.children as Node[]) : [];
  if (trimmed.includes('[^')) finishFootnotes(nodes, context.idPrefix(), context.t);
  const html = toHtml(nodes, context);
  if (form === 'inline') {
    const [, direction = '', single] = /^<p( dir="(?:ltr|rtl)")?>([\s\S]*)<\/p>$/.exec(html) ?? [];
    if (single !== undefined && !/<p[ >]/.test(single))
      return direction === '' ? single : `<span${direction}>${single}</span>`;
  }
  return html;
}
