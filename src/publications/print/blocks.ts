import type { Element, ElementContent, Root, RootContent } from 'hast';
import { classesOf, elements, find, is, textIn } from '../tree.ts';
import { codeMarkup } from './code.ts';
import { exploreMarkup } from './explore.ts';
import { inline, isInline, NOT_PRINTED, trimmed } from './inline.ts';
import type { Look } from './look.ts';
import { drawing, picture } from './picture.ts';
import { indented, keepAnswer, type Printing, roomIn } from './printing.ts';
import { call, content, labelled, labelOf } from './typst.ts';

/** How far lists, steps and parts with a bar beside them are indented, in points. */
const LIST = 16;
const STEP = 26;
const BAR = 12;

/** Prints children as blocks: runs of inline nodes become paragraphs. */
export function blocks(nodes: readonly (RootContent | ElementContent)[], printing: Printing): string {
  const parts: string[] = [];
  let run: (RootContent | ElementContent)[] = [];
  const finish = (): void => {
    const text = trimmed(inline(run, printing));
    if (text !== '') parts.push(text);
    run = [];
  };
  for (const node of nodes) {
    if (isInline(node)) {
      run.push(node);
      continue;
    }
    finish();
    if (node.type === 'element') parts.push(block(node, printing));
  }
  finish();
  return parts.filter((part) => part !== '').join('\n\n');
}

const childrenOf = ({ children }: Element | Root, printing: Printing): string => blocks(children, printing);

/** Prints an element that stands for itself. */
export function block(element: Element, printing: Printing): string {
  const own =
    printing.parts[element.tagName] ??
    classesOf(element)
      .map((name) => printing.parts[`.${name}`])
      .find(Boolean);
  if (own) return own(element, printing);
  const { tagName } = element;
  if (NOT_PRINTED.has(tagName)) return '';
  switch (tagName) {
    case 'p':
      return paragraph(element, printing);
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6':
      return heading(element, Number(tagName[1]), printing);
    case 'ul':
    case 'ol':
      return list(element, printing);
    case 'pre':
      return codeMarkup(element, roomIn(printing));
    case 'figure':
      return figure(element, printing);
    case 'table':
      return table(element, printing);
    case 'hr':
      return call('rule');
    case 'blockquote':
      return call(
        'quote',
        { block: true },
        indented(BAR, printing, () => childrenOf(element, printing)),
      );
    case 'aside':
      return callout(element, printing);
    case 'details':
      return details(element, printing);
    case 'dl':
      return childrenOf(element, printing);
    case 'dt':
      return call('strong', {}, inline(element.children, printing));
    case 'lesson-stepped':
      return stepped(element, printing);
    case 'section':
      return section(element, printing);
    default:
      return division(element, printing);
  }
}

function paragraph(element: Element, printing: Printing): string {
  const text = inline(element.children, printing);
  if (is(element, '.tab-label') || is(element, '.side-title') || is(element, '.step-title'))
    return call('lead-in', {}, text);
  return text;
}

/** The level of a lesson's own heading in the document; those of its sections follow. */
export const LESSON_LEVEL: Readonly<Record<Look, number>> = { book: 2, handout: 1, sheet: 1 };

function heading(element: Element, level: number, printing: Printing): string {
  const id = element.properties.id;
  if (printing.isAnswer) return call('lead-in', {}, inline(element.children, printing));
  const depth = Math.min(LESSON_LEVEL[printing.look] + level - 1, printing.level + 1);
  printing.level = depth;
  const markup = call('heading', { level: depth }, inline(element.children, printing));
  return labelled(markup, id === undefined ? undefined : labelOf(printing.lesson.id, String(id)));
}

function list(element: Element, printing: Printing): string {
  const items = element.children.filter((child) => is(child, 'li'));
  const isTight = items.every((item) => item.children.every(isInline));
  const start = Number(element.properties.start ?? 1);
  const named = { tight: isTight, ...(element.tagName === 'ol' && start !== 1 ? { start } : {}) };
  return call(
    element.tagName === 'ol' ? 'enum' : 'list',
    named,
    ...items.map((item) => indented(LIST, printing, () => listItem(item, printing))),
  );
}

function listItem(item: Element, printing: Printing): string {
  const box = item.children.find((child) => is(child, 'input'));
  const mark = box && is(box, 'input') ? call('tick', { done: box.properties.checked === true }) : '';
  return mark + childrenOf(item, printing);
}

