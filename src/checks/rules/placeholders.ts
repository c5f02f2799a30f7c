import { placeholders } from '../../curriculum/placeholders.ts';
import { type Finding, finding } from '../../findings/finding.ts';
import { type ReadFile, readFiles } from '../readable.ts';
import type { LessonUnderCheck } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** What authors write where something is still to come. */
const MARK = /(?<![\p{L}\d_-])(TODO|FIXME)(?![\p{L}\d_-])/gu;

/** Where a sentence stands in a text. One sentence of the skeleton may be the beginning of another. */
function placesOf(sentence: string, text: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(sentence); at >= 0; at = text.indexOf(sentence, at + 1)) places.push(at);
  return places;
}

/** Reports marks of what is still to be written, in prose that readers see. */
function checkMarks({ file, prose, place }: ReadFile): Finding[] {
  return [...prose.matchAll(MARK)].map(({ index, 0: mark }) =>
    finding('lesson/placeholder', file, place(index), {
      message: `"${mark}" still stands here.`,
      why: 'Readers would see it.',
      remedy: 'Write what belongs there, or set the status back to draft. The word itself is written in backticks.',
    }),
  );
}

/** Reports sentences of the skeleton, and marks of what is still to be written, in a lesson that readers see. */
function checkPlaceholders({ lesson }: LessonUnderCheck): Finding[] {
  if (lesson.status === 'draft') return [];
  return readFiles(lesson).flatMap((whole) => {
    const { file, text, place } = whole;
    const sentences = placeholders.flatMap((sentence) =>
      placesOf(sentence, text).map((at) =>
        finding('lesson/placeholder', file, place(at), {
          message: `"${sentence}" still stands here, as the lesson was begun.`,
          why: 'Readers would see it.',
          remedy: 'Write what belongs there, or set the status back to draft.',
        }),
      ),
    );
    const lines = new Set(sentences.map(({ line }) => line));
    return [...sentences, ...checkMarks(whole).filter(({ line }) => !lines.has(line))];
  });
}

/** Nothing that is still to be written reaches readers. */
export const placeholderRule = defineRule({
  names: ['lesson/placeholder'],
  needs: 'prose',
  check: checkPlaceholders,
});
