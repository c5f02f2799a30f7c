import type { Element, ElementContent } from 'hast';
import { element, is, textIn } from '../tree.ts';

/** Cuts nodes behind a number of line breaks; what goes over a break is in both parts. */
function cutLines(nodes: readonly ElementContent[], after: number): [ElementContent[], ElementContent[]] {
  const before: ElementContent[] = [];
  const rest: ElementContent[] = [];
  let left = after;
  for (const node of nodes) {
    const breaks = textIn(node).split('\n').length - 1;
    if (left <= 0) rest.push(node);
    else if (breaks < left) before.push(node);
    else if (node.type === 'text') {
      const lines = node.value.split('\n');
      before.push({ type: 'text', value: lines.slice(0, left).join('\n') });
      const value = lines.slice(left).join('\n');
      if (value !== '') rest.push({ type: 'text', value });
    } else if (node.type === 'element') {
      const [first, second] = cutLines(node.children, left);
      before.push({ ...node, children: first });
      if (second.some((child) => textIn(child) !== '')) rest.push({ ...node, children: second });
    }
    left -= breaks;
  }
  return [before, rest];
}

/** How far from where parts are equal a better place for a cut is looked for, as a share of a part. */
const LOOK_AROUND = 0.3;

/** How good a place for a cut is before a line: nothing, or where something begins. */
function worth(line: string, previous: string): number {
  if (line === '---' || previous === '') return 3;
  if (/^\S/.test(line)) return 2;
  return /^ {2}\S/.test(line) ? 1 : 0;
}

/** Numbers of the lines before which code is cut into parts, where something begins if possible. */
function places(lines: readonly string[], parts: number): number[] {
  const length = lines.length / parts;
  const reach = Math.floor(length * LOOK_AROUND);
  return Array.from({ length: parts - 1 }, (_, index) => {
    const ideal = Math.round(length * (index + 1));
    let best = ideal;
    let most = -1;
    for (let at = ideal - reach; at <= ideal; at++) {
      const found = worth(lines[at] ?? '', lines[at - 1] ?? 'x') - (ideal - at) / (reach + 1);
      if (found > most) [best, most] = [at, found];
    }
    return best;
  });
}

/** Code in parts of about the same length, each with the caption. */
export function codeParts(figure: Element, lines: readonly string[], parts: number): Element[] {
  const caption = figure.children.filter((child) => is(child, 'figcaption'));
  const pre = figure.children.find((child) => is(child, 'pre')) as Element | undefined;
  const code = pre?.children.find((child) => is(child, 'code')) as Element | undefined;
  let rest: ElementContent[] = code?.children ?? [];
  let done = 0;
  const cut: ElementContent[][] = [];
  for (const place of places(lines, parts)) {
    const [before, after] = cutLines(rest, place - done);
    cut.push(before);
    rest = after;
    done = place;
  }
  return [...cut, rest].map((children) => ({
    ...figure,
    children: [...caption, element('pre', {}, [element('code', {}, children)])],
  }));
}

/** Items or rows in parts of about the same length. @param isFitting whether so many of them, from one on, have room */
export function inParts<Item>(items: readonly Item[], isFitting: (some: readonly Item[]) => boolean): Item[][] {
  for (let parts = 1; parts < items.length; parts++) {
    const length = Math.ceil(items.length / parts);
    const made = Array.from({ length: Math.ceil(items.length / length) }, (_, index) =>
      items.slice(index * length, (index + 1) * length),
    );
    if (made.every(isFitting)) return made;
  }
  return items.map((item) => [item]);
}

/** Sentences of a paragraph or an item, each with its markup. */
export function sentences(nodes: readonly ElementContent[]): ElementContent[][] {
  const all: ElementContent[][] = [[]];
  let ended = false;
  for (const node of nodes) {
    if (node.type !== 'text') {
      all.at(-1)?.push(node);
      ended = /[.!?]$/.test(textIn(node));
      continue;
    }
    if (ended && /^\s/.test(node.value)) all.push([]);
    // Not behind "e.g." and the like: a sentence begins with a capital letter, a digit, or code.
    node.value.split(/(?<=[.!?…][)”"]?)\s+(?=[\p{Lu}\p{Lo}\d]|$)/u).forEach((value, index) => {
      if (index > 0) all.push([]);
      if (value !== '') all.at(-1)?.push({ type: 'text', value });
    });
    ended = /[.!?…]\s*$/.test(node.value);
  }
  return all.filter((one) => textIn({ type: 'root', children: one }).trim() !== '');
}

/** Letters and words of a sentence that can stand on a slide. */
const LONGEST_KEY = 170;
const FEWEST_WORDS = 4;

/**
 * Whether an author has marked something in a sentence, and it can stand alone.
 * @param button the label of what only pages have, and sentences about it are for those who read them
 */
export function isKey(sentence: readonly ElementContent[], button: string): boolean {
  const text = textIn({ type: 'root', children: [...sentence] }).trim();
  const isMarked = sentence.some((node) => is(node, 'strong') && textIn(node).replace(/[.:]$/, '') !== button);
  const isWhole = !/[:：]$/.test(text) && text.split(/\s+/).length >= FEWEST_WORDS;
  return isMarked && isWhole && text.length <= LONGEST_KEY;
}

/** The sentences with which a text begins, as many as have so many letters; one at least. */
export function leadOf(nodes: readonly ElementContent[], most: number): ElementContent[] {
  const lead: ElementContent[] = [];
  for (const one of sentences(nodes)) {
    if (lead.length > 0 && textIn({ type: 'root', children: [...lead, ...one] }).length > most) break;
    if (lead.length > 0) lead.push({ type: 'text', value: ' ' });
    lead.push(...one);
  }
  return lead;
}