function figure(element: Element, printing: Printing): string {
  if (is(element, '.explore')) return exploreMarkup(element, printing);
  const caption = find(element, 'figcaption');
  const pre = find(element, 'pre');
  if (pre) {
    const title = caption?.children.find((child) => is(child, 'b'));
    const language = caption?.children.find((child) => is(child, 'span'));
    return codeMarkup(pre, roomIn(printing), {
      title: title ? textIn(title) : '',
      language: language ? textIn(language) : '',
    });
  }
  const text = caption ? inline(caption.children, printing) : '';
  const svg = find(element, 'svg');
  const image = find(element, 'img');
  const alt = find(element, '.scroll')?.properties.ariaLabel ?? image?.properties.alt ?? textIn(caption ?? element);
  if (svg) return drawing(svg, String(alt), text, printing);
  return image ? picture(image, String(alt), text, printing) : childrenOf(element, printing);
}

function table(element: Element, printing: Printing): string {
  const rows = [...elements(element)].filter((one) => is(one, 'tr'));
  const cellsOf = (row: Element): Element[] =>
    row.children.filter((cell) => is(cell, 'th') || is(cell, 'td')) as Element[];
  const [head, ...body] = rows;
  const align = (head ? cellsOf(head) : []).map((cell) => String(cell.properties.align ?? 'start'));
  const cell = (one: Element): ReturnType<typeof content> => content(childrenOf(one, printing));
  return call('grid-table', {
    align,
    header: head ? cellsOf(head).map(cell) : [],
    rows: body.map((row) => cellsOf(row).map(cell)),
  });
}

function callout(element: Element, printing: Printing): string {
  const [first, ...rest] = element.children.filter((child) => child.type === 'element');
  const kind = classesOf(element).find((name) => name !== 'callout') ?? 'note';
  const name = first ? find(first, 'span') : undefined;
  const title = first ? find(first, 'b') : undefined;
  const named = {
    kind,
    name: name ? textIn(name) : '',
    title: title ? content(inline(title.children, printing)) : undefined,
  };
  return call(
    'callout',
    named,
    indented(BAR, printing, () => blocks(name ? rest : element.children, printing)),
  );
}

function details(element: Element, printing: Printing): string {
  const summary = element.children.find((child) => is(child, 'summary'));
  const rest = element.children.filter((child) => child !== summary);
  const lead = is(summary ?? element, 'summary')
    ? call('lead-in', {}, inline((summary as Element).children, printing))
    : '';
  return `${lead}\n\n${blocks(rest, printing)}`;
}

function stepped(element: Element, printing: Printing): string {
  const items = [...elements(element)].filter((one) => is(one, 'li') && find(one, '.step-title'));
  return call('steps', {}, ...items.map((item) => indented(STEP, printing, () => childrenOf(item, printing))));
}

function section(element: Element, printing: Printing): string {
  if (element.properties.dataFootnotes !== undefined) return '';
  if (!is(element, '.key-points')) return childrenOf(element, printing);
  return call(
    'key-points',
    {},
    indented(BAR, printing, () => childrenOf(element, printing)),
  );
}

function division(element: Element, printing: Printing): string {
  if (classesOf(element).includes('checkpoint')) return checkpoint(element, printing);
  if (classesOf(element).includes('steps')) {
    const items = (find(element, 'ol')?.children ?? []).flatMap((item) => (is(item, 'li') ? [item] : []));
    return call('steps', {}, ...items.map((item) => indented(STEP, printing, () => childrenOf(item, printing))));
  }
  if (classesOf(element).includes('compare')) {
    const sides = [...elements(element)].filter((one) => is(one, '.side'));
    // Code needs the whole width.
    const columns = find(element, 'pre') ? 1 : sides.length;
    return call('compare', { columns }, ...sides.map((side) => childrenOf(side, printing)));
  }
  if (is(element, '.tab')) return call('alternative', {}, childrenOf(element, printing));
  return childrenOf(element, printing);
}

function checkpoint(element: Element, printing: Printing): string {
  const number = ++printing.count.checkpoints;
  const question = find(element, 'p');
  const hidden = find(element, 'details');
  const label = labelOf(printing.lesson.id, 'checkpoint', String(number));
  const title = `${printing.t('checkpoint')} ${number}`;
  const answer = (hidden?.children ?? []).filter((child) => !is(child, 'summary'));
  keepAnswer({ kind: 'checkpoint', title, label }, printing, () => blocks(answer, printing));
  const asked = (question?.children ?? []).filter((child) => !is(child, '.label'));
  return call('checkpoint', { title, label }, trimmed(inline(asked, printing)));
}
