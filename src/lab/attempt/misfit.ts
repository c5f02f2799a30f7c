import type { RecordingProblem } from './recorded.ts';

/** Why what somebody imports, or what a browser has kept, cannot be continued. */
export type ImportProblem = RecordingProblem | 'another lesson' | 'another state';

interface Belonging {
  lesson: string;
  digest: string;
}

/** Why a recording does not belong to a lab; undefined if it does. @param recording as it was read, or why it could not be */
export function misfit(recording: Belonging | RecordingProblem, lab: Belonging): ImportProblem | undefined {
  if (typeof recording === 'string') return recording;
  if (recording.lesson !== lab.lesson) return 'another lesson';
  return recording.digest === lab.digest ? undefined : 'another state';
}
