import type { RuleName } from '../findings/catalog.ts';
import type { FindingText } from '../findings/finding.ts';
import { isSameAnswer, isWithin } from './answers.ts';
import { dataFile, type Lesson } from './model.ts';

import type { Reader } from './reader.ts';
import type { ChoiceItem, QuizItem } from './schema/quiz.ts';

type Report = (rule: RuleName, where: readonly PropertyKey[], text: FindingText) => void;

/** Checks what a schema cannot say of a quiz: right answers exist, options differ, wrong ones teach. */
export function checkQuiz(reader: Reader, lesson: Lesson): void {
  const file = dataFile(lesson, 'quiz.yaml');
  const objectives = new Set(lesson.objectives.map((objective) => objective.id));
  const seen = new Set<string>();
  lesson.quiz.forEach((item, index) => {
    const report: Report = (rule, where, text) =>
      reader.report(rule, file, reader.place(file, ['items', index, ...where]), {
        ...text,
        message: `Quiz item "${item.id}": ${text.message}`,
      });
    if (seen.has(item.id)) {
      report('quiz/duplicate-id', ['id'], {
        message: 'another item has the same id.',
        why: 'Results are stored under the id; two items would overwrite each other.',
        remedy: 'Give one of them another id.',
      });
    }
    seen.add(item.id);
    if (!objectives.has(item.objective)) {
      report('quiz/unknown-objective', ['objective'], {
        message: `the lesson has no objective "${item.objective}".`,
        why: 'Coverage of objectives by the quiz is computed from it.',
        remedy: `Use one of: ${[...objectives].join(', ')}.`,
      });
    }
    checkItem(item, report);
  });
}

function checkItem(item: QuizItem, report: Report): void {
  switch (item.type) {
    case 'single':
    case 'multiple':
      checkChoice(item, report);
      break;
    case 'ordering':
      reportEqualTexts(item.steps, 'steps', report);
      break;
    case 'numeric':
      reportAcceptedFeedback(item.feedback, (value) => isWithin(value, item.answer, item.tolerance), report);
      break;
    case 'text': {
      const { accepted } = item;
      reportAcceptedFeedback(item.feedback, (value) => accepted.some((answer) => isSameAnswer(value, answer)), report);
    }
  }
}

function reportAcceptedFeedback<Value>(
  feedback: readonly { value: Value }[],
  isAccepted: (value: Value) => boolean,
  report: Report,
): void {
  feedback.forEach(({ value }, index) => {
    if (!isAccepted(value)) return;
    report('quiz/feedback-on-right-answer', ['feedback', index], {
      message: `feedback for ${String(value)} is never shown, because ${String(value)} is accepted.`,
      why: `Feedback here is for typical wrong ${typeof value === 'number' ? 'numbers' : 'answers'}.`,
      remedy: 'Remove it, or correct the answer or its tolerance.',
    });
  });
}

/** Checks the options of a choice: a right one exists, they differ, wrong ones teach. */
export function checkChoice(item: Pick<ChoiceItem, 'type' | 'options'>, report: Report): void {
  const right = item.options.filter((option) => option.correct).length;
  if (right === 0) {
    report('quiz/no-right-answer', ['options'], {
      message: 'no option is marked as correct.',
      why: 'Nobody could answer it.',
      remedy: 'Add "correct: true" to the right option.',
    });
  }
  if (item.type === 'single' && right > 1) {
    report('quiz/several-right-answers', ['options'], {
      message: `${right} options are marked as correct, but the type is "single".`,
      why: 'Learners could choose one of them only.',
      remedy: 'Keep one, or make the type "multiple".',
    });
  }
  reportEqualTexts(
    item.options.map((option) => option.text),
    'options',
    report,
  );
  item.options.forEach((option, index) => {
    if (!option.correct && option.feedback === undefined) {
      report('quiz/no-feedback', ['options', index], {
        message: `the wrong option "${option.text}" has no feedback.`,
        why: 'A wrong answer is the moment in which somebody learns; it must say why it is wrong.',
        remedy: 'Add "feedback:" that tells why someone would think so, and what is really the case.',
      });
    }
  });
}

function reportEqualTexts(texts: readonly string[], key: string, report: Report): void {
  const seen = new Map<string, number>();
  texts.forEach((text, index) => {
    const normalized = text.trim().toLowerCase();
    const first = seen.get(normalized);
    if (first !== undefined) {
      report('quiz/duplicate-option', [key, index], {
        message: `${key} ${first + 1} and ${index + 1} say the same: "${text}".`,
        why: 'One of two equal answers cannot be wrong.',
        remedy: 'Change or remove one of them.',
      });
    }
    seen.set(normalized, index);
  });
}
