import { splitLesson } from '../../../curriculum/frontmatter.ts';
import {
  childrenOf,
  isComponent,
  isPhrasing,
  parseTree,
  rangeOf,
  type TreeNode,
} from '../../../curriculum/text/tree.ts';
import { firstWords, oneLine } from './anchor.ts';

/** A block of a lesson's text: a paragraph, a heading, a list or one of its items, a figure, code, a component. */
export interface Block {
  /** Offsets in the file. */
  start: number;
  end: number;
  /** As it is written, without what the list or quote that it stands in puts before its lines. */
  text: string;
  /** What stands before each of its lines but the first. */
  prefix: string;
  /** What people read of it, in one line. */
  words: string;
  /** Its first words, as an edit names it. */
  begins: string;
  isFigure: boolean;
}

const NO_BLOCKS: ReadonlySet<string> = new Set(['root', 'tableRow', 'tableCell', 'mdxjsEsm']);

function wordsOf(node: TreeNode): string {
  if (node.type === 'text' || node.type === 'inlineCode' || node.type === 'code') return node.value;
  return childrenOf(node)
    .map(wordsOf)
    .join(isPhrasing(node) || node.type === 'paragraph' || node.type === 'heading' ? '' : ' ');
}

function isFigure(node: TreeNode): boolean {
  return (node.type === 'code' && node.lang === 'mermaid') || (isComponent(node) && node.name === 'Figure');
}

/** What a list or a quote puts before the further lines of a block that begins at an offset. */
function prefixAt(text: string, start: number): string {
  return text.slice(text.lastIndexOf('\n', start - 1) + 1, start).replace(/[^\s>]/g, ' ');
}

function withoutPrefix(line: string, prefix: string): string {
  if (line.startsWith(prefix)) return line.slice(prefix.length);
  return line.trimEnd() === prefix.trimEnd() ? '' : line;
}

/** A text as it stands in a list or a quote: every line but the first after a prefix. */
export function prefixed(text: string, prefix: string): string {
  return text
    .split('\n')
    .map((line, index) => (index === 0 ? line : line === '' ? prefix.trimEnd() : prefix + line))
    .join('\n');
}

/** The blocks of a lesson in the order of its text, outer ones first. Undefined if its MDX cannot be parsed. */
export function blocksOf(file: string, text: string): Block[] | undefined {
  const { body } = splitLesson(file, text);
  const tree = parseTree(body, 'mdx');
  if (!tree) return undefined;
  const from = text.length - body.length;
  const blocks: Block[] = [];
  const look = (node: TreeNode, outer: { start: number; end: number } | undefined): void => {
    if (isPhrasing(node)) return;
    let range = outer;
    if (!NO_BLOCKS.has(node.type)) {
      const { start, end } = rangeOf(node);
      range = { start, end: start + body.slice(start, end).trimEnd().length };
      // A list with one item, say, is that item.
      if (range.start !== outer?.start || range.end !== outer.end) blocks.push(blockAt(text, from, range, node));
    }
    for (const child of childrenOf(node)) look(child, range);
  };
  look(tree, undefined);
  return blocks;
}

function blockAt(text: string, from: number, range: { start: number; end: number }, node: TreeNode): Block {
  const [start, end] = [from + range.start, from + range.end];
  const prefix = prefixAt(text, start);
  const [first = '', ...rest] = text.slice(start, end).split('\n');
  const own = [first, ...rest.map((line) => withoutPrefix(line, prefix))].join('\n');
  const words = oneLine(wordsOf(node));
  return {
    start,
    end,
    prefix,
    text: own,
    words,
    begins: firstWords(words || own),
    isFigure: isFigure(node),
  };
}
