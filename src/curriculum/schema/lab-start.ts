import type { LabSession } from './lab.ts';
import type { FurtherCluster, LabStart } from './lab-cluster.ts';
import { FIRST_CONTEXT } from './lab-context.ts';

/** What the clusters of a lab begin with, the first one first. */
export function statesOf(start: LabStart): [LabStart, ...FurtherCluster[]] {
  return [start, ...(start.further ?? [])];
}

/** Whether the practice cluster plays a session; of others it is said why not. */
export const isPlayed = ({ unplayed }: LabSession): boolean => unplayed === undefined;

/** The contexts of the clusters of a lab, that of the first one first. */
export const contextsOf = (start: LabStart): string[] => statesOf(start).map(({ context = FIRST_CONTEXT }) => context);

/** All files of a lesson that a first state names, each once. */
export function startFiles(start: LabStart): string[] {
  const manifests = statesOf(start).flatMap(({ apply, faults, drawn }) => [
    ...apply,
    ...faults,
    ...drawn.flatMap(({ of }) => of),
  ]);
  return [...new Set([...start.files, ...manifests])];
}
