import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourcePaths } from '../../cli/source-paths.ts';
import { getCurriculum } from '../site.ts';

/** `doctor.sh`: says what a machine has of what labs on a cluster of one's own need. It knows for which Kubernetes lessons are written. */
export function doctorText(): string {
  const { versions } = getCurriculum().versions;
  const minor = versions.kubernetes?.split('.')[1] ?? '0';
  const [first = '', ...rest] = readFileSync(join(sourcePaths.labScripts, 'doctor.sh'), 'utf8').split('\n');
  return [first, `wanted_minor=${minor}`, ...rest].join('\n');
}
