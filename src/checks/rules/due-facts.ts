import { type Finding, finding } from '../../findings/finding.ts';
import { readYaml } from '../../findings/yaml.ts';
import type { LessonUnderCheck } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** Facts whose day to be looked at again has come. */
function dueFacts({ lesson, frontmatter, today }: LessonUnderCheck): Finding[] {
  return lesson.watch.flatMap(({ fact, source, review }, index): Finding[] => {
    if (review > today) return [];
    const place = readYaml(lesson.path, frontmatter, 2).place(['watch', index, 'review']);
    return [
      finding('watch/due', lesson.path, place, {
        message: `This fact was to be looked at again on ${review}: ${fact}`,
        why: 'It may not be true any more.',
        remedy: `Look at ${source}, correct the lesson if needed, and set the next date.`,
      }),
    ];
  });
}

/** Facts that change are looked at again in time. */
export const dueFactsRule = defineRule({
  names: ['watch/due'],
  needs: 'prose',
  check: dueFacts,
});
