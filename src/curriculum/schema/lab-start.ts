import type { LabStart } from './lab-cluster.ts';

/** All files of a lesson that a first state names, each once. */
export function startFiles({ files, apply, faults, drawn }: LabStart): string[] {
  return [...new Set([...files, ...apply, ...faults, ...drawn.flatMap(({ of }) => of)])];
}
