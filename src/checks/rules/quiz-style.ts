import { dataFile } from '../../curriculum/model.ts';
import type { ChoiceItem, QuizItem } from '../../curriculum/schema/quiz.ts';
import type { RuleName } from '../../findings/catalog.ts';
import type { FindingText } from '../../findings/finding.ts';
import { type Finding, finding } from '../../findings/finding.ts';
import { type DataPath, readYaml } from '../../findings/yaml.ts';
import type { LessonUnderCheck } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** A published lesson asks so many questions: fewer test little, more tire. */
const FEWEST = 4;
const MOST = 8;

/** Options that stand for other options. */
const REFERS_TO_OPTIONS =
  /^(?:(?:all|none|neither|any|both|two|three) of (?:the (?:above|below|others?|other (?:options|answers)|options|answers)|these|those|them)|(?:both|either|neither) (?:of )?(?:the )?(?:options? |answers? )?[a-d1-4] (?:and|or|nor) [a-d1-4]|(?:options? |answers? )[a-d1-4] and [a-d1-4]|all (?:options|answers))(?: (?:is|are) (?:correct|right|true|wrong))?[.!]?$/i;

/**
 * Negations that turn a question around, and do not stand out: "Which of these is not …?", "all of these … except". Those
 * in a clause of their own, behind "that" or "if", are part of what is asked about.
 */
const NEGATIVE =
  /\bwhich of (?:these|the following|them)\b(?:(?!\b(?:that|who|which|when|if|because|although|where)\b)[^.?!*])*?\b(?:is|are|does|do|can|may|would|will|should|must) (not|never)\b[^.!?]*\?|\ball of (?:these|the following)\b[^.?!*]*\b(except)\b/i;

/** The right option gives itself away if it is so much longer than the next longest. */
const LONGER_BY_FACTOR = 1.6;
const LONGER_BY_CHARACTERS = 40;

type Report = (rule: RuleName, path: DataPath, text: FindingText) => void;

function checkOptions(item: ChoiceItem, report: Report): void {
  item.options.forEach(({ text }, index) => {
    if (!REFERS_TO_OPTIONS.test(text.trim())) return;
    report('quiz-style/all-of-the-above', ['options', index, 'text'], {
      message: `the option "${text}" speaks of the other options.`,
      why: 'Who knows about one or two of them can work it out without the rest, and it makes no sense in another order.',
      remedy:
        item.type === 'single'
          ? 'Write what it means, or make the type "multiple".'
          : 'Remove it: with several right answers, the others say the same.',
    });
  });
  if (item.type === 'multiple') return;
  const lengths = item.options.map(({ text }) => text.length);
  const right = item.options.findIndex(({ correct }) => correct);
  const own = lengths[right] ?? 0;
  const next = Math.max(...lengths.filter((_, index) => index !== right));
  if (own > next * LONGER_BY_FACTOR && own - next > LONGER_BY_CHARACTERS) {
    report('quiz-style/longest-is-right', ['options', right, 'text'], {
      message: `the right option has ${own} characters, the next longest ${next}.`,
      why: 'Those who guess take the longest option, and would be right without knowing why.',
      remedy: 'Move what explains it to "feedback" or "explanation", or make the other options as exact.',
    });
  }
}

function checkItem(item: QuizItem, report: Report): void {
  if (item.type === 'single' || item.type === 'multiple') checkOptions(item, report);
  const match = NEGATIVE.exec(item.question.replace(/`[^`]*`/g, '`'));
  const negation = match?.[1] ?? match?.[2];
  if (negation === undefined) return;
  report('quiz-style/negative-stem', ['question'], {
    message: `the question turns on the word "${negation}", which does not stand out.`,
    why: 'Readers who overlook it answer the opposite question, and learn nothing about the subject.',
    remedy: `Ask for what holds, or write *${negation}*.`,
  });
}

/** Reports quizzes that can be passed without knowing, or that mislead those who know. */
function checkQuizStyle({ lesson, frontmatter }: LessonUnderCheck): Finding[] {
  const file = dataFile(lesson, 'quiz.yaml');
  const source = lesson.sources['quiz.yaml'];
  const findings: Finding[] = [];
  lesson.quiz.forEach((item, index) => {
    checkItem(item, (rule, path, text) => {
      const place = readYaml(file, source ?? '').place(['items', index, ...path]);
      findings.push(finding(rule, file, place, { ...text, message: `Quiz item "${item.id}": ${text.message}` }));
    });
  });
  const count = lesson.quiz.length;
  if (lesson.status !== 'published' || (count >= FEWEST && count <= MOST)) return findings;
  const tooFew = count < FEWEST;
  const place =
    source === undefined
      ? readYaml(lesson.path, frontmatter, 2).place(['status'])
      : tooFew
        ? undefined
        : readYaml(file, source).place(['items', MOST, 'id']);
  findings.push(
    finding(tooFew ? 'quiz-style/too-few' : 'quiz-style/too-many', source === undefined ? lesson.path : file, place, {
      message: `The lesson is published, and its quiz has ${count === 1 ? 'one item' : `${count} items`}.`,
      why: tooFew
        ? 'A few answers say little about what somebody has learned; one of them may be a guess.'
        : 'Readers who are tired stop in the middle of a long quiz.',
      remedy: `Write ${FEWEST} to ${MOST} items${tooFew ? '' : ', or make two lessons of it'}.`,
    }),
  );
  return findings;
}

/** A quiz tells those who know from those who guess. */
export const quizStyle = defineRule({
  names: [
    'quiz-style/all-of-the-above',
    'quiz-style/longest-is-right',
    'quiz-style/negative-stem',
    'quiz-style/too-few',
    'quiz-style/too-many',
  ],
  needs: 'prose',
  check: checkQuizStyle,
});
