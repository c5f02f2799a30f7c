import { type Finding, finding } from '../../findings/finding.ts';
import { placeAt } from '../../languages/problem.ts';
import { BREAK, GAP, proseFiles } from '../prose.ts';
import type { LessonUnderCheck } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** Words that no sentence needs more of. */
const LONGEST = 45;

/** Words that English doubles for good reasons. */
const DOUBLED = new Set(['that', 'had']);

const REPEATED = /(?<![\p{L}\p{N}'’-])(\p{L}+)(?:[ \t]+|[ \t]*\n[ \t]*)\1(?![\p{L}\p{N}'’-])/giu;

/** Where one block of text ends and another begins: a blank line, a list item, a heading, a cell, another value. */
const BLOCK = new RegExp(`\\n[ \\t]*(?=\\n|[-*+] |\\d+\\. |#)|\\||${BREAK}`);
const END = /(?<=[.!?…]["'”’)\]*_]*)\s/;
const WORD = new RegExp(`[\\p{L}\\p{N}${GAP}][^\\s]*`, 'gu');

/** Parts of a text between separators, each with where it begins. */
function split(text: string, separator: RegExp, start = 0): { text: string; start: number }[] {
  const parts: { text: string; start: number }[] = [];
  let from = 0;
  for (const match of text.matchAll(new RegExp(separator, 'gu'))) {
    parts.push({ text: text.slice(from, match.index), start: start + from });
    from = match.index + match[0].length;
  }
  return [...parts, { text: text.slice(from), start: start + from }];
}

/** Reports sentences that nobody can keep in mind, in the text, the quiz and the lab. */
function checkSentences({ lesson, text }: LessonUnderCheck): Finding[] {
  return proseFiles(lesson, text).flatMap(({ file, prose }) =>
    split(prose, BLOCK)
      .flatMap((block) => split(block.text, END, block.start))
      .flatMap((sentence): Finding[] => {
        const words = [...sentence.text.matchAll(WORD)];
        const [first] = words;
        if (first === undefined || words.length <= LONGEST) return [];
        return [
          finding('prose/long-sentence', file, placeAt(prose, sentence.start + first.index), {
            message: `This sentence has ${words.length} words.`,
            why: `Beyond ${LONGEST}, many readers have lost its beginning when they come to its end; so have those who read in a second language.`,
            remedy: 'Make two or three of it, or a list.',
          }),
        ];
      }),
  );
}

/** Reports words that stand twice in a row. */
function checkRepeatedWords({ lesson, text }: LessonUnderCheck): Finding[] {
  return proseFiles(lesson, text).flatMap(({ file, prose }) =>
    [...prose.matchAll(REPEATED)].flatMap((match): Finding[] => {
      const [whole, word = ''] = match;
      if (DOUBLED.has(word.toLowerCase())) return [];
      const second = match.index + whole.length - word.length;
      return [
        finding('prose/repeated-word', file, placeAt(prose, second), {
          message: `The word "${word}" stands twice in a row.`,
          why: 'Readers stumble, and those who listen to the text think that something is missing.',
          remedy: 'Remove one of them.',
        }),
      ];
    }),
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
