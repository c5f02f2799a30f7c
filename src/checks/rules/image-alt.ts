import type { LessonText } from '../../curriculum/text/lesson-text.ts';
import { lessonText } from '../../curriculum/text/read-text.ts';
import { type Finding, finding } from '../../findings/finding.ts';
import type { LessonUnderCheck } from '../rule.ts';
import { defineRule } from '../rule.ts';

const FILE_NAME = /^[\w./-]+\.(?:svg|png|jpe?g|webp|gif|avif)$/i;
const ANNOUNCED =
  /^(?:an? |the |this )?(image|picture|photo|graphic|figure|diagram|illustration|screenshot|drawing)s? (?:of|that shows?|showing)\b/i;

/** Text alternatives of figures and diagrams, and where they stand. */
function alternativesIn({ uses, fences }: LessonText): { alternative: string; start: number }[] {
  const figures = uses.flatMap(({ name, attributes, start }) => {
    const alt = name === 'Figure' ? attributes.get('alt') : undefined;
    return alt ? [{ alternative: alt.value, start: alt.start ?? start }] : [];
  });
  const diagrams = fences.flatMap(({ language, options, optionPlaces, start }) => {
    const alternative = language === 'mermaid' ? options.get('alt') : undefined;
    return alternative === undefined ? [] : [{ alternative, start: optionPlaces.get('alt')?.start ?? start }];
  });
  return [...figures, ...diagrams];
}

/** Reports text alternatives that are file names, and those that begin by saying what every screen reader says. */
function checkAlternatives({ lesson }: LessonUnderCheck): Finding[] {
  const text = lessonText(lesson);
  if (!text) return [];
  return alternativesIn(text).flatMap(({ alternative, start }): Finding[] => {
    const place = text.place(start);
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
  });
}

/** Text alternatives say what an image says. */
export const textAlternatives = defineRule({
  names: ['image/alt', 'image/alt-announced'],
  needs: 'prose',
  check: checkAlternatives,
});
