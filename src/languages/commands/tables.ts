import { HIDDEN, REMOVED } from './changes.ts';
import type { CommandTable } from './table.ts';
import crictl from './tables/crictl.json' with { type: 'json' };
import etcdctl from './tables/etcdctl.json' with { type: 'json' };
import etcdutl from './tables/etcdutl.json' with { type: 'json' };
import helm from './tables/helm.json' with { type: 'json' };
import kubeadm from './tables/kubeadm.json' with { type: 'json' };
import kubectl from './tables/kubectl.json' with { type: 'json' };

/** Tables of the programs whose commands are checked, by name. */
export const commandTables: ReadonlyMap<string, CommandTable> = new Map(
  ([kubectl, helm, kubeadm, crictl, etcdctl, etcdutl] as readonly CommandTable[]).map((table) => {
    const { program } = table;
    return [program, { ...table, removed: REMOVED[program] ?? {}, hidden: HIDDEN[program] ?? [] }];
  }),
);

/** Programs that lessons show, but for which there is no table: their commands are reported as not verified. */
export const unverifiedPrograms: ReadonlySet<string> = new Set(['ctr', 'kustomize', 'nerdctl']);
