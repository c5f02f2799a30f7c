import { markdownToHast } from 'satteri';
import { textOf } from '../attribution/html-tree.ts';

const LONGEST = 140;

/** A question as a line of text: its Markdown left out, and cut at a word if it is long. */
export function questionText(markdown: string): string {
  const text = textOf(markdownToHast(markdown, { features: { frontmatter: false } }))
    .replace(/\s+/g, ' ')
    .trim();
  return text.length <= LONGEST ? text : `${text.slice(0, text.lastIndexOf(' ', LONGEST))} …`;
}
