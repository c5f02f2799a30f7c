import { type Finding, finding } from '../../findings/finding.ts';
import { type DataPath, readYaml } from '../../findings/yaml.ts';
import { isEnglish } from '../../strings/direction.ts';
import type { LessonUnderCheck } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** Verbs whose outcome nobody can see; the others are measurable enough. */
const VAGUE = /^(understand|know|learn|appreciate|be aware|be familiar|grasp|realize|see|get|discover|explore)\b/i;

/** Reports objectives that cannot be measured, and those that neither the quiz nor the lab practices. */
function checkObjectives({ lesson, frontmatter, curriculum }: LessonUnderCheck): Finding[] {
  const place = (path: DataPath) => readYaml(lesson.path, frontmatter, 2).place(path);
  const practiced = new Set(lesson.quiz.map((item) => item.objective));
  return lesson.objectives.flatMap(({ id, text }, index): Finding[] => [
    ...(isEnglish(curriculum.identity.language) && VAGUE.test(text)
      ? [
          finding('objective/vague', lesson.path, place(['objectives', index, 'text']), {
            message: `The objective "${text}" begins with a verb that nobody can measure.`,
            why: 'Learners cannot tell whether they have reached it, and no quiz can.',
            remedy: 'Begin with what they will be able to do: explain, predict, choose, write, find.',
          }),
        ]
      : []),
    ...(practiced.has(id) || lesson.lab
      ? []
      : [
          finding('objective/not-practiced', lesson.path, place(['objectives', index, 'id']), {
            message: `The objective "${id}" is practiced by no quiz item, and there is no lab.`,
            why: 'Learners would leave without having tried it.',
            remedy: `Write a quiz item with "objective: ${id}".`,
          }),
        ]),
  ]);
}

/** Objectives can be measured, and are practiced. */
export const objectiveRule = defineRule({
  names: ['objective/vague', 'objective/not-practiced'],
  needs: 'prose',
  check: checkObjectives,
});
