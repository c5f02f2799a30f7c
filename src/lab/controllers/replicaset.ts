import { asList, asRecord } from '../../kubernetes/data.ts';
import { ApiError } from '../api/core/errors.ts';
import { type KubeObject, recordAt, timeText } from '../api/core/objects.ts';
import { matchesLabels, selectorOf } from '../api/core/selectors.ts';
import type { Resource } from '../api/resources/resource.ts';
import { type Client, type Controller, concernsOf, keyOf, type Turn } from './framework.ts';
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
    *reconcile(key) {
      const set = client.find(sets, key.namespace, key.name);
      if (!set) return undefined;
      const claimed = control.claim(set, selectorFor(set));
      const active = claimed.filter(isActive);
      const problem =
        set.metadata.deletionTimestamp === undefined
          ? yield* manage(set, active, Number(recordAt(set, 'spec').replicas ?? 1))
          : undefined;
      // What the turn began with is counted: Pods that it has made or deleted are the next one's.
      const again = yield* updateStatus(set, active, claimed, problem);
      if (problem) throw problem;
      return again;
    },
  };

  function* manage(
    set: KubeObject,
    active: readonly KubeObject[],
    wanted: number,
  ): Generator<void, ApiError | undefined> {
    const missing = Math.min(wanted - active.length, BURST);
    // The first Pod alone, then twice as many at once each time, so that what is refused is refused once.
    for (let made = 0, batch = 1; made < missing; batch *= 2) {
      let problem: ApiError | undefined;
      for (let count = 0; count < batch && made < missing; count++, made++) {
        try {
          control.create(set, recordAt(set, 'spec').template);
        } catch (error) {
          if (!(error instanceof ApiError)) throw error;
          problem ??= error;
        }
      }
      yield;
      if (problem) return problem;
    }
    const tooMany = missing < 0 ? byUse(active).slice(0, -missing) : [];
    for (const pod of tooMany) control.remove(set, pod);
    if (tooMany.length > 0) yield;
    return undefined;
  }

  function* updateStatus(
    set: KubeObject,
    active: readonly KubeObject[],
    claimed: readonly KubeObject[],
    problem: ApiError | undefined,
  ): Turn {
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
    if (client.writeStatus(sets as Resource, set, status)) yield;
    if (minReadySeconds > 0 && available.length < ready.length) return minReadySeconds * 1000;
    return undefined;
  }
}
