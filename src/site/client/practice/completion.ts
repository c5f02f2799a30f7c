import type { Attempt } from '../../../lab/attempt/attempt.ts';
import type { Completion } from '../../../lab/line/candidates.ts';
import { namesOf } from '../../../lab/line/cluster-names.ts';
import { complete } from '../../../lab/line/complete.ts';

/** What could stand at the cursor of a line, at a terminal of an attempt. */
export function completeIn(
  { consoles, practice }: Attempt,
  terminal: number,
  line: string,
  cursor: number,
): Completion {
  const shell = consoles[terminal]?.shell;
  if (!shell) return { from: cursor, to: cursor, candidates: [] };
  return complete(line, cursor, {
    world: shell.world,
    state: shell.state,
    cluster: namesOf(practice.cluster.server),
  });
}
