import type { Element, ElementContent } from 'hast';
import type { Lesson } from '../../curriculum/model.ts';
import type { Translate } from '../../strings/index.ts';
import type { Loss } from '../publication.ts';
import { textIn } from '../tree.ts';
import { unfolded } from './clean.ts';
import { Deck, type Slide } from './slide.ts';

/** Text as a node. */
export const words = (value: string): ElementContent => ({ type: 'text', value });

/** A lesson while it becomes slides: what stands on them, and the text between, which becomes their notes. */
export class Telling {
  readonly deck = new Deck();
  readonly losses: Loss[] = [];
  readonly lesson: Lesson;
  readonly t: Translate;
  /** Address of the lesson on the site. */
  readonly address: string;
  /** The title of the section, which stands above those of its parts. */
  section = '';
  /** The heading below which the text stands. */
  head: Pick<Slide, 'heading' | 'label' | 'title'> = { heading: undefined, label: '', title: [] };
  /** Whether the present slide is one for itself, such as an answer: what follows stands on another one. */
  private isApart = false;
  /** Text that leads to the next block. */
  private leading: ElementContent[] = [];

  constructor(lesson: Lesson, address: string, t: Translate) {
    this.lesson = lesson;
    this.address = address;
    this.t = t;
  }

  /** Begins the slide of a heading. */
  begin(head: Telling['head']): void {
    this.flush();
    this.isApart = false;
    this.head = head;
    this.deck.begin({ kind: 'text', ...head });
  }

  /** Makes slides of another kind; what comes after them stands below the heading again. */
  apart(kind: Slide['kind'], label: string, title: readonly ElementContent[], fill: () => void): void {
    const isEmpty = !this.isApart && this.deck.current.body.length === 0 && this.deck.current.kind === 'text';
    this.flush();
    this.isApart = false;
    const { heading } = this.head;
    // A heading with nothing to show but this gives it its place.
    if (isEmpty) Object.assign(this.deck.current, { kind, label: this.labelOf(label, title), title });
    else this.deck.begin({ kind, heading, label, title });
    fill();
    this.flush();
    this.isApart = true;
  }

  /** What stands above the title of a slide in the place of that of its heading: the heading itself. */
  private labelOf(label: string, title: readonly ElementContent[]): string {
    const heading = textIn({ type: 'root', children: [...this.head.title] });
    if (title === this.head.title) return label || this.head.label;
    return [heading, label === this.section || label === heading ? '' : label].filter(Boolean).join(' · ');
  }

  /** Puts a block on slides. @param note what else is said of it */
  show(node: Element, note: readonly ElementContent[] = []): void {
    if (this.isApart) this.deck.begin({ kind: 'text', ...this.head });
    this.isApart = false;
    const before = this.deck.current;
    const count = this.deck.slides.length;
    this.deck.add(node);
    const begun = this.deck.slides[count] ?? before;
    begun.notes.push(...this.leading, ...unfolded(note));
    this.leading = [];
  }

  /** Puts text into the notes. @param isLeading whether it belongs to what comes next */
  note(nodes: readonly ElementContent[], isLeading = false): void {
    this.leading.push(...unfolded(nodes));
    if (!isLeading && !this.isApart) this.flush();
  }

  private flush(): void {
    if (this.leading.length > 0) this.deck.current.notes.push(...this.leading);
    this.leading = [];
  }

  /** Says that something is lost, and what takes its place. */
  lose(what: string, instead: string): void {
    this.losses.push({ lesson: this.lesson.id, file: this.lesson.path, what, instead });
  }
}
