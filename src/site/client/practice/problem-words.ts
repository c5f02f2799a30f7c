import type { ImportProblem } from '../../../lab/attempt/misfit.ts';
import words from './words.ts';

/** What is said of a lab that is not there: keys of the words of the practice cluster. */
export const OPEN_PROBLEMS = {
  unreachable: 'clusterUnreachable',
  broken: 'clusterBroken',
  failed: 'clusterFailed',
} as const;

const IMPORT_PROBLEMS = {
  unreadable: 'clusterImportUnreadable',
  'too new': 'clusterImportNew',
  'another lesson': 'clusterImportLesson',
  'another state': 'clusterImportState',
} as const satisfies Record<ImportProblem, keyof typeof words>;

/** A sentence that says why an attempt was not imported. */
export const importProblem = (problem: ImportProblem): string => words[IMPORT_PROBLEMS[problem]];
