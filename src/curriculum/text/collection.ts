import { Cover } from './cover.ts';
import type { Fence, Heading, InlineCode, LessonText, Link, Passage, Use } from './lesson-text.ts';
import { Lines } from './lines.ts';

/** What is found in a text while its pieces are read. */
export class Collection {
  readonly text: string;
  readonly bodyStart: number;
  readonly lines: Lines;
  readonly cover: Cover;
  readonly passages: Passage[] = [];
  readonly fences: Fence[] = [];
  readonly links: Link[] = [];
  readonly headings: Heading[] = [];
  readonly uses: Use[] = [];
  readonly codes: InlineCode[] = [];
  readonly footnoteIds: string[] = [];

  /** @param bodyStart where the frontmatter ends. */
  constructor(text: string, bodyStart: number) {
    this.text = text;
    this.bodyStart = bodyStart;
    this.lines = new Lines(text);
    this.cover = new Cover(text);
  }

  /** Everything that was found. */
  finish(): LessonText {
    const { text, bodyStart, lines, passages, fences, links, headings, uses, codes, footnoteIds } = this;
    const place: LessonText['place'] = (offset) => lines.place(offset);
    return {
      text,
      bodyStart,
      prose: this.cover.text,
      passages,
      fences,
      links,
      headings,
      uses,
      codes,
      footnoteIds,
      place,
    };
  }
}
