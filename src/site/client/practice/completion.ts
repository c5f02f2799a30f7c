import type { Attempt } from '../../../lab/attempt/attempt.ts';
import type { Completion } from '../../../lab/line/candidates.ts';
import { namesOf } from '../../../lab/line/cluster-names.ts';
import { complete } from '../../../lab/line/complete.ts';

/** What could stand at the cursor of a line, in the shell and the cluster of an attempt. */
export function completeIn({ shell, practice }: Attempt, line: string, cursor: number): Completion {
  return complete(line, cursor, {
    world: shell.world,
    state: shell.state,
    cluster: namesOf(practice.cluster.server),
  });
}
