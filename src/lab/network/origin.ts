import type { KubeObject } from '../api/core/objects.ts';

/** Where a connection comes from. */
export type Origin =
  | { kind: 'pod'; namespace: string; name: string; node: string; address: string }
  /** An agent of a node, which looks how its Pods are. */
  | { kind: 'node'; name: string; address: string }
  /** The computer of the person who sits before the cluster. */
  | { kind: 'outside'; address: string };

/** The address that the computer before the cluster has there: nodes are its neighbours. */
export const OUTSIDE: Origin = { kind: 'outside', address: '172.18.0.1' };

/** Where a Pod's connections start. */
export function originOf(pod: KubeObject, address: string): Origin {
  return {
    kind: 'pod',
    namespace: pod.metadata.namespace ?? '',
    name: pod.metadata.name,
    node: String((pod.spec as { nodeName?: unknown }).nodeName ?? ''),
    address,
  };
}
