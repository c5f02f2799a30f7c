import type { Place } from '../../findings/finding.ts';
import type { FenceOptions, Quoted } from './fence-options.ts';

/**
 * Stands in prose for what is no prose but is read as part of the sentence: code, addresses, a version. Everything else
 * that is no prose is blank, so that each word keeps its line and its column.
 */
export const GAP = '\uFFFC';

/** A part of the prose that is read in one go: no sentence goes beyond it. Offsets are those of the text. */
export interface Passage {
  /** text: a paragraph, a cell of a table; attribute: words of a component, of a fence or of an image. */
  kind: 'text' | 'heading' | 'attribute';
  start: number;
  end: number;
}

/** A block of code. */
export interface Fence {
  /** In small letters; empty if it has none. */
  language: string;
  text: string;
  options: FenceOptions;
  /** Where values of options stand, as offsets of the text. */
  optionPlaces: ReadonlyMap<string, Quoted>;
  /** Offset at which the block begins. */
  start: number;
  /** Place in the file at which each line of the code begins; at least one. */
  lines: readonly [Place, ...Place[]];
  /** Whether the block is ended by a line of its own, and not by the end of what it stands in. */
  closed: boolean;
}

/** A link as readers get it: written in place, by reference, or as a bare address. */
export interface Link {
  /** What readers read, with code in backticks. */
  text: string;
  /** Where it leads: references are followed, escapes and entities resolved, `mailto:` or `http://` added where it was left out. */
  address: string;
  /** Whether its text is its address. */
  bare: boolean;
  start: number;
  end: number;
  /** Offset of the address as written: for references, that in the definition. */
  addressStart: number;
}

/** A heading. */
export interface Heading {
  depth: number;
  text: string;
  start: number;
}

/** A component where it is used. */
export interface Use {
  name: string;
  /** Attributes in quotes, as written; `place` is undefined if it cannot be told. */
  attributes: ReadonlyMap<string, { value: string; start: number | undefined }>;
  start: number;
  end: number;
}

/** Code within a sentence. */
export interface InlineCode {
  value: string;
  start: number;
}

/** A file of the curriculum as it was parsed, once, for everybody who asks what stands where in it. */
export interface LessonText {
  /** All of the file: what offsets refer to. */
  text: string;
  /** Offset at which the body of a lesson begins, behind its frontmatter; the end of data, which is nothing else. */
  bodyStart: number;
  /** The same with everything covered that is no prose: same length, same lines. */
  prose: string;
  /** In the order of the text. */
  passages: readonly Passage[];
  fences: readonly Fence[];
  links: readonly Link[];
  headings: readonly Heading[];
  uses: readonly Use[];
  codes: readonly InlineCode[];
  /** Ids of footnotes and their marks, which renderers make. */
  footnoteIds: readonly string[];
  /** Place of an offset. */
  place(offset: number): Place;
}
