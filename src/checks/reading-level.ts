import type { Lesson } from '../curriculum/model.ts';
import { readFiles } from './readable.ts';
import { sentencesOf } from './sentence.ts';

/** Sentences of more words are long for who reads in a second language; a finding comes far later. */
const LONG = 25;

/** How hard the sentences of a lesson are to read. */
export interface ReadingLevel {
  /** Words in sentences of the text, its summary and objectives: no headings, no code, no cells of one or two words. */
  words: number;
  sentences: number;
  /** Words of a sentence, on average. */
  perSentence: number;
  /** Share of the sentences with more than 25 words, from 0 to 1. */
  long: number;
}

/** The shortest text that is judged as a sentence: less are cells of tables and items of lists. */
const SHORTEST = 3;

/** The reading level of a lesson's text, without its quiz and its lab; undefined if it has no sentences, or cannot be parsed. */
export function readingLevel(lesson: Lesson): ReadingLevel | undefined {
  const text = readFiles(lesson).find(({ file }) => file === lesson.path);
  if (!text) return undefined;
  const counts = text.passages
    .filter(({ kind }) => kind === 'text')
    .flatMap((passage) => sentencesOf(text.prose, passage))
    .map(({ words }) => words)
    .filter((words) => words >= SHORTEST);
  if (counts.length === 0) return undefined;
  const words = counts.reduce((sum, count) => sum + count, 0);
  const long = counts.filter((count) => count > LONG).length / counts.length;
  return { words, sentences: counts.length, perSentence: words / counts.length, long };
}

/** A table of the reading level of lessons, for a terminal; empty if none has one. */
export function readingLevelReport(lessons: readonly Lesson[]): string {
  const rows = lessons.flatMap((lesson) => {
    const level = readingLevel(lesson);
    return level ? [{ id: lesson.id, ...level }] : [];
  });
  if (rows.length === 0) return '';
  const width = Math.max(...rows.map(({ id }) => id.length), 'lesson'.length);
  const row = (id: string, ...cells: string[]): string =>
    `  ${id.padEnd(width)}${cells.map((cell) => cell.padStart(14)).join('')}`;
  return [
    '',
    `How the texts read (words of a sentence on average; share of sentences with more than ${LONG} words):`,
    row('lesson', 'words', 'per sentence', 'long'),
    ...rows.map(({ id, words, perSentence, long }) =>
      row(id, String(words), perSentence.toFixed(1), `${(100 * long).toFixed(0)} %`),
    ),
  ].join('\n');
}
