import { type Finding, finding } from '../../findings/finding.ts';
import { readYaml } from '../../findings/yaml.ts';
import type { LessonUnderCheck } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** Words of English prose that a reader takes in per minute, exercises aside: a technical text, slowly read. */
const SLOWEST = 60;
const FASTEST = 260;

/** Reports a reading time that the number of words cannot take. */
function checkReadingTime({ lesson, frontmatter, words }: LessonUnderCheck): Finding[] {
  const { reading } = lesson.minutes;
  // A quiz item takes about as long as a paragraph; sessions, diagrams and code are looked at, too.
  const least = Math.floor(words / FASTEST);
  const most = Math.ceil(words / SLOWEST) + 2 * lesson.quiz.length;
  // A draft says how long it is going to be.
  if (lesson.status === 'draft' || (reading >= least && reading <= most)) return [];
  const place = readYaml(lesson.path, frontmatter, 2).place(['minutes', 'reading']);
  return [
    finding('lesson/reading-time', lesson.path, place, {
      message: `The lesson says that it takes ${reading} minutes to read; its ${words} words and ${lesson.quiz.length} quiz items take between ${least} and ${most}.`,
      why: 'People plan their evenings and their classes by it.',
      remedy: 'Write what it takes under "minutes"; if the lesson is not finished, set its status to draft.',
    }),
  ];
}

/** Reading takes as long as the lesson says. */
export const readingTime = defineRule({
  names: ['lesson/reading-time'],
  needs: 'prose',
  check: checkReadingTime,
});
