/**
 * Room on slides, in pixels of a slide of 1280 × 720. Nothing is measured in a browser, so that slides are the same everywhere: what a
 * text takes is reckoned from its letters and from the fonts that the file brings along.
 */

import type { Element, ElementContent } from 'hast';
import { classesOf, elements, is, textIn } from '../tree.ts';

/** Sizes that text may have, the usual one first. */
export const SIZES = [32, 29, 26, 24, 22, 20, 18] as const;
/** Width of what stands below the title. */
export const WIDTH = 1120;
/** Height from the top of a slide's content to its foot. */
const HEIGHT = 606;
/** Mean width of a letter of the font for text, and of the font for code, in ems. */
const LETTER = 0.515;
const CODE_LETTER = 0.635;
/** Heights of lines, in ems: those of slides.css. */
const LINE = 1.36;
const CODE_LINE = 1.36;
const CAPTION = 46;
/** Smallest size of code. */
const SMALLEST = 14;

/** How code stands on a slide. */
export interface CodeLayout {
  /** Size of its letters. */
  size: number;
  columns: 1 | 2;
}

/** Height that is left below a title and the label above it. */
export function heightBelow(title: string): number {
  return HEIGHT - 34 - (title === '' ? 0 : linesOf(title.length, WIDTH, 44) * 52 + 22);
}

function linesOf(letters: number, width: number, size: number): number {
  // A line is never full: a word goes to the next one as a whole.
  return Math.max(1, Math.ceil((letters * size * LETTER) / (width - size * 2)));
}

/** Letters of an element, where code counts for what it is wider, and what East Asian scripts write for two. */
function lettersIn(node: Element): number {
  const wide = [...textIn(node)].filter((letter) =>
    /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uff00-\uff60\p{Emoji_Presentation}]/u.test(letter),
  );
  let letters = textIn(node).trim().length + wide.length;
  for (const one of elements(node)) if (one.tagName === 'code') letters += textIn(one).length * 0.2;
  return letters;
}

const children = (node: Element): Element[] => node.children.filter((child) => child.type === 'element');

/** Lines of code, and letters of the longest one with the prompt before it. */
export function extentOf(figure: Element): { lines: string[]; longest: number } {
  const lines = textIn(figure).replace(/\n+$/, '').split('\n');
  return { lines, longest: Math.max(1, ...lines.map(({ length }) => length)) + 2 };
}

/**
 * How large code is where it has this room; undefined if it has to be cut.
 * @param isWrapped whether long lines may go on below
 */
export function codeLayout(
  code: { lines: readonly string[]; longest: number },
  width: number,
  height: number,
  isWrapped = false,
): CodeLayout | undefined {
  const sized = (columns: 1 | 2, most: number): number =>
    Math.min(
      most,
      (width - 48 - (columns - 1) * 48) / columns / (code.longest * CODE_LETTER),
      (height - CAPTION - 36) / (Math.ceil(code.lines.length / columns) * CODE_LINE),
    );
  const one = sized(1, 24);
  if (one >= 17) return { size: Math.floor(one), columns: 1 };
  const two = width >= WIDTH ? sized(2, 22) : 0;
  if (two >= SMALLEST && two > one) return { size: Math.floor(two), columns: 2 };
  if (one >= SMALLEST) return { size: Math.floor(one), columns: 1 };
  if (!isWrapped) return undefined;
  const fits = (width - 48) / (SMALLEST * CODE_LETTER);
  const rows = code.lines.reduce((sum, line) => sum + Math.max(1, Math.ceil((line.length + 2) / fits)), 0);
  return rows * SMALLEST * CODE_LINE + CAPTION + 36 <= height ? { size: SMALLEST, columns: 1 } : undefined;
}

/** Widths of a table's columns, as shares, and what its rows take. */
function tableHeight(table: Element, size: number, width: number): number {
  const rows = [...elements(table)].filter((one) => one.tagName === 'tr').map(children);
  const count = Math.max(1, ...rows.map(({ length }) => length));
  const weights = Array.from({ length: count }, (_, column) => {
    return Math.max(6, ...rows.map((row) => Math.min(60, row[column] ? lettersIn(row[column]) : 0)));
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return rows.reduce((sum, row) => {
    const lines = row.map((cell, column) => {
      const room = Math.max(80, ((weights[column] ?? 6) / total) * width - size);
      return Math.ceil((lettersIn(cell) * size * LETTER * 1.12) / room);
    });
    return sum + Math.max(1, ...lines) * size * LINE + size * 0.72;
  }, 0);
}

/** Height of a block of text at a size, what stands between it and the next one included. */
export function heightOf(node: Element, size: number, width = WIDTH): number {
  const gap = size * 0.55;
  switch (node.tagName) {
    case 'ul':
    case 'ol':
      return children(node).reduce((sum, item) => sum + itemHeight(item, size, width), 0) + gap;
    case 'dl':
      return children(node).reduce((sum, one) => sum + heightOf(one, size, width), 0);
    case 'figure': {
      if (!classesOf(node).includes('code')) return Number.POSITIVE_INFINITY;
      const code = extentOf(node);
      const letters = Math.min(size * 0.8, 22, (width - 48) / (code.longest * CODE_LETTER));
      if (letters < SMALLEST) return Number.POSITIVE_INFINITY;
      return code.lines.length * letters * CODE_LINE + 36 + (hasCaption(node) ? CAPTION : 0) + gap;
    }
    case 'table':
      return tableHeight(node, size * 0.86, width) + gap;
  }
  const inner = children(node).filter((child) => BLOCKS.includes(child.tagName));
  if (inner.length > 0) return inner.reduce((sum, child) => sum + heightOf(child, size, width - size), 0);
  return linesOf(lettersIn(node), width, size) * size * LINE + gap;
}

const BLOCKS = ['p', 'ul', 'ol', 'dl', 'div', 'figure', 'table', 'blockquote', 'section'];

function itemHeight(item: Element, size: number, width: number): number {
  const inner = children(item).filter((child) => BLOCKS.includes(child.tagName));
  const own =
    inner.length > 0
      ? textIn({ ...item, children: item.children.filter((child) => !inner.includes(child as Element)) }).trim()
      : 'own';
  const room = width - size * 1.4;
  if (inner.length === 0) return linesOf(lettersIn(item), room, size) * size * LINE + size * 0.42;
  return inner.reduce(
    (sum, child) => sum + heightOf(child, size, room),
    own === '' ? 0 : linesOf(own.length, room, size) * size * LINE,
  );
}

function hasCaption(figure: Element): boolean {
  return figure.children.some((child) => is(child, 'figcaption'));
}

/** Size of code that stands among text of this size. */
export function codeSizeAmong(figure: Element, size: number, width = WIDTH): number {
  return Math.floor(Math.min(size * 0.8, 22, (width - 48) / (extentOf(figure).longest * CODE_LETTER)));
}

/** The largest size at which blocks fit into a height; undefined if none does. @param smallest of the sizes that may be taken */
export function sizeFor(
  blocks: readonly ElementContent[],
  height: number,
  smallest: number,
  width = WIDTH,
): number | undefined {
  const nodes = blocks.filter((block) => block.type === 'element');
  return SIZES.find(
    (size) => size >= smallest && nodes.reduce((sum, node) => sum + heightOf(node, size, width), 0) <= height,
  );
}
