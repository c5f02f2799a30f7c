import { markdownToHast } from 'satteri';
import { textOf } from '../attribution/html-tree.ts';

const LONGEST = 140;

/** A paragraph of one line that has nothing of Markdown: what stands there is what it says. Questions mostly are. */
const PLAIN = /^\p{L}[\p{L}\p{N} ,;:?'"’“”()%.–—-]*$/u;
/** What looks like an address is a link. */
const ADDRESS = /www\.|:\/\//i;

/** Several pages show the same questions. */
const known = new Map<string, string>();

/** Markdown as a line of text. */
export function lineOfText(markdown: string): string {
  const remembered = known.get(markdown);
  if (remembered !== undefined) return remembered;
  const isPlain = PLAIN.test(markdown) && !ADDRESS.test(markdown);
  const text = isPlain ? markdown : textOf(markdownToHast(markdown, { features: { frontmatter: false } }));
  const line = text.replace(/\s+/g, ' ').trim();
  known.set(markdown, line);
  return line;
}

/** A question as a line of text: its Markdown left out, and cut at a word if it is long. */
export function questionText(markdown: string): string {
  const text = lineOfText(markdown);
  return text.length <= LONGEST ? text : `${text.slice(0, text.lastIndexOf(' ', LONGEST))} …`;
}
