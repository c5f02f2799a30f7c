import type { StringKey } from '../../strings/keys.ts';

/** Words that the scripts of quizzes say, on the site as in packages. */
export const QUIZ_KEYS = [
  'quizCheck',
  'quizChoose',
  'quizDown',
  'quizMissing',
  'quizMoved',
  'quizNumber',
  'quizPartly',
  'quizRetry',
  'quizRight',
  'quizScore',
  'quizSurplus',
  'quizUp',
  'quizWrong',
] as const satisfies readonly StringKey[];
