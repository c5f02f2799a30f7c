import { type Finding, finding } from '../../findings/finding.ts';
import { placeAt } from '../../languages/problem.ts';
import type { LessonUnderCheck } from '../rule.ts';
import { defineRule } from '../rule.ts';

const FIGURE = /^<Figure\b[^>]*?\balt="([^"]*)"/gm;
const DIAGRAM = /^[ \t]*(?:`{3,}|~{3,})mermaid\b.*?\balt="([^"]*)"/gm;

const FILE_NAME = /^[\w./-]+\.(?:svg|png|jpe?g|webp|gif|avif)$/i;
const ANNOUNCED =
  /^(?:an? |the |this )?(image|picture|photo|graphic|figure|diagram|illustration|screenshot|drawing)s? (?:of|that shows?|showing)\b/i;

/** Reports text alternatives that are file names, and those that begin by saying what every screen reader says. */
function checkAlternatives({ lesson, text }: LessonUnderCheck): Finding[] {
  return [FIGURE, DIAGRAM].flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap((match): Finding[] => {
      const [whole, alternative = ''] = match;
      const place = placeAt(text, match.index + whole.length - 1 - alternative.length);
      if (FILE_NAME.test(alternative.trim())) {
        return [
          finding('image/alt', lesson.path, place, {
            message: `The text alternative "${alternative}" is the name of a file.`,
            why: 'Readers who cannot see the image would hear a file name in its place.',
            remedy: 'Write what the image says, in a sentence or two.',
          }),
        ];
      }
      const word = ANNOUNCED.exec(alternative.trim())?.[1];
      if (word === undefined) return [];
      return [
        finding('image/alt-announced', lesson.path, place, {
          message: `The text alternative begins by saying that it is ${/^[aeiou]/i.test(word) ? 'an' : 'a'} ${word.toLowerCase()}.`,
          why: 'Screen readers say so before they read it.',
          remedy: 'Begin with what the image says.',
        }),
      ];
    }),
  );
}

/** Text alternatives say what an image says. */
export const textAlternatives = defineRule({
  names: ['image/alt', 'image/alt-announced'],
  needs: 'prose',
  check: checkAlternatives,
});
