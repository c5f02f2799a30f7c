import type { Collection } from './collection.ts';
import { optionPlaces } from './fence-options.ts';
import { attributePlaces } from './jsx-attributes.ts';
import type { Passage } from './lesson-text.ts';
import { type Piece, partOf } from './piece.ts';
import { readFence } from './read-fence.ts';
import { type Definitions, definitionsIn, readLink } from './read-link.ts';
import { childrenOf, isComponent, isPhrasing, type NodeOf, parseTree, rangeOf, type TreeNode } from './tree.ts';

/** Attributes of components and options of code fences that readers read as prose. */
const PROSE_ATTRIBUTES: ReadonlySet<string> = new Set(['alt', 'caption', 'label', 'question', 'title']);

/** Text in which no character means anything to Markdown. */
const PLAIN = /^[^\s\d#+=~-](?:(?!www\.)[^\\`*_[\]<>&!|~:@\n])*$/;

const ENTITY = /&(?:#\d+|#x[\da-f]+|\w+);/iy;
const QUOTED_LINE = /[ \t>]*/y;

/**
 * Reads a piece into a collection. False if it is no MDX: then nothing is known of it.
 * @param kind what its paragraphs are; body: that of a lesson, whose headings links can lead to.
 */
export function readPiece(piece: Piece, into: Collection, kind: 'text' | 'attribute' | 'body' = 'text'): boolean {
  if (PLAIN.test(piece.text)) {
    for (let at = 0; at < piece.text.length; at++) into.cover.show(piece.at(at), piece.text.charCodeAt(at));
    into.passages.push({
      kind: kind === 'attribute' ? kind : 'text',
      start: piece.at(0),
      end: piece.at(piece.text.length - 1) + 1,
    });
    return true;
  }
  const tree = parseTree(piece.text, piece.syntax);
  if (!tree) return false;
  new PieceReader(piece, into, definitionsIn(tree), kind).blocks(childrenOf(tree));
  return true;
}

class PieceReader {
  readonly #piece: Piece;
  readonly #into: Collection;
  readonly #definitions: Definitions;
  readonly #kind: 'text' | 'attribute';
  readonly #isBody: boolean;
  /** Offset in the piece at which the present passage begins, and what it is. */
  #from = 0;
  #present: Passage['kind'] = 'text';
  /** How many passages in other languages are open: they are no prose of the site's language. */
  #foreign = 0;
  /** How many quotations are open. */
  #quotations = 0;
  /** Footnotes in the order in which they are numbered. */
  readonly #footnotes = new Map<string, number>();

  constructor(piece: Piece, into: Collection, definitions: Definitions, kind: 'text' | 'attribute' | 'body') {
    this.#piece = piece;
    this.#into = into;
    this.#definitions = definitions;
    this.#kind = kind === 'attribute' ? kind : 'text';
    this.#isBody = kind === 'body';
  }

  /** Blocks, and parts of sentences that stand among them in components. */
  blocks(nodes: readonly TreeNode[]): void {
    let sentence: TreeNode[] = [];
    const flush = (): void => {
      if (sentence.length > 0) this.#passage(this.#kind, sentence);
      sentence = [];
    };
    for (const node of nodes) {
      if (isPhrasing(node)) {
        sentence.push(node);
        continue;
      }
      flush();
      this.#block(node);
    }
    flush();
  }

  #block(node: TreeNode): void {
    switch (node.type) {
      case 'paragraph':
      case 'tableCell':
        this.#passage(this.#kind, node.children);
        break;
      case 'html':
        this.#passage(this.#kind, [node]);
        break;
      case 'heading':
        this.#heading(node);
        break;
      case 'code':
        this.#fence(node);
        break;
      case 'blockquote':
        this.#quotations++;
        this.blocks(node.children);
        this.#quotations--;
        break;
      case 'footnoteDefinition':
        this.#into.footnoteIds.push('footnote-label', `user-content-fn-${node.identifier}`);
        this.blocks(node.children);
        break;
      default:
        if (isComponent(node)) this.#component(node);
        this.#within(node, () => this.blocks(childrenOf(node)));
    }
  }

  #heading(node: NodeOf<'heading'>): void {
    this.#passage('heading', node.children);
    if (!this.#isBody) return;
    const { depth } = node;
    this.#into.headings.push({ depth, text: this.#plainText(node), start: this.#at(rangeOf(node).start) });
  }

  /** The text of a heading as it is rendered, without markup. */
  #plainText(node: TreeNode): string {
    if (node.type === 'text' || node.type === 'inlineCode') return node.value;
    if (node.type === 'break') return '\n';
    if (node.type === 'footnoteReference') return String(this.#footnotes.get(node.identifier) ?? '');
    return childrenOf(node)
      .map((child) => this.#plainText(child))
      .join('');
  }

  #fence(node: NodeOf<'code'>): void {
    const fence = readFence(node, this.#piece, this.#into.lines);
    this.#into.fences.push(fence);
    if (fence.optionPlaces.size === 0) return;
    const { start } = rangeOf(node);
    const [opening = ''] = this.#piece.text.slice(start).split('\n', 1);
    for (const [name, { value, start: from }] of optionPlaces(opening, start)) {
      if (PROSE_ATTRIBUTES.has(name)) this.#attribute(from, from + value.length);
    }
  }

  /** Words of an attribute or an option. */
  #attribute(start: number, end: number): void {
    if (end > start) readPiece(partOf(this.#piece, start, end), this.#into, 'attribute');
  }

  #passage(kind: Passage['kind'], nodes: readonly TreeNode[]): void {
    const [first] = nodes;
    const last = nodes.at(-1);
    if (!first || !last) return;
    this.#from = rangeOf(first).start;
    this.#present = kind;
    for (const node of nodes) this.#inline(node);
    this.#endPassage(rangeOf(last).end);
  }

  #endPassage(end: number): void {
    if (end > this.#from && this.#foreign === 0)
      this.#into.passages.push({ kind: this.#present, start: this.#at(this.#from), end: this.#at(end - 1) + 1 });
  }

  #inline(node: TreeNode): void {
    const { start, end } = rangeOf(node);
    switch (node.type) {
      case 'text':
      case 'html':
        this.#text(start, end);
        break;
      case 'inlineCode':
        this.#gap(start, end);
        this.#into.codes.push({ value: node.value, start: this.#at(start) });
        break;
      case 'link':
      case 'linkReference':
        this.#link(node);
        break;
      case 'image':
      case 'imageReference':
        this.#alternative(node, start);
        break;
      case 'footnoteReference':
        this.#footnote(node.identifier);
        break;
      case 'mdxJsxTextElement':
        if (node.children.length === 0) this.#gap(start, end);
        this.#component(node);
        this.#within(node, () => {
          for (const child of node.children) this.#inline(child);
        });
        break;
      default:
        for (const child of childrenOf(node)) this.#inline(child);
    }
  }

  /** Reads what stands in a node, and takes it for no prose if it is in another language. */
  #within(node: TreeNode, read: () => void): void {
    const isForeign = isComponent(node) && node.name === 'Language';
    if (isForeign) this.#foreign++;
    read();
    if (isForeign) this.#foreign--;
  }

  #link(node: NodeOf<'link' | 'linkReference'>): void {
    const link = readLink(node, this.#piece, this.#definitions);
    if (link) this.#into.links.push(link);
    const { start, end } = rangeOf(node);
    if (link?.bare) this.#gap(start, end);
    else for (const child of node.children) this.#inline(child);
  }

  #alternative({ alt }: NodeOf<'image' | 'imageReference'>, start: number): void {
    if (alt && this.#piece.text.startsWith(alt, start + 2)) this.#aside(start + 2, start + 2 + alt.length);
  }

  #footnote(identifier: string): void {
    const known = this.#footnotes.has(identifier);
    if (!known) this.#footnotes.set(identifier, this.#footnotes.size + 1);
    this.#into.footnoteIds.push(`user-content-fnref-${identifier}`);
  }

  #component(node: NodeOf<'mdxJsxFlowElement' | 'mdxJsxTextElement'>): void {
    const { start, end } = rangeOf(node);
    const places = attributePlaces(this.#piece.text, start);
    const given = node.attributes.flatMap((attribute) =>
      attribute.type === 'mdxJsxAttribute' && typeof attribute.value === 'string'
        ? [{ name: attribute.name, value: attribute.value, place: places.get(attribute.name) }]
        : [],
    );
    const attributes = new Map(
      given.map(({ name, value, place }) => [name, { value, start: place && this.#at(place.start) }]),
    );
    this.#into.uses.push({ name: node.name ?? '', attributes, start: this.#at(start), end: this.#at(end - 1) + 1 });
    for (const { name, place } of given) {
      if (!place || !PROSE_ATTRIBUTES.has(name)) continue;
      const valueEnd = place.start + place.value.length;
      if (node.type === 'mdxJsxTextElement') this.#aside(place.start, valueEnd);
      else this.#attribute(place.start, valueEnd);
    }
  }

  /** Words that stand in the middle of a sentence and are no part of it. */
  #aside(start: number, end: number): void {
    this.#endPassage(start);
    this.#attribute(start, end);
    this.#from = end;
  }

  /** Lets a text show, without the marks of quotations at the beginning of its lines and without entities. */
  #text(start: number, end: number): void {
    if (this.#foreign > 0) {
      this.#gap(start, end);
      return;
    }
    const { text } = this.#piece;
    for (let at = start; at < end; ) {
      const pattern =
        text[at] === '&' ? ENTITY : this.#quotations > 0 && text[at - 1] === '\n' ? QUOTED_LINE : undefined;
      if (pattern) {
        pattern.lastIndex = at;
        if (pattern.test(text) && pattern.lastIndex > at) {
          at = pattern.lastIndex;
          continue;
        }
      }
      this.#into.cover.show(this.#at(at), text.charCodeAt(at));
      at++;
    }
  }

  #gap(start: number, end: number): void {
    this.#into.cover.gap(this.#at(start), this.#at(end - 1) + 1);
  }

  #at(offset: number): number {
    return this.#piece.at(offset);
  }
}
