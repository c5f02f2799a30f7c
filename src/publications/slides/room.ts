/**
 * Room on slides, in pixels of a slide of 1280 × 720. Nothing is measured in a browser, so that slides are the same everywhere: what a
 * text takes is reckoned from its letters and from the fonts that the file brings along.
 */

import type { Element, ElementContent } from 'hast';
import { classesOf, elements, is, textIn } from '../tree.ts';

/** Sizes that text may have. The first ones are for a few sentences, which stand alone. */
export const SIZES = [42, 37, 32, 29, 26, 24, 22, 20, 18] as const;
const USUAL = 32;
/** Width of what stands below the title. */
export const WIDTH = 1120;
/** Height from the top of a slide's content to its foot. */
const HEIGHT = 606;
/** Mean width of a letter of the font for text, and of the font for code, in ems. */
const LETTER = 0.485;
const CODE_LETTER = 0.635;
/** Heights of lines, in ems: those of the style sheets. */
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

/** Height that is left below a title and the label above it. @param isLarge whether it is that of the lesson, which is larger */
export function heightBelow(title: string, isLarge = false): number {
  if (isLarge) return HEIGHT - 34 - linesOf(title.length, WIDTH - 32, 64) * 76 - 76;
  return HEIGHT - 34 - (title === '' ? 0 : linesOf(title.length, WIDTH, 44) * 52 + 22);
}

function linesOf(letters: number, width: number, size: number): number {
  // A line is never full: a word goes to the next one as a whole.
  return Math.max(1, Math.ceil((letters * size * LETTER) / (width - size * 1.6)));
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

/** Code as lines: what they have room for is reckoned from them. */
export interface Extent {
  lines: readonly string[];
  /** Whether a line was typed: it may go on below, while what a program printed keeps its columns. */
  isTyped: readonly boolean[];
}

/** The lines of a figure with code. */
export function extentOf(figure: Element): Extent {
  const lines: string[] = [''];
  const isTyped: boolean[] = [false];
  const walk = (node: ElementContent, typed: boolean): void => {
    if (node.type === 'text') {
      node.value.split('\n').forEach((part, index) => {
        if (index > 0) {
          lines.push('');
          isTyped.push(false);
        }
        lines[lines.length - 1] += part;
        if (typed) isTyped[lines.length - 1] = true;
      });
    } else if ('children' in node) {
      for (const child of node.children as ElementContent[]) walk(child, typed || is(node, 'kbd'));
    }
  };
  const pre = figure.children.find((child) => is(child, 'pre'));
  if (pre) walk(pre, false);
  while (lines.length > 1 && lines.at(-1) === '') lines.pop();
  return { lines, isTyped };
}

/** Rows that code takes; undefined if a line that may not go on below is too long. */
function rowsOf({ lines, isTyped }: Extent, size: number, width: number, isWrapped: boolean): number | undefined {
  const letters = Math.floor((width - 48) / (size * CODE_LETTER));
  let rows = 0;
  for (const [index, line] of lines.entries()) {
    // A prompt stands before what was typed.
    const said = (isTyped[index] ? '$ ' : '') + withoutTabs(line);
    if (said.length <= letters) rows++;
    else if (isTyped[index] || isWrapped) rows += brokenRows(said, letters);
    else return undefined;
  }
  return rows;
}

/** A line with blanks in the place of tabs, which stand at every eighth letter. */
function withoutTabs(line: string): string {
  return line.split('\t').reduce((before, part) => before.padEnd(before.length - (before.length % 8) + 8) + part);
}

/** Rows of a line that goes on below: it is broken behind blanks and hyphens, and in words that are longer than a row. */
function brokenRows(line: string, letters: number): number {
  let rows = 1;
  let used = 0;
  for (const word of line.split(/(?<=[\s-])(?=[^\s-])/)) {
    if (used + word.trimEnd().length > letters && used > 0) {
      rows++;
      used = 0;
    }
    rows += Math.floor(Math.max(0, word.length - 1) / letters);
    used = word.length > letters ? word.length % letters : used + word.length;
  }
  return rows;
}

const CODE_SIZES = [24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14] as const;

/**
 * How large code is where it has this room; undefined if it has to be cut.
 * @param isWrapped whether all lines may go on below, if nothing else helps
 */
export function codeLayout(code: Extent, width: number, height: number, isWrapped = false): CodeLayout | undefined {
  const room = height - CAPTION - 36;
  const one = CODE_SIZES.find((size) => (rowsOf(code, size, width, false) ?? 1e6) * size * CODE_LINE <= room);
  if (one !== undefined && one >= 17) return { size: one, columns: 1 };
  const column = width < WIDTH ? 0 : (width - 48) / 2 + 24;
  const two = CODE_SIZES.find(
    (size) => (Math.ceil((rowsOf(code, size, column, false) ?? 1e6) / 2) + 1) * size * CODE_LINE <= room,
  );
  if (column > 0 && two !== undefined && two > (one ?? 0)) return { size: two, columns: 2 };
  if (one !== undefined) return { size: one, columns: 1 };
  if (!isWrapped) return undefined;
  const isFitting = (rowsOf(code, SMALLEST, width, true) ?? 1e6) * SMALLEST * CODE_LINE <= room;
  return isFitting ? { size: SMALLEST, columns: 1 } : undefined;
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
      return children(node).reduce((sum, item) => sum + itemHeight(item, size, width) + frameOf(node, size), 0) + gap;
    case 'dl':
      return children(node).reduce((sum, one) => sum + heightOf(one, size, width), 0);
    case 'figure': {
      if (!classesOf(node).includes('code')) return Number.POSITIVE_INFINITY;
      const letters = codeSizeAmong(node, size, width);
      if (letters === undefined) return Number.POSITIVE_INFINITY;
      const rows = rowsOf(extentOf(node), letters, width, false) ?? 0;
      return rows * letters * CODE_LINE + 36 + (hasCaption(node) ? CAPTION : 0) + gap;
    }
    case 'table':
      return tableHeight(node, size * 0.86, width) + gap;
  }
  const inner = children(node).filter((child) => BLOCKS.includes(child.tagName));
  if (inner.length > 0) return inner.reduce((sum, child) => sum + heightOf(child, size, width - size), 0);
  return linesOf(lettersIn(node), width, size) * size * LINE + gap;
}

const BLOCKS = ['p', 'ul', 'ol', 'dl', 'div', 'figure', 'table', 'blockquote', 'section'];

/** What stands around each of the options of a question. */
function frameOf(list: Element, size: number): number {
  return ['options', 'order'].some((name) => classesOf(list).includes(name)) ? size * 0.64 + 3 : 0;
}

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

/** Size of code that stands among text of this size; undefined if it would be too small for that. */
export function codeSizeAmong(figure: Element, size: number, width = WIDTH): number | undefined {
  const code = extentOf(figure);
  return CODE_SIZES.find((one) => one <= size * 0.82 && one >= 15 && rowsOf(code, one, width, false) !== undefined);
}

/** The largest size at which blocks fit into a height; undefined if none does. @param smallest of the sizes that may be taken */
export function sizeFor(
  blocks: readonly ElementContent[],
  height: number,
  smallest: number,
  width = WIDTH,
): number | undefined {
  const nodes = blocks.filter((block) => block.type === 'element');
  const largest = nodes.every(({ tagName }) => tagName === 'p') ? Number.POSITIVE_INFINITY : USUAL;
  return SIZES.find(
    (size) =>
      size <= largest &&
      size >= smallest &&
      nodes.reduce((sum, node) => sum + heightOf(node, size, width), 0) <= height,
  );
}
