import type { ElementContent, RootContent } from 'hast';
import type { MdxJsxFlowElementHast, MdxJsxTextElementHast } from 'satteri';
import type { Edition } from '../assembly/edition.ts';
import type { Links } from '../curriculum/addresses.ts';
import type { DataFile, Lesson } from '../curriculum/model.ts';
import type { RuleName } from '../findings/catalog.ts';
import type { FindingText, Place } from '../findings/finding.ts';
import type { DataPath } from '../findings/yaml.ts';
import type { Frame } from '../lab/figures/frame.ts';
import type { FigureName, Settings } from '../lab/figures/settings.ts';
import type { Translate } from '../strings/index.ts';

/** Beginning of the id under which a slot is rendered like a lesson. */
export const SLOT_PREFIX = 'slot-';

/** A node of a lesson's syntax tree. */
export type Node = RootContent | ElementContent;

/** A component in a lesson's syntax tree. */
export type ComponentNode = MdxJsxFlowElementHast | MdxJsxTextElementHast;

/** What a component may know and do while a lesson is rendered. */
export interface RenderContext {
  curriculum: Edition;
  lesson: Lesson;
  links: Links;
  t: Translate;
  /** Whether code gets its colors: they cost a third of a check, and say nothing that it looks at. */
  isColored: boolean;
  /** The picture of an explorable figure that stands for it in print and where no scripts run; undefined if nobody looks at it. */
  still(figure: FigureName, settings: Settings): Frame | undefined;
  /** Renders nodes to HTML. */
  html(nodes: readonly Node[]): string;
  /** Renders Markdown from a data file; `inline` drops the paragraph around a single line. */
  markdown(text: string, form?: 'block' | 'inline'): string;
  /** Runs something whose mistakes stand in data of the lesson, at a path in it: a data file, or the frontmatter (lesson.mdx). */
  within<T>(file: DataFile | 'lesson.mdx', path: DataPath, run: () => T): T;
  /** Adds a finding at a place in the text of lesson.mdx, or in the data that `within` names. */
  report(rule: RuleName, place: Place | undefined, text: FindingText): void;
  /** Beginning of ids for something that the text itself does not name; unique on the page, with a capital letter, which ids of headings lack. */
  idPrefix(): string;
  /** The components used so far, in order. */
  used: { name: string; place: Place | undefined }[];
  /** Names of the components around the present place, outermost first. */
  open: string[];
  /** What the lesson says to those who teach it, as HTML, in order, and where it says so; readers' pages have none of it. */
  notes: { html: string; place: Place | undefined }[];
  /** Ids of the terms linked so far. */
  linkedTerms: Set<string>;
}
