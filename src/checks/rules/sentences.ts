import { type Finding, finding } from '../../findings/finding.ts';
import { readFiles } from '../readable.ts';
import type { LessonUnderCheck } from '../rule.ts';
import { defineRule } from '../rule.ts';
import { sentencesOf } from '../sentence.ts';

/** Words that no sentence needs more of. */
const LONGEST = 45;

/** Words that English doubles for good reasons. */
const DOUBLED = new Set(['that', 'had']);

const REPEATED = /(?<![\p{L}\p{N}'’-])(\p{L}+)(?:[ \t]+|[ \t]*\n[ \t]*)\1(?![\p{L}\p{N}'’-])/giu;

/** Reports sentences that nobody can keep in mind, in the text, the quiz and the lab. */
function checkSentences({ lesson }: LessonUnderCheck): Finding[] {
  return readFiles(lesson).flatMap(({ file, prose, passages, place }) =>
    passages
      .flatMap((passage) => sentencesOf(prose, passage))
      .filter(({ words }) => words > LONGEST)
      .map(({ start, words }) =>
        finding('prose/long-sentence', file, place(start), {
          message: `This sentence has ${words} words.`,
          why: `Beyond ${LONGEST}, many readers have lost its beginning when they come to its end; so have those who read in a second language.`,
          remedy: 'Make two or three of it, or a list.',
        }),
      ),
  );
}

/** Words that follow themselves in a passage, and where. @param start where the passage begins. */
function repeatedIn(passage: string, start: number): { word: string; at: number }[] {
  return [...passage.matchAll(REPEATED)].flatMap(({ index, 0: whole, 1: word = '' }) =>
    DOUBLED.has(word.toLowerCase()) ? [] : [{ word, at: start + index + whole.length - word.length }],
  );
}

/** Reports words that stand twice in a row. */
function checkRepeatedWords({ lesson }: LessonUnderCheck): Finding[] {
  return readFiles(lesson).flatMap(({ file, prose, passages, place }) =>
    passages
      .flatMap(({ start, end }) => repeatedIn(prose.slice(start, end), start))
      .map(({ word, at }) =>
        finding('prose/repeated-word', file, place(at), {
          message: `The word "${word}" stands twice in a row.`,
          why: 'Readers stumble, and those who listen to the text think that something is missing.',
          remedy: 'Remove one of them.',
        }),
      ),
  );
}

/** Sentences can be read in one go. */
export const longSentences = defineRule({
  names: ['prose/long-sentence'],
  needs: 'prose',
  check: checkSentences,
});

/** No word stands twice in a row. */
export const repeatedWords = defineRule({
  names: ['prose/repeated-word'],
  needs: 'prose',
  check: checkRepeatedWords,
});
