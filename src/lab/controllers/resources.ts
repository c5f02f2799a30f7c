import { asList, asRecord } from '../../kubernetes/data.ts';
import { type KubeObject, recordAt } from '../api/core/objects.ts';
import { amount } from '../api/validation/quantities.ts';

/** What a Pod asks for, by resource: the larger one of what its containers need together and what its init containers need one after the other. @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers */
export function podRequests(pod: KubeObject, kind: 'requests' | 'limits' = 'requests'): Map<string, number> {
  const spec = recordAt(pod, 'spec');
  const total = new Map<string, number>();
  const add = (to: Map<string, number>, resources: unknown): void => {
    for (const [name, value] of Object.entries(asRecord(resources))) to.set(name, (to.get(name) ?? 0) + amount(value));
  };
  for (const container of asList(spec.containers)) add(total, asRecord(container.resources)[kind]);
  const sidecars = new Map<string, number>();
  const peak = new Map<string, number>();
  for (const container of asList(spec.initContainers)) {
    const own = asRecord(container.resources)[kind];
    if (container.restartPolicy === 'Always') {
      add(sidecars, own);
      add(total, own);
    }
    const now = new Map(sidecars);
    if (container.restartPolicy !== 'Always') add(now, own);
    for (const [name, value] of now) peak.set(name, Math.max(peak.get(name) ?? 0, value));
  }
  for (const [name, value] of peak) total.set(name, Math.max(total.get(name) ?? 0, value));
  add(total, asRecord(spec.overhead));
  return total;
}
