import { layerFolder } from '../../curriculum/layer-folder.ts';
import type { Module } from '../../curriculum/model.ts';
import { type Finding, finding } from '../../findings/finding.ts';
import type { CurriculumUnderCheck } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** Below so many items, an uneven count is chance. */
const FEWEST_ITEMS = 12;

/** Chance with which right answers that stand anywhere would be as uneven as this: 1 in 100. */
const CHI_SQUARE: Readonly<Record<number, number>> = { 2: 6.63, 3: 9.21, 4: 11.34, 5: 13.28, 6: 15.09 };

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];

/** How often each option is the right one among the single-choice items of a module with so many options. */
function countPositions(module: Module, options: number): number[] {
  const counts = Array.from({ length: options }, () => 0);
  for (const item of module.lessons.flatMap(({ quiz }) => quiz)) {
    if (item.type !== 'single' || item.options.length !== options) continue;
    const right = item.options.findIndex(({ correct }) => correct);
    if (right >= 0) counts[right] = (counts[right] ?? 0) + 1;
  }
  return counts;
}

/** Sum of squared differences from an even distribution, over what is expected (Pearson). */
function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** Reports modules in which the right answers stand in one place so often that learners can guess. Options are shown in the order of the file. */
function checkAnswerPositions({ curriculum, files }: CurriculumUnderCheck): Finding[] {
  const depth = curriculum.layers.length;
  return curriculum.courses
    .filter(({ layer }) => layer === depth)
    .flatMap(({ modules }) => modules)
    .flatMap((module) =>
      Object.entries(CHI_SQUARE).flatMap(([options, bound]): Finding[] => {
        const counts = countPositions(module, Number(options));
        const total = counts.reduce((sum, count) => sum + count, 0);
        if (total < FEWEST_ITEMS || chiSquare(counts) <= bound) return [];
        const file = `${layerFolder(depth)}courses/${module.courseId}/${module.id}/module.yaml`;
        if (!files.has(file)) return [];
        const most = counts.indexOf(Math.max(...counts));
        return [
          finding('quiz-style/position', file, undefined, {
            message: `Of ${total} questions with ${options} options in this module, the ${ORDINALS[most]} is the right one in ${counts[most]}.`,
            why: 'Learners notice, and guess by the place instead of thinking.',
            remedy:
              'Change the order of the options in some of the items; quizzes show them as they stand in the file.',
          }),
        ];
      }),
    );
}

/** Right answers stand at all places. */
export const answerPositions = defineRule({
  names: ['quiz-style/position'],
  needs: 'curriculum',
  check: checkAnswerPositions,
});
