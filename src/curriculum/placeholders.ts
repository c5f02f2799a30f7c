/** Stands before everything in a new lesson that is to be written; editors and searches find it. */
export const MARK = 'TODO';

/** What is to be written in a new lesson. */
export const LESSON = {
  summary: 'What the reader gets from this lesson, in one sentence.',
  firstObjective: 'Explain the first thing that this lesson teaches',
  secondObjective: 'Use the second thing that this lesson teaches',
  problem: 'Begin with a concrete problem.',
  idea: 'One idea at a time; then the commands; then practice.',
  firstPoint: 'The first thing to remember.',
  secondPoint: 'The second thing to remember.',
  source: 'A primary source, with one clause on what it gives.',
} as const;

/** What is to be written in a new quiz. */
export const QUIZ = {
  question: 'Ask what only those can answer who have reached the objective',
  right: 'The right answer',
  wrong: 'A plausible wrong answer',
  otherWrong: 'Another plausible wrong answer',
  whyRight: 'Why it is right, with one thing that the question did not say.',
  whyWrong: 'Why somebody would think so, and what is really the case.',
  explanation: 'What everybody should know after answering, in two to four sentences.',
  firstStep: 'What comes first',
  secondStep: 'What comes then',
  thirdStep: 'What comes last',
  order: 'What the order depends on.',
} as const;

/** What is to be written in a new lab. */
export const LAB = {
  goal: 'What the learner will have done, in one sentence.',
  start: 'What is needed, and the state to start from.',
  taskTitle: 'Say what to do in a few words',
  task: 'What to do, and not how.',
  answer: 'The answer to compare with.',
  output: 'What the command prints.',
  hint: 'A nudge, but not the answer.',
  solution: 'The reference solution.',
} as const;

/** What is to be written in a new course and its first module. */
export const COURSE = {
  module: 'What the module is about.',
  course: 'What the course gives, in one or two sentences.',
  audience: 'Who it is for, and what they should know.',
} as const;

/** Sentences of the skeletons that are to be replaced: a lesson that still has one is not ready for readers. */
export const placeholders: readonly string[] = [
  ...Object.values(LESSON),
  // Without the mark, some of these are words that a good lesson may have, too.
  ...[QUIZ, LAB].flatMap((texts) => Object.values(texts)).map(marked),
];

/** A sentence with the mark before it. */
export function marked(text: string): string {
  return `${MARK} ${text}`;
}
