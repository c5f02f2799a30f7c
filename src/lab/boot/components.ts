import { uniqueId } from '../api/core/metadata.ts';
import type { KubeObject } from '../api/core/objects.ts';
import type { ApiServer } from '../api/server.ts';
import { timeText } from '../time/text.ts';

/** Parts of the control plane whose health the API server tells; nobody else can write it. */
const COMPONENTS = ['controller-manager', 'etcd-0', 'scheduler'] as const;

/** Notes that all components are well. */
export function noteComponents({ store, clock, registry }: ApiServer): void {
  for (const name of COMPONENTS)
    store.put('/componentstatuses', {
      apiVersion: 'v1',
      kind: 'ComponentStatus',
      metadata: { name, uid: uniqueId(registry.random), creationTimestamp: timeText(clock.now()) },
      conditions: [{ type: 'Healthy', status: 'True', message: 'ok' }],
    } as unknown as KubeObject);
}
