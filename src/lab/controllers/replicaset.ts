import { asList, asRecord } from '../../kubernetes/data.ts';
import { ApiError } from '../api/core/errors.ts';
import { type KubeObject, recordAt, timeText } from '../api/core/objects.ts';
import { matchesLabels, selectorOf } from '../api/core/selectors.ts';
import type { Resource } from '../api/resources/resource.ts';
import { type Client, type Controller, concernsOf, keyOf } from './framework.ts';
import { byUse, isActive, isAvailable, isReady, PodControl } from './pods.ts';
import { Recorder } from './recorder.ts';

/** How many Pods are created or deleted at most in one turn. */
const BURST = 500;

/** Keeps the number of Pods of ReplicaSets, and of ReplicationControllers, which are the same with another selector. @see https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/ */
export function replicaSetController(
  client: Client,
  plural: 'replicasets' | 'replicationcontrollers' = 'replicasets',
): Controller {
  const isReplicaSet = plural === 'replicasets';
  const sets = client.resource(isReplicaSet ? 'apps' : '', plural);
  const pods = client.resource('', 'pods');
  const component = isReplicaSet ? 'replicaset-controller' : 'replication-controller';
  const recorder = new Recorder(client.server, component);
  const control = new PodControl(client, recorder);
  const selectorFor = ({ spec }: KubeObject): unknown =>
    isReplicaSet ? asRecord(spec).selector : { matchLabels: asRecord(spec).selector };
  return {
    name: component,
    concerns: concernsOf(sets, [pods], (change) => {
      // A Pod that belongs to nobody may be taken by whose selector it meets.
      if (
        change.bucket !== '/pods' ||
        change.object.metadata.ownerReferences?.some(({ controller }) => controller) ||
        change.type === 'DELETED'
      )
        return [];
      return client
        .list(sets, change.object.metadata.namespace)
        .filter((set) => matchesLabels(selectorOf(selectorFor(set)), change.object.metadata.labels ?? {}))
        .map(keyOf);
    }),
    reconcile(key) {
      const set = client.find(sets, key.namespace, key.name);
      if (!set) return undefined;
      const spec = recordAt(set, 'spec');
      const claimed = control.claim(set, selectorFor(set));
      const active = claimed.filter(isActive);
      let problem: ApiError | undefined;
      if (set.metadata.deletionTimestamp === undefined) problem = manage(set, active, Number(spec.replicas ?? 1));
      const again = updateStatus(
        set,
        client
          .list(pods, key.namespace)
          .filter((pod) => isActive(pod) && pod.metadata.ownerReferences?.some(({ uid }) => uid === set.metadata.uid)),
        claimed,
        problem,
      );
      if (problem) throw problem;
      return again;
    },
  };

  function manage(set: KubeObject, active: readonly KubeObject[], wanted: number): ApiError | undefined {
    const missing = wanted - active.length;
    if (missing > 0) {
      for (let count = 0; count < Math.min(missing, BURST); count++) {
        try {
          control.create(set, recordAt(set, 'spec').template);
        } catch (problem) {
          if (problem instanceof ApiError) return problem;
          throw problem;
        }
      }
    }
    for (const pod of [...active].sort(byUse).slice(0, Math.max(0, -missing))) control.remove(set, pod);
    return undefined;
  }

  function updateStatus(
    set: KubeObject,
    active: readonly KubeObject[],
    claimed: readonly KubeObject[],
    problem: ApiError | undefined,
  ): number | undefined {
    const spec = recordAt(set, 'spec');
    const minReadySeconds = Number(spec.minReadySeconds ?? 0);
    const now = client.now();
    const labels = recordAt(set, 'spec', 'template', 'metadata', 'labels');
    const ready = active.filter(isReady);
    const available = ready.filter((pod) => isAvailable(pod, minReadySeconds, now));
    const labeled = active.filter((pod) =>
      Object.entries(labels).every(([name, value]) => pod.metadata.labels?.[name] === value),
    );
    const terminating = claimed.filter((pod) => pod.metadata.deletionTimestamp !== undefined).length;
    const status: Record<string, unknown> = {
      replicas: active.length,
      ...(labeled.length > 0 ? { fullyLabeledReplicas: labeled.length } : {}),
      ...(ready.length > 0 ? { readyReplicas: ready.length } : {}),
      ...(available.length > 0 ? { availableReplicas: available.length } : {}),
      ...(isReplicaSet ? { terminatingReplicas: terminating } : {}),
      observedGeneration: set.metadata.generation,
    };
    const conditions = asList(recordAt(set, 'status').conditions).filter(({ type }) => type !== 'ReplicaFailure');
    if (problem) {
      const old = asList(recordAt(set, 'status').conditions).find(({ type }) => type === 'ReplicaFailure');
      conditions.push(
        old ?? {
          type: 'ReplicaFailure',
          status: 'True',
          lastTransitionTime: timeText(now),
          reason: 'FailedCreate',
          message: problem.message,
        },
      );
    }
    if (conditions.length > 0) status.conditions = conditions;
    client.writeStatus(sets as Resource, set, status);
    if (minReadySeconds > 0 && available.length < ready.length) return minReadySeconds * 1000;
    return undefined;
  }
}
