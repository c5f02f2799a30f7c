/**
 * In this room: publications: the same lessons as files for other platforms and for reading elsewhere. Each is a view of the
 * edition; none reads content files.
 */

import type { Edition } from '../assembly/edition.ts';
import type { Course, ExamBank, Lesson } from '../curriculum/model.ts';
import type { Translate } from '../strings/index.ts';

/** Files by their paths, with forward slashes. */
export type Files = ReadonlyMap<string, string | Uint8Array>;

/** Something in a lesson that a format cannot carry. */
export interface Loss {
  /** Id of the lesson; undefined for what belongs to a whole course. */
  lesson: string | undefined;
  /** File below the curriculum's root, and the line in it from 1 on, where it is known. */
  file?: string;
  line?: number;
  /** What it is, in words that complete "the format cannot carry …". */
  what: string;
  /** What was done instead; undefined if it is lost. */
  instead: string | undefined;
}

/** What publications are made from: an edition, and the course of it, or those of its lessons, that were asked for. */
export interface Source {
  edition: Edition;
  t: Translate;
  course: Course;
  /** The lessons to publish, in reading order; all of the course, or some. */
  lessons: readonly Lesson[];
  /** Folder of the built site, for formats that need it. */
  site?: string;
}

/** What of a practice exam is to be published. */
export interface PracticeExam {
  edition: Edition;
  t: Translate;
  bank: ExamBank;
  /** Forms by their numbers, and all that forms are drawn from. */
  parts: readonly (number | 'bank')[];
}

/** A file that was made, with what it cannot carry. */
export interface Published {
  /** Name of the file, without its folder. */
  name: string;
  content: Uint8Array;
  losses: readonly Loss[];
}

/** A format in which lessons are published. */
export interface Format {
  /** As it is named at the prompt: `epub`. */
  id: string;
  /** What it is made from besides: the built site. Such files are made once, not course by course. */
  needs?: 'site';
  /** Makes its files of a course. The same source gives the same bytes. */
  publish(source: Source): Promise<readonly Published[]>;
  /** Makes files of a practice exam, one for each part; formats that have no place for an exam have none. The same exam gives the same bytes. */
  publishExam?(exam: PracticeExam): Promise<readonly Published[]>;
}
