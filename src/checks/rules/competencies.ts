import { type Finding, finding } from '../../findings/finding.ts';
import { readYaml } from '../../findings/yaml.ts';
import type { LessonUnderCheck } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** Reports competencies of exams that a lesson claims to teach, but asks nothing about. A draft says what it is going to teach. */
function checkCompetencies({ lesson, frontmatter }: LessonUnderCheck): Finding[] {
  if (lesson.status === 'draft') return [];
  const asked = new Set(lesson.quiz.flatMap((item) => item.competencies));
  return lesson.competencies.flatMap((id, index): Finding[] => {
    if (asked.has(id)) return [];
    const place = readYaml(lesson.path, frontmatter, 2).place(['competencies', index]);
    return [
      finding('competency/not-practiced', lesson.path, place, {
        message: `The lesson claims to teach ${id}, but no quiz item names it.`,
        why: 'Those who prepare for the exam count on it, and nobody could show what the claim rests on.',
        remedy: `Add ${id} to the "competencies" of the quiz items that test it, or remove it from those of the lesson.`,
      }),
    ];
  });
}

/** A competency that a lesson claims is practiced. */
export const competencyRule = defineRule({
  names: ['competency/not-practiced'],
  needs: 'prose',
  check: checkCompetencies,
});
