import type { Element, ElementContent } from 'hast';
import { element, matches, textIn } from '../tree.ts';
import { codeParts, inParts } from './cut.ts';
import { codeLayout, codeSizeAmong, extentOf, heightBelow, heightOf, SIZES, sizeFor, WIDTH } from './room.ts';

/** A slide of 1280 × 720 pixels. */
export interface Slide {
  /** What it looks like: a class of the style sheets. */
  kind: 'title' | 'text' | 'question' | 'answer' | 'lab' | 'points' | 'credit' | 'section';
  /** Id of the heading in the lesson that it belongs to, if there is one. */
  heading: string | undefined;
  /** What stands small above the title. */
  label: string;
  title: readonly ElementContent[];
  body: Element[];
  /** Size of its text in pixels. */
  size: number;
  /** What whoever presents it may say: all of the lesson that does not stand on it. */
  notes: ElementContent[];
  /** Minutes that the lesson gives to it besides reading: those of its lab. */
  minutes: number;
}

/** Sizes below which text of a kind is put on one more slide instead. */
const SMALLEST: Readonly<Record<Slide['kind'], number>> = {
  title: 20,
  text: 24,
  question: 20,
  answer: 20,
  lab: 20,
  points: 22,
  credit: 20,
  section: 24,
};
/** Room between two parts that stand side by side, and the narrower of them. */
const GAP = 48;
const BESIDE = 500;

/** What a slide begins with. */
export type Head = Pick<Slide, 'kind' | 'heading' | 'label' | 'title'>;

function slideOf(head: Head): Slide {
  return { ...head, body: [], size: SIZES[5], notes: [], minutes: 0 };
}

const titleText = ({ title }: Head): string => textIn({ type: 'root', children: [...title] }).trim();

/** What is on a slide of its own: a picture, or code whose letters would be small among text. */
const isAlone = (node: Element): boolean => heightOf(node, 20) === Number.POSITIVE_INFINITY;

const isCode = (node: Element): boolean => node.tagName === 'figure' && matches(node, '.code');

/** Puts blocks on slides, each of which begins like the first one. */
export class Deck {
  readonly slides: Slide[] = [];
  private at: Slide | undefined;

  /** Begins a slide. */
  begin(head: Head): Slide {
    this.at = slideOf(head);
    this.slides.push(this.at);
    return this.at;
  }

  /** The slide that is being filled. */
  get current(): Slide {
    if (!this.at) throw new Error('No slide has begun.');
    return this.at;
  }

  /** The same heading on one more slide. */
  private again(): Slide {
    const { kind, heading, label, title } = this.current;
    return this.begin({ kind, heading, label, title });
  }

  private get height(): number {
    return heightBelow(titleText(this.current));
  }

  /** Puts a block on the slide, or on as many more as it takes. */
  add(node: Element): void {
    const { kind, body } = this.current;
    const height = this.height;
    if (body.length > 0) {
      if (this.besides(node)) return;
      const isFull = body.some(isAlone) || isAlone(node) || body.some((one) => matches(one, '.beside'));
      if (!isFull && sizeFor([...body, node], height, SMALLEST[kind]) !== undefined) {
        body.push(node);
        return;
      }
      this.again();
    }
    for (const [index, part] of this.parts(node, height).entries()) {
      if (index > 0) this.again();
      this.current.body.push(part);
    }
  }

  /** Puts the explanation of code beside it, where both have room. */
  private besides(node: Element): boolean {
    const { body } = this.current;
    const [code] = body;
    if (!code || body.length > 1 || !isCode(code) || !['ul', 'ol'].includes(node.tagName)) return false;
    const extent = extentOf(code);
    if (extent.lines.length < 4) return false;
    const rigid = { lines: extent.lines.map((line) => `  ${line}`), isTyped: [] };
    const layout = codeLayout(rigid, WIDTH - BESIDE - GAP, this.height);
    const size = sizeFor([node], this.height, 20, BESIDE);
    if (layout?.columns !== 1 || layout.size < 15 || size === undefined) return false;
    this.current.body = [
      element('div', { className: ['beside'] }, [
        sized(code, layout.size),
        element('div', { style: rem('text', size) }, [node]),
      ]),
    ];
    return true;
  }

  /** A block in parts that have room on slides of their own. */
  private parts(node: Element, height: number): Element[] {
    if (isCode(node)) return partsOfCode(node, height);
    const smallest = SMALLEST[this.current.kind];
    if (sizeFor([node], height, smallest) !== undefined) return [node];
    const fits = (some: readonly Element[]): boolean =>
      sizeFor([{ ...node, children: [...some] }], height, smallest) !== undefined;
    if (node.tagName === 'table') {
      const rows = (name: string): Element[] =>
        node.children.flatMap((part) => (part.type === 'element' && part.tagName === name ? rowsOf(part) : []));
      const [head, body] = [rows('thead'), rows('tbody')];
      return inParts(body, (some) => fits([...head, ...some])).map((some) => ({
        ...node,
        children: [element('thead', {}, head), element('tbody', {}, some)],
      }));
    }
    if (!['ul', 'ol', 'dl', 'div', 'blockquote'].includes(node.tagName)) return [node];
    const items = rowsOf(node);
    if (items.length < 2) return [node];
    let number = Number(node.properties.start ?? 1);
    return inParts(items, fits).map((some) => {
      const start = number;
      number += some.length;
      return {
        ...node,
        properties: node.tagName === 'ol' ? { ...node.properties, start } : node.properties,
        children: [...some],
      };
    });
  }

  /** Gives every slide the largest text that fits, and all code its size. */
  finish(): readonly Slide[] {
    for (const slide of this.slides) {
      const height = heightBelow(titleText(slide), slide.kind === 'title');
      slide.size = sizeFor(slide.body, height, 18) ?? 18;
      slide.body = slide.body.map((node, _, { length }) => {
        if (!isCode(node) || node.properties.style !== undefined) return node;
        if (length > 1) return sized(node, codeSizeAmong(node, slide.size) ?? 15);
        const layout = codeLayout(extentOf(node), WIDTH, height, true) ?? { size: 14, columns: 1 };
        return sized(node, layout.size, layout.columns);
      });
    }
    return this.slides;
  }
}

function rowsOf(node: Element): Element[] {
  return node.children.filter((child) => child.type === 'element');
}

function partsOfCode(node: Element, height: number): Element[] {
  const code = extentOf(node);
  for (let parts = 1; parts <= code.lines.length; parts++) {
    const made = parts === 1 ? [node] : codeParts(node, code.lines, parts);
    if (made.every((part) => codeLayout(extentOf(part), WIDTH, height, true) !== undefined)) {
      return made.map((part, index) =>
        parts === 1 ? part : { ...part, properties: { ...part.properties, dataPart: `${index + 1}/${parts}` } },
      );
    }
  }
  return [node];
}

const rem = (name: string, pixels: number): string => `--${name}:${pixels / 16}rem`;

function sized(code: Element, size: number, columns: 1 | 2 = 1): Element {
  const className = [...(code.properties.className as string[]), ...(columns === 2 ? ['two'] : [])];
  return { ...code, properties: { ...code.properties, className, style: rem('code', size) } };
}
