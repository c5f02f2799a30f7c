import { asList, asRecord } from '../../kubernetes/data.ts';
import { type KubeObject, recordAt } from '../api/core/objects.ts';

const UNITS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** A quantity as a number; 0 for what is none. @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
export function quantityValue(quantity: unknown): number {
  const [, number, exponent, unit = ''] =
    /^([+-]?(?:\d+\.?\d*|\.\d+))(?:[eE]([+-]?\d+)|([a-zA-Z]*))$/.exec(String(quantity)) ?? [];
  if (number === undefined) return 0;
  return exponent === undefined ? Number(number) * (UNITS[unit] ?? 0) : Number(`${number}e${exponent}`);
}

/** What a Pod asks for, by resource: the larger one of what its containers need together and what its init containers need one after the other. @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers */
export function podRequests(pod: KubeObject, kind: 'requests' | 'limits' = 'requests'): Map<string, number> {
  const spec = recordAt(pod, 'spec');
  const total = new Map<string, number>();
  const add = (to: Map<string, number>, resources: unknown): void => {
    for (const [name, value] of Object.entries(asRecord(resources)))
      to.set(name, (to.get(name) ?? 0) + quantityValue(value));
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
