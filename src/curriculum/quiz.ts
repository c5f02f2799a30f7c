import { isWithin, normalizeAnswer } from './answers.ts';
import { dataFile, type Lesson } from './model.ts';

import type { Reader } from './reader.ts';
import type { ChoiceItem, QuizItem } from './schema/quiz.ts';

type Report = (where: readonly PropertyKey[], rule: string, message: string, why: string, remedy: string) => void;

/** Checks what a schema cannot say of a quiz: right answers exist, options differ, wrong ones teach. */
export function checkQuiz(reader: Reader, lesson: Lesson): void {
  const file = dataFile(lesson, 'quiz.yaml');
  const objectives = new Set(lesson.objectives.map((objective) => objective.id));
  const seen = new Set<string>();
  lesson.quiz.forEach((item, index) => {
    const report: Report = (where, rule, message, why, remedy) =>
      reader.report(
        rule,
        file,
        reader.place(file, ['items', index, ...where]),
        `Quiz item "${item.id}": ${message}`,
        why,
        remedy,
      );
    if (seen.has(item.id)) {
      report(
        ['id'],
        'quiz/duplicate-id',
        'another item has the same id.',
        'Results are stored under the id; two items would overwrite each other.',
        'Give one of them another id.',
      );
    }
    seen.add(item.id);
    if (!objectives.has(item.objective)) {
      report(
        ['objective'],
        'quiz/unknown-objective',
        `the lesson has no objective "${item.objective}".`,
        'Coverage of objectives by the quiz is computed from it.',
        `Use one of: ${[...objectives].join(', ')}.`,
      );
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
      const accepted = new Set(item.accepted.map(normalizeAnswer));
      reportAcceptedFeedback(item.feedback, (value) => accepted.has(normalizeAnswer(value)), report);
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
    report(
      ['feedback', index],
      'quiz/feedback-on-right-answer',
      `feedback for ${String(value)} is never shown, because ${String(value)} is accepted.`,
      `Feedback here is for typical wrong ${typeof value === 'number' ? 'numbers' : 'answers'}.`,
      'Remove it, or correct the answer or its tolerance.',
    );
  });
}

function checkChoice(item: ChoiceItem, report: Report): void {
  const right = item.options.filter((option) => option.correct).length;
  if (right === 0) {
    report(
      ['options'],
      'quiz/no-right-answer',
      'no option is marked as correct.',
      'Nobody could answer it.',
      'Add "correct: true" to the right option.',
    );
  }
  if (item.type === 'single' && right > 1) {
    report(
      ['options'],
      'quiz/several-right-answers',
      `${right} options are marked as correct, but the type is "single".`,
      'Learners could choose one of them only.',
      'Keep one, or make the type "multiple".',
    );
  }
  reportEqualTexts(
    item.options.map((option) => option.text),
    'options',
    report,
  );
  item.options.forEach((option, index) => {
    if (!option.correct && option.feedback === undefined) {
      report(
        ['options', index],
        'quiz/no-feedback',
        `the wrong option "${option.text}" has no feedback.`,
        'A wrong answer is the moment in which somebody learns; it must say why it is wrong.',
        'Add "feedback:" that tells why someone would think so, and what is really the case.',
      );
    }
  });
}

function reportEqualTexts(texts: readonly string[], key: string, report: Report): void {
  const seen = new Map<string, number>();
  texts.forEach((text, index) => {
    const normalized = text.trim().toLowerCase();
    const first = seen.get(normalized);
    if (first !== undefined) {
      report(
        [key, index],
        'quiz/duplicate-option',
        `${key} ${first + 1} and ${index + 1} say the same: "${text}".`,
        'One of two equal answers cannot be wrong.',
        'Change or remove one of them.',
      );
    }
    seen.set(normalized, index);
  });
}
