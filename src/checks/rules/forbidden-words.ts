import { type Finding, finding } from '../../findings/finding.ts';
import { readFiles } from '../readable.ts';
import type { LessonUnderCheck } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** Words that tell readers who struggle that it is their fault, or that tell nobody anything. */
const FORBIDDEN = /(?<![\p{L}-])(simply|just|easy|easily|obviously|trivial|trivially)(?![\p{L}-])/giu;

/** Reports words that lessons do not use, in the text, the quiz and the lab. */
function checkWords({ lesson }: LessonUnderCheck): Finding[] {
  return readFiles(lesson).flatMap(({ file, prose, place }) =>
    [...prose.matchAll(FORBIDDEN)].map((match) =>
      finding('prose/forbidden-word', file, place(match.index), {
        message: `The word "${match[0]}" stands here.`,
        why: 'To a reader who struggles it says that they should not; to all others it says nothing.',
        remedy: 'Remove the word, or say what makes it so.',
      }),
    ),
  );
}

/** No word tells readers how easy something is. */
export const forbiddenWords = defineRule({
  names: ['prose/forbidden-word'],
  needs: 'prose',
  check: checkWords,
});
