import type { ImportProblem } from '../../../lab/attempt/misfit.ts';
import words from './words.ts';

const PROBLEMS = {
  unreadable: 'clusterImportUnreadable',
  'too new': 'clusterImportNew',
  'another lesson': 'clusterImportLesson',
  'another state': 'clusterImportState',
} as const satisfies Record<ImportProblem, keyof typeof words>;

/** A sentence that says why an attempt was not imported. */
export const importProblem = (problem: ImportProblem): string => words[PROBLEMS[problem]];
