import type { Element } from 'hast';
import { textOf } from '../attribution/html-tree.ts';
import type { Lesson } from '../curriculum/model.ts';
import { parseHtml } from '../strings/parse-html.ts';
import { renderedLesson } from './rendered-lesson.ts';

/** So many paragraphs and lists are enough to want more. */
const MOST = 3;

/** A paragraph, or the entries of a list. */
export type Opening = { text: string } | { entries: string[] };

const isElement = (node: { type: string }): node is Element => node.type === 'element';

/** How a lesson begins: its first paragraphs and lists in a row, as text. */
export async function openingOf(lesson: Lesson): Promise<Opening[]> {
  const html = (await renderedLesson(lesson.id))?.html ?? '';
  const blocks = parseHtml(html).children.filter(isElement);
  const start = blocks.findIndex(({ tagName }) => tagName === 'p');
  if (start < 0) return [];
  const row = blocks.slice(start, start + MOST);
  const end = row.findIndex(({ tagName }) => !/^(p|ul|ol)$/.test(tagName));
  return row
    .slice(0, end < 0 ? MOST : end)
    .map((block) =>
      block.tagName === 'p'
        ? { text: textOf(block).trim() }
        : { entries: block.children.filter(isElement).map((item) => textOf(item).trim()) },
    );
}
