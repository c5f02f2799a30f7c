import type { Lesson } from '../curriculum/model.ts';
import type { TracingLab } from '../lab/traces/attempt.ts';
import { tracingLab } from '../lab-host/tracing/lab.ts';
import { filesWithoutMarkers } from '../rendering/region.ts';

/** What a page needs of a lesson's lab on tracing; undefined if the lab is none. Texts of tasks stand in the page. */
export function tracingData({ id, lab, files }: Lesson): TracingLab | undefined {
  return lab && tracingLab(id, lab, filesWithoutMarkers(files));
}
