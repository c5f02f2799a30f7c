import type { Element } from 'hast';
import { toHtml as serialize } from 'hast-util-to-html';
import { directionOf, directionOfText } from '../strings/direction.ts';
import { escapeHtml } from '../strings/html.ts';
import { isComponentNode } from './component.ts';
import { renderComponent } from './component-call.ts';
import type { Node, RenderContext } from './context.ts';
import { renderFence } from './fences.ts';
import { resolveLink } from './lesson-links.ts';
import { plainText } from './text.ts';

type RawNode = { type: 'raw'; value: string };

/** Serializes nodes of a lesson; components, fences, links and headings become what the site makes of them. */
export function toHtml(nodes: readonly Node[], context: RenderContext): string {
  const children = nodes.map((node) => transform(node, context));
  return serialize({ type: 'root', children: children as Node[] }, { allowDangerousHtml: true });
}

function raw(value: string): RawNode {
  return { type: 'raw', value };
}

function transform(node: Node, context: RenderContext): Node | RawNode {
  if (isComponentNode(node)) return raw(renderComponent(node, context));
  switch (node.type) {
    case 'mdxFlowExpression':
    case 'mdxTextExpression': {
      if (/^\s*\/\*[\s\S]*\*\/\s*$/.test(node.value)) return raw('');
      context.report('lesson/expression', node.position?.start, {
        message: `A lesson cannot contain the expression {${node.value.trim()}}.`,
        why: 'Lessons are data: no code of theirs runs when the site is built.',
        remedy: 'Write \\{ if you mean the character; use a component for anything else.',
      });
      return raw('');
    }
    case 'mdxjsEsm':
      context.report('lesson/import', node.position?.start, {
        message: 'A lesson cannot import or export anything.',
        why: 'Components are there without imports, and no code of a lesson runs when the site is built.',
        remedy: 'Remove the line. Put code that is to be shown in a code fence; begin a sentence with another word.',
      });
      return raw('');
    case 'raw':
      return raw(escapeHtml(node.value));
    case 'element':
      return transformElement(node, context);
    default:
      return node;
  }
}

function transformElement(node: Element, context: RenderContext): Node | RawNode {
  const inside = (): Element['children'] =>
    node.children.map((child) => transform(child, context)) as Element['children'];
  switch (node.tagName) {
    case 'pre':
      return raw(renderFence(node, context));
    case 'a':
      return { ...node, properties: resolveLink(node, context), children: inside() };
    case 'h1':
      context.report('lesson/heading-one', node.position?.start, {
        message: 'The text has a heading of level 1.',
        why: 'The title of the lesson is the only one on its page; screen readers navigate by it.',
        remedy: 'Begin with "##".',
      });
      // What stands in it may have mistakes of its own.
      return { ...node, children: inside() };
    case 'table':
      return raw(
        `<div class="scroll" tabindex="0">${serialize({ ...node, children: inside() }, { allowDangerousHtml: true })}</div>`,
      );
    case 'th':
    case 'td':
      // An empty cell is the heading of nothing.
      return {
        ...node,
        tagName:
          plainText(node).trim() === '' && node.children.every(({ type }) => type === 'text') ? 'td' : node.tagName,
        properties: { ...cellProperties(node), ...directed(node, context) },
        children: inside(),
      };
    case 'input':
      return raw(
        `<span class="task" role="img" aria-label="${context.t(node.properties.checked ? 'taskDone' : 'taskOpen')}">${node.properties.checked ? '☑' : '☐'}</span>`,
      );
    case 'img':
      context.report('lesson/image', node.position?.start, {
        message: 'Images in Markdown have no place for a caption or a checked source.',
        why: 'A figure names its file, which is then published and checked with the lesson.',
        remedy: 'Use <Figure src="…" alt="…" caption="…" /> with a file in files/.',
      });
      return raw('');
    default:
      return { ...node, properties: { ...node.properties, ...directed(node, context) }, children: inside() };
  }
}

/** Blocks of text, which have a direction of their own. */
const BLOCKS = new Set(['p', 'li', 'h2', 'h3', 'h4', 'h5', 'h6', 'td', 'th', 'blockquote']);

/** The direction of a block, where it differs from that of the page: code in it says nothing of that. */
function directed(node: Element, { curriculum: { identity } }: RenderContext): Element['properties'] {
  if (!BLOCKS.has(node.tagName)) return {};
  const direction = directionOfText(proseOf(node));
  return direction === undefined || direction === directionOf(identity.language) ? {} : { dir: direction };
}

/** Text of a block without code and without blocks of code. */
function proseOf(node: Node): string {
  if (node.type === 'text') return node.value;
  if (!('children' in node) || (node.type === 'element' && /^(pre|code)$/.test(node.tagName))) return '';
  return node.children.map((child) => proseOf(child as Node)).join('');
}

/**
 * Alignment as a class: a strict Content-Security-Policy forbids the inline style that Markdown tables come with. Its name says
 * that it is one of cells, so that nothing else which is "right" is aligned with them.
 */
function cellProperties(node: Element): Element['properties'] {
  const { style, ...rest } = node.properties;
  const align = typeof style === 'string' ? /text-align:\s*(\w+)/.exec(style)?.[1] : undefined;
  return align === undefined || align === 'left'
    ? rest
    : { ...rest, className: [align === 'right' ? 'cell-end' : `cell-${align}`] };
}
