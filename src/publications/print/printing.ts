import type { Element } from 'hast';
import type { Lesson } from '../../curriculum/model.ts';
import type { Translate } from '../../strings/index.ts';
import type { Loss } from '../publication.ts';
import type { Room } from './code.ts';
import { type Look, ROOM } from './look.ts';

/** A picture that stands in a document: a drawing whose colors and fonts are still to be set, or a file. */
export type Picture = { drawing: Element } | { file: string; bytes: Uint8Array };

/** What a lesson is printed with. */
export interface Printing {
  lesson: Lesson;
  t: Translate;
  look: Look;
  /** Address of the lesson's page. */
  address: string;
  /** Pictures of the document, by the names that its markup calls them; printing adds to them. */
  pictures: Map<string, Picture>;
  losses: Loss[];
  /** Files of the lesson that are pictures, by the addresses that its HTML has for them. */
  files: ReadonlyMap<string, { name: string; bytes: Uint8Array; width: number }>;
  /** Markup of a note at the foot of a page, by the address of its mark; undefined for what is none. */
  note(address: string): string | undefined;
  /** How far what is printed is indented, in points: code has less room there. */
  indent: number;
  /** Level of the last heading in the document: none may be skipped (ISO 14289-1, 7.4.2). */
  level: number;
  /** Whether an answer is printed, whose headings are none of the document. */
  isAnswer: boolean;
  /** Number of checkpoints and pictures until now. */
  count: { checkpoints: number; pictures: number };
  /** Answers, hints and solutions for the appendix; printing adds to them. */
  answers: Answer[];
  /** What prints elements that are not text: quiz and lab. */
  parts: Readonly<Record<string, (element: Element, printing: Printing) => string>>;
}

/** What stands in the appendix. */
export interface Answer {
  kind: 'checkpoint' | 'question' | 'task';
  /** Heading of it. */
  title: string;
  /** Label of the question; that of the answer is `answer--` and this. */
  label: string;
  markup: string;
}

/** Room for code where it stands. */
export function roomIn({ look, indent }: Printing): Room {
  return { ...ROOM[look], width: ROOM[look].width - indent };
}

/** Prints something that is indented by some points. */
export function indented(points: number, printing: Printing, print: () => string): string {
  printing.indent += points;
  const markup = print();
  printing.indent -= points;
  return markup;
}

/** Prints an answer, a hint or a solution, and keeps it for the appendix. */
export function keepAnswer(answer: Omit<Answer, 'markup'>, printing: Printing, print: () => string): void {
  printing.isAnswer = true;
  printing.answers.push({ ...answer, markup: print() });
  printing.isAnswer = false;
}
