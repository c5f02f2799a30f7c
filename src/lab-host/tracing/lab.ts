import { createHash } from 'node:crypto';
import type { Lab } from '../../curriculum/schema/lab.ts';
import type { TracingLab } from '../../lab/traces/attempt.ts';

/**
 * A lab on tracing as a page and the trial need it; undefined if a lab is none. @param files of the lesson, by their names
 */
export function tracingLab(
  lesson: string,
  { tracing, tasks }: Lab,
  files: ReadonlyMap<string, string>,
): TracingLab | undefined {
  if (!tracing) return undefined;
  const own = Object.fromEntries(tracing.files.map((name) => [name, files.get(name) ?? '']));
  return {
    lesson,
    // What decides how an attempt goes on; titles and conditions may be mended meanwhile.
    digest: createHash('sha256')
      .update(JSON.stringify([own, tracing.scenarios]))
      .digest('hex')
      .slice(0, 16),
    files: own,
    scenarios: tracing.scenarios,
    tasks: tasks.map(({ id, title, check }) => ({
      id,
      title,
      // Only people can tell of others, by what stands in the page.
      check: check.kind === 'tracing' ? check : { kind: 'answer', answer: '' },
    })),
  };
}
