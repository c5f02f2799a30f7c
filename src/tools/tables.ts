import type { CommandTable } from './table.ts';
import helm from './tables/helm.json' with { type: 'json' };
import kubectl from './tables/kubectl.json' with { type: 'json' };

/** Tables of the programs whose commands are checked, by name. */
export const commandTables: ReadonlyMap<string, CommandTable> = new Map(
  ([kubectl, helm] as readonly CommandTable[]).map((table) => [table.program, table]),
);

/** Programs that lessons show, but for which there is no table: their commands are reported as not verified. */
export const unverifiedPrograms: ReadonlySet<string> = new Set(['kubeadm', 'crictl', 'etcdctl', 'etcdutl']);
