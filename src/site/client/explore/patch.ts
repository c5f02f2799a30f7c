import type { Drawn } from '../../../rendering/explore/drawn.ts';

const SVG = 'http://www.w3.org/2000/svg';
/** How long a Pod takes to where it belongs. */
const MOVE_MS = 420;

/** A drawing in the page: brought to the next picture with as few changes as possible, so that what moves can be seen to move. */
export class Drawing {
  readonly #place: HTMLElement;
  /** What has a key, by it. */
  readonly #keyed = new Map<string, Element>();

  /** @param place holds the drawing; a still in it is replaced with the first picture. */
  constructor(place: HTMLElement) {
    this.#place = place;
  }

  /** Shows a picture. @param moves whether things go from place to place, or are there at once */
  show(picture: Drawn, moves: boolean): void {
    const before = new Map<Element, DOMRect>();
    if (moves) for (const element of this.#keyed.values()) before.set(element, element.getBoundingClientRect());
    const used = new Set<string>();
    this.#children(this.#place, [picture], used);
    for (const key of this.#keyed.keys()) if (!used.has(key)) this.#keyed.delete(key);
    if (!moves) return;
    // All places are read before anything begins to move: else the page is laid out once for each.
    const after = [...this.#keyed.values()].map((element) => [element, element.getBoundingClientRect()] as const);
    for (const [element, to] of after) {
      const from = before.get(element);
      if (!from) element.animate([{ opacity: 0, scale: '0.4' }, {}], { duration: MOVE_MS / 2, easing: 'ease-out' });
      else if (from.left !== to.left || from.top !== to.top)
        element.animate([{ translate: `${from.left - to.left}px ${from.top - to.top}px` }, {}], {
          duration: MOVE_MS,
          easing: 'ease-in-out',
        });
    }
  }

  #children(parent: Element, wanted: readonly (Drawn | string)[], used: Set<string>): void {
    wanted.forEach((one, index) => {
      const present = parent.childNodes[index];
      const node = this.#node(one, present, used);
      if (node !== present) parent.insertBefore(node, present ?? null);
      // Another thing without a key gives way; one with a key may be wanted further on.
      if (present && present !== node && !(present instanceof Element && isKeyed(present))) present.remove();
    });
    while (parent.childNodes.length > wanted.length) parent.lastChild?.remove();
  }

  #node(one: Drawn | string, present: Node | undefined, used: Set<string>): Node {
    if (typeof one === 'string') {
      if (present?.nodeType !== Node.TEXT_NODE) return document.createTextNode(one);
      if (present.nodeValue !== one) present.nodeValue = one;
      return present;
    }
    const element = this.#element(one, present);
    if (one.key !== undefined) {
      used.add(one.key);
      this.#keyed.set(one.key, element);
    }
    for (const { name } of [...element.attributes])
      if (!(name in one.attributes) && name !== 'data-key') element.removeAttribute(name);
    for (const [name, value] of Object.entries(one.attributes))
      if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
    this.#children(element, one.children, used);
    return element;
  }

  #element({ tag, key }: Drawn, present: Node | undefined): Element {
    if (key !== undefined) {
      const known = this.#keyed.get(key);
      if (known) return known;
      const made = create(tag);
      made.setAttribute('data-key', key);
      return made;
    }
    if (present instanceof Element && present.localName === tag && !isKeyed(present)) return present;
    return create(tag);
  }
}

const isKeyed = (element: Element): boolean => element.hasAttribute('data-key');

function create(tag: string): Element {
  return tag === 'svg' || tag === 'rect' ? document.createElementNS(SVG, tag) : document.createElement(tag);
}
