import { type DataFile, dataFile } from '../curriculum/model.ts';
import type { RuleName } from '../findings/catalog.ts';
import type { Place } from '../findings/finding.ts';
import type { RenderContext } from './context.ts';

/**
 * Reports that a component has nothing to print because its data file is not there. A file that is there and could not be
 * read has a finding of its own already; then nothing is reported.
 * @param component name of the component, as authors write it.
 */
export function reportMissing(
  context: RenderContext,
  place: Place | undefined,
  component: string,
  file: DataFile,
  { rule, message }: { rule: RuleName; message: string },
): void {
  if (context.curriculum.unread.has(dataFile(context.lesson, file))) return;
  context.report(rule, place, {
    message,
    why: 'Learners would see an empty place.',
    remedy: `Write ${file}, or remove <${component} />.`,
  });
}
