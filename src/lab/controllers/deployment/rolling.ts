import { asRecord } from '../../../kubernetes/data.ts';
import { type KubeObject, recordAt } from '../../api/core/objects.ts';

/** How many Pods more than wanted there may be, and how many may be missing, during an update. */
export interface Fences {
  surge: number;
  unavailable: number;
}

/** A number or a percentage of another number, rounded up or down. */
export function scaled(value: unknown, total: number, roundsUp: boolean): number {
  if (typeof value === 'number') return value;
  const [, percent] = /^(\d+)%$/.exec(String(value)) ?? [];
  const exact = (Number(percent ?? 0) * total) / 100;
  return roundsUp ? Math.ceil(exact) : Math.floor(exact);
}

export const replicasOf = (object: KubeObject): number => Number(recordAt(object, 'spec').replicas ?? 1);
const statusOf = (object: KubeObject, field: string): number => Number(recordAt(object, 'status')[field] ?? 0);

/** What the strategy of a Deployment allows. */
export function fencesOf(deployment: KubeObject): Fences {
  const { strategy } = recordAt(deployment, 'spec');
  if (asRecord(strategy).type !== 'RollingUpdate') return { surge: 0, unavailable: 0 };
  const { maxSurge = 0, maxUnavailable = 0 } = recordAt(strategy, 'rollingUpdate');
  const replicas = replicasOf(deployment);
  const surge = scaled(maxSurge, replicas, true);
  const unavailable = scaled(maxUnavailable, replicas, false);
  // Both 0 would never get anywhere.
  if (surge === 0 && unavailable === 0) return { surge, unavailable: 1 };
  return { surge, unavailable: Math.min(unavailable, replicas) };
}

export const sum = (sets: readonly KubeObject[], count: (set: KubeObject) => number): number =>
  sets.reduce((total, set) => total + count(set), 0);

/** How many Pods the newest ReplicaSet shall have next. */
export function newReplicas(deployment: KubeObject, sets: readonly KubeObject[], newest: KubeObject): number {
  const wanted = replicasOf(deployment);
  const { strategy } = recordAt(deployment, 'spec');
  if (asRecord(strategy).type !== 'RollingUpdate') return wanted;
  const most = wanted + fencesOf(deployment).surge;
  const current = sum(sets, replicasOf);
  if (current >= most) return replicasOf(newest);
  return replicasOf(newest) + Math.min(most - current, wanted - replicasOf(newest));
}

/** What older ReplicaSets shall have next; those that stay as they are are not in it. Undefined when none may lose any Pod. */
type Plan = Map<KubeObject, number> | undefined;

/** Older ReplicaSets without the Pods that are not available, as many as may be missing. */
export function unhealthy(deployment: KubeObject, newest: KubeObject, old: readonly KubeObject[]): Plan {
  const least = replicasOf(deployment) - fencesOf(deployment).unavailable;
  const newUnavailable = replicasOf(newest) - statusOf(newest, 'availableReplicas');
  let left = sum([...old, newest], replicasOf) - least - newUnavailable;
  if (left <= 0) return undefined;
  const sizes = new Map<KubeObject, number>();
  for (const set of old) {
    const broken = replicasOf(set) - statusOf(set, 'availableReplicas');
    const gone = Math.min(left, broken);
    if (gone <= 0) continue;
    sizes.set(set, replicasOf(set) - gone);
    left -= gone;
  }
  return sizes;
}

/** Older ReplicaSets without the Pods that there are more than have to be available. */
export function spare(deployment: KubeObject, newest: KubeObject, old: readonly KubeObject[]): Plan {
  // A ReplicaSet that has just been made smaller still counts Pods that it will not keep: nobody may count on them a second time.
  const kept = sum(old, (set) => Math.min(statusOf(set, 'availableReplicas'), replicasOf(set)));
  const available = kept + statusOf(newest, 'availableReplicas');
  let left = available - replicasOf(deployment) + fencesOf(deployment).unavailable;
  const sizes = new Map<KubeObject, number>();
  for (const set of old) {
    const gone = Math.min(replicasOf(set), left);
    if (gone <= 0) continue;
    sizes.set(set, replicasOf(set) - gone);
    left -= gone;
  }
  return sizes;
}

const MAX_REPLICAS = 'deployment.kubernetes.io/max-replicas';

/**
 * Sizes of the ReplicaSets when the Deployment is scaled while several of them have Pods: each gets its part.
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#proportional-scaling
 */
export function proportional(deployment: KubeObject, active: readonly KubeObject[]): Map<KubeObject, number> {
  const total = sum(active, replicasOf);
  const allowed = replicasOf(deployment) > 0 ? replicasOf(deployment) + fencesOf(deployment).surge : 0;
  let toAdd = allowed - total;
  const sizes = new Map<KubeObject, number>();
  const ordered = [...active].sort((a, b) => {
    const bySize = replicasOf(b) - replicasOf(a);
    if (bySize !== 0) return bySize;
    const age = Date.parse(b.metadata.creationTimestamp) - Date.parse(a.metadata.creationTimestamp);
    // When growing, the newer ones come first among equals; when shrinking, the older ones.
    return toAdd > 0 ? age : -age;
  });
  let added = 0;
  for (const set of ordered) {
    const size = replicasOf(set);
    if (toAdd === 0 || total === 0) {
      sizes.set(set, size);
      continue;
    }
    const before = Number(set.metadata.annotations?.[MAX_REPLICAS] ?? allowed);
    const part = Math.round((size * allowed) / (before || allowed || 1)) - size;
    const share = toAdd > 0 ? Math.min(part, toAdd - added) : Math.max(part, toAdd - added);
    sizes.set(set, size + share);
    added += share;
  }
  const [largest] = ordered;
  if (largest && added !== toAdd) sizes.set(largest, Math.max(0, (sizes.get(largest) ?? 0) + toAdd - added));
  toAdd = 0;
  return sizes;
}
