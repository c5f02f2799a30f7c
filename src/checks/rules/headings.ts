import { type Finding, finding } from '../../findings/finding.ts';
import { proseOf } from '../prose.ts';
import type { LessonUnderCheck } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** Reports headings that skip a level: screen readers and tables of contents go by levels. */
function checkHeadings({ lesson, text }: LessonUnderCheck): Finding[] {
  let level = 1;
  const lines = (proseOf(lesson.path, text) ?? '').split('\n');
  return lines.flatMap((line, index): Finding[] => {
    const marks = /^(#{1,6})\s/.exec(line)?.[1];
    if (marks === undefined) return [];
    const skipped = marks.length > level + 1;
    const from = level;
    level = marks.length;
    if (!skipped) return [];
    return [
      finding(
        'heading/level',
        lesson.path,
        { line: index + 1, column: 1 },
        {
          message: `A heading of level ${marks.length} follows one of level ${from}.`,
          why: 'Screen readers and the list of sections go by levels; one that is missing looks like a gap.',
          remedy: `Write ${'#'.repeat(from + 1)} instead of ${marks}.`,
        },
      ),
    ];
  });
}

/** Headings skip no level. */
export const headingLevels = defineRule({
  names: ['heading/level'],
  needs: 'prose',
  check: checkHeadings,
});
