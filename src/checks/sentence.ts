import { GAP, type Passage } from '../curriculum/text/lesson-text.ts';

/** A sentence of a text. */
export interface Sentence {
  /** Offset of its first word. */
  start: number;
  /** How many words it has; what stands for code or an address counts as one. */
  words: number;
}

const END = /(?<=[.!?…]["'”’)\]]*)\s/gu;
const WORD = new RegExp(`[\\p{L}\\p{N}${GAP}][^\\s]*`, 'gu');

/** The sentences of a passage; what has no words is none. @param prose the text in which it stands. */
export function sentencesOf(prose: string, { start, end }: Pick<Passage, 'start' | 'end'>): Sentence[] {
  const passage = prose.slice(start, end);
  const bounds = [0, ...[...passage.matchAll(END)].map(({ index, 0: space }) => index + space.length)];
  return bounds.flatMap((from, index): Sentence[] => {
    const words = [...passage.slice(from, bounds[index + 1]).matchAll(WORD)];
    return words[0] ? [{ start: start + from + words[0].index, words: words.length }] : [];
  });
}
