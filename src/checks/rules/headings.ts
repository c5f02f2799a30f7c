import { lessonText } from '../../curriculum/text/read-text.ts';
import { type Finding, finding } from '../../findings/finding.ts';
import type { LessonUnderCheck } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** Reports headings that skip a level: screen readers and tables of contents go by levels. */
function checkHeadings({ lesson }: LessonUnderCheck): Finding[] {
  const text = lessonText(lesson);
  let level = 1;
  return (text?.headings ?? []).flatMap(({ depth, start }): Finding[] => {
    const from = level;
    level = depth;
    if (!text || depth <= from + 1) return [];
    return [
      finding('heading/level', lesson.path, text.place(start), {
        message: `A heading of level ${depth} follows one of level ${from}.`,
        why: 'Screen readers and the list of sections go by levels; one that is missing looks like a gap.',
        remedy: `Write ${'#'.repeat(from + 1)} instead of ${'#'.repeat(depth)}.`,
      }),
    ];
  });
}

/** Headings skip no level. */
export const headingLevels = defineRule({
  names: ['heading/level'],
  needs: 'prose',
  check: checkHeadings,
});
