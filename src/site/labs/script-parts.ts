import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourcePaths } from '../../cli/source-paths.ts';

const read = (names: readonly string[]): string[] =>
  names.map((name) => readFileSync(join(sourcePaths.labScripts, `${name}.sh`), 'utf8'));

/** What every `check.sh` does, in the order in which it stands there. */
export const checkParts = (): string[] =>
  read(['check-options', 'common', 'check-judge', 'check-results', 'check-main']);

/** The same of `start.sh`. */
export const startParts = (): string[] => read(['start-options', 'common', 'start-images', 'start-main']);
