import { markdownToHast } from 'satteri';
import { textOf } from '../attribution/html-tree.ts';

const LONGEST = 140;

/** Markdown as a line of text. */
export function lineOfText(markdown: string): string {
  return textOf(markdownToHast(markdown, { features: { frontmatter: false } }))
    .replace(/\s+/g, ' ')
    .trim();
}

/** A question as a line of text: its Markdown left out, and cut at a word if it is long. */
export function questionText(markdown: string): string {
  const text = lineOfText(markdown);
  return text.length <= LONGEST ? text : `${text.slice(0, text.lastIndexOf(' ', LONGEST))} …`;
}
