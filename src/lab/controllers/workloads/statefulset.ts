import { asRecord } from '../../../kubernetes/data.ts';
import { type KubeObject, recordAt } from '../../api/core/objects.ts';
import { matchesLabels, selectorOf } from '../../api/core/selectors.ts';
import { type Client, type Controller, concernsOf, keyOf } from '../framework.ts';
import { hasEnded, isAvailable, isReady, PodControl } from '../pods.ts';
import { Recorder } from '../recorder.ts';
import { currentRevision, revisionsOf, templateOf, truncateRevisions } from './revisions.ts';
import { ordinalOf, StatefulPods } from './statefulset-pods.ts';

const REVISION = 'controller-revision-hash';

const isTerminating = (pod: KubeObject): boolean => pod.metadata.deletionTimestamp !== undefined;
const isRunningAndReady = (pod: KubeObject): boolean => recordAt(pod, 'status').phase === 'Running' && isReady(pod);
const revisionName = (pod: KubeObject): string => pod.metadata.labels?.[REVISION] ?? '';

/** Counts that go into the status while the set is looked through. */
interface Counts {
  replicas: number;
  ready: number;
  available: number;
  current: number;
  updated: number;
}

/** Keeps Pods of StatefulSets: with stable names, one after the other. @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/ */
export function statefulSetController(client: Client): Controller {
  const sets = client.resource('apps', 'statefulsets');
  const pods = client.resource('', 'pods');
  const recorder = new Recorder(client.server, 'statefulset-controller');
  const control = new PodControl(client, recorder);
  const actions = new StatefulPods(client, recorder);
  return {
    name: 'statefulset-controller',
    concerns: concernsOf(sets, [pods], ({ bucket, object, type }) =>
      bucket !== '/pods' || type === 'DELETED' || (object.metadata.ownerReferences ?? []).length > 0
        ? []
        : client
            .list(sets, object.metadata.namespace)
            .filter((set) => matchesLabels(selectorOf(recordAt(set, 'spec').selector), object.metadata.labels ?? {}))
            .map(keyOf),
    ),
    reconcile(key) {
      const set = client.find(sets, key.namespace, key.name);
      if (!set) return undefined;
      const claimed = control.claim(set, recordAt(set, 'spec').selector);
      if (set.metadata.deletionTimestamp !== undefined) return undefined;
      const update = currentRevision(client, set);
      const known = revisionsOf(client, set);
      const currentName = String(recordAt(set, 'status').currentRevision ?? '');
      const current = known.find(({ metadata }) => metadata.name === currentName) ?? update;
      const minReady = Number(recordAt(set, 'spec').minReadySeconds ?? 0);
      const counts: Counts = { replicas: 0, ready: 0, available: 0, current: 0, updated: 0 };
      let problem: unknown;
      try {
        manage(set, claimed, current, update, counts, minReady);
      } catch (thrown) {
        problem = thrown;
      }
      writeStatus(set, current, update, counts);
      truncateRevisions(
        client,
        set,
        new Set([current.metadata.name, update.metadata.name, ...claimed.map(revisionName)]),
      );
      if (problem) throw problem;
      return minReady > 0 && counts.available < counts.ready ? minReady * 1000 : undefined;
    },
  };

  function manage(
    set: KubeObject,
    claimed: readonly KubeObject[],
    current: KubeObject,
    update: KubeObject,
    counts: Counts,
    minReady: number,
  ): void {
    const spec = recordAt(set, 'spec');
    const start = Number(recordAt(spec, 'ordinals').start ?? 0);
    const wanted = Number(spec.replicas ?? 1);
    const isParallel = spec.podManagementPolicy === 'Parallel';
    const now = client.now();
    const isHealthy = (pod: KubeObject): boolean =>
      isRunningAndReady(pod) && isAvailable(pod, minReady, now) && !isTerminating(pod);
    for (const pod of claimed) {
      counts.replicas++;
      if (isRunningAndReady(pod)) {
        counts.ready++;
        if (isAvailable(pod, minReady, now)) counts.available++;
      }
      if (isTerminating(pod)) continue;
      if (revisionName(pod) === current.metadata.name) counts.current++;
      if (revisionName(pod) === update.metadata.name) counts.updated++;
    }
    const byOrdinal = new Map(claimed.map((pod) => [ordinalOf(set, pod), pod]));
    const condemned = claimed
      .filter((pod) => {
        const ordinal = ordinalOf(set, pod);
        return ordinal >= 0 && (ordinal < start || ordinal >= start + wanted);
      })
      .sort((a, b) => ordinalOf(set, b) - ordinalOf(set, a));
    const drop = (pod: KubeObject): void => {
      actions.remove(set, pod);
      if (revisionName(pod) === current.metadata.name) counts.current--;
      if (revisionName(pod) === update.metadata.name) counts.updated--;
    };
    const strategy = recordAt(spec, 'updateStrategy');
    const partition = Number(recordAt(strategy, 'rollingUpdate').partition ?? 0);
    const recordedCurrent = Number(recordAt(set, 'status').currentReplicas ?? 0);
    const needsCurrent = (ordinal: number): boolean =>
      strategy.type !== 'OnDelete' &&
      (strategy.rollingUpdate === undefined ? ordinal < start + recordedCurrent : ordinal < start + partition);
    for (let ordinal = start; ordinal < start + wanted; ordinal++) {
      const pod = byOrdinal.get(ordinal);
      if (!pod) {
        const revision = needsCurrent(ordinal) ? current : update;
        actions.create(set, templateOf(revision), ordinal, revision.metadata.name);
        counts.replicas++;
        if (revision === current) counts.current++;
        if (revision.metadata.name === update.metadata.name) counts.updated++;
        if (!isParallel) return;
        continue;
      }
      if (hasEnded(pod)) {
        if (!isTerminating(pod)) drop(pod);
        return;
      }
      if (recordAt(pod, 'status').phase === 'Pending') actions.createClaims(set, pod.metadata.name);
      if (!isParallel && !isHealthy(pod)) return;
      actions.keepClaims(set, pod.metadata.name, false);
    }
    for (const pod of condemned) actions.keepClaims(set, pod.metadata.name, true);
    const unhealthy = [...claimed].sort((a, b) => ordinalOf(set, a) - ordinalOf(set, b)).find((pod) => !isHealthy(pod));
    for (const pod of condemned) {
      if (isTerminating(pod)) {
        if (!isParallel) return;
        continue;
      }
      if (!isParallel && !isHealthy(pod) && pod !== unhealthy) return;
      drop(pod);
      if (!isParallel) return;
    }
    if (strategy.type === 'OnDelete') return;
    for (let ordinal = start + wanted - 1; ordinal >= start + partition; ordinal--) {
      const pod = byOrdinal.get(ordinal);
      if (!pod) return;
      if (revisionName(pod) !== update.metadata.name && !isTerminating(pod)) {
        actions.remove(set, pod);
        if (revisionName(pod) === current.metadata.name) counts.current--;
        return;
      }
      if (!isHealthy(pod)) return;
    }
  }

  function writeStatus(set: KubeObject, current: KubeObject, update: KubeObject, counts: Counts): void {
    const old = asRecord(set.status);
    let currentName = current.metadata.name;
    let currentCount = Math.max(0, counts.current);
    const strategy = recordAt(set, 'spec', 'updateStrategy').type;
    if (strategy !== 'OnDelete' && counts.updated === counts.replicas && counts.ready === counts.replicas) {
      currentName = update.metadata.name;
      currentCount = counts.updated;
    }
    const positive = (name: string, count: number): Record<string, number> => (count > 0 ? { [name]: count } : {});
    const status = {
      availableReplicas: counts.available,
      collisionCount: Number(old.collisionCount ?? 0),
      ...positive('currentReplicas', currentCount),
      currentRevision: currentName,
      observedGeneration: set.metadata.generation,
      ...positive('readyReplicas', counts.ready),
      replicas: counts.replicas,
      updateRevision: update.metadata.name,
      ...positive('updatedReplicas', Math.max(0, counts.updated)),
      ...(old.conditions === undefined ? {} : { conditions: old.conditions }),
    };
    client.writeStatus(sets, set, status);
  }
}
