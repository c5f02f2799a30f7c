import { asList } from '../../../kubernetes/data.ts';
import { group, isSame, type KubeObject, recordAt } from '../../api/core/objects.ts';
import { type Client, type Controller, concernsOf, keyOf } from '../framework.ts';
import { hasEnded, isAvailable, isReady, PodControl } from '../pods.ts';
import { Recorder } from '../recorder.ts';
import { isSelected, tolerates } from '../scheduling/nodes.ts';
import { currentRevision, truncateRevisions } from './revisions.ts';

const HASH = 'controller-revision-hash';

/** What every Pod of a DaemonSet puts up with. @see https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/#taints-and-tolerations */
function tolerationsFor(template: unknown): Record<string, unknown>[] {
  const always = [
    ['node.kubernetes.io/not-ready', 'NoExecute'],
    ['node.kubernetes.io/unreachable', 'NoExecute'],
    ['node.kubernetes.io/disk-pressure', 'NoSchedule'],
    ['node.kubernetes.io/memory-pressure', 'NoSchedule'],
    ['node.kubernetes.io/pid-pressure', 'NoSchedule'],
    ['node.kubernetes.io/unschedulable', 'NoSchedule'],
  ];
  if (recordAt(template, 'spec').hostNetwork === true)
    always.push(['node.kubernetes.io/network-unavailable', 'NoSchedule']);
  return always.map(([key, effect]) => ({ effect, key, operator: 'Exists' }));
}

/** Keeps one Pod on each node that a DaemonSet means. @see https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/ */
export function daemonSetController(client: Client): Controller {
  const sets = client.resource('apps', 'daemonsets');
  const pods = client.resource('', 'pods');
  const nodes = client.resource('', 'nodes');
  const recorder = new Recorder(client.server, 'daemonset-controller');
  const control = new PodControl(client, recorder);
  return {
    name: 'daemonset-controller',
    concerns: concernsOf(sets, [pods], ({ bucket, object, previous }) => {
      if (bucket !== '/nodes') return [];
      const relevant = (node: KubeObject | undefined): unknown => [node?.spec, node?.metadata.labels];
      return isSame(relevant(object), relevant(previous)) ? [] : client.list(sets).map(keyOf);
    }),
    reconcile(key) {
      const set = client.find(sets, key.namespace, key.name);
      if (!set) return undefined;
      const claimed = control.claim(set, recordAt(set, 'spec').selector);
      if (set.metadata.deletionTimestamp !== undefined) return undefined;
      const revision = currentRevision(client, set);
      const hash = revision.metadata.labels?.[HASH] ?? '';
      manage(set, claimed, hash);
      const again = writeStatus(set, hash);
      truncateRevisions(
        client,
        set,
        new Set([revision.metadata.name, ...claimed.map((pod) => `${key.name}-${pod.metadata.labels?.[HASH]}`)]),
      );
      return again;
    },
  };

  /** Whether a Pod shall run on a node, and whether one that is there may stay. */
  function means(set: KubeObject, node: KubeObject): { runs: boolean; stays: boolean } {
    const template = recordAt(set, 'spec').template;
    const pod = { metadata: {}, spec: recordAt(template, 'spec') } as unknown as KubeObject;
    const { nodeName } = recordAt(template, 'spec');
    if ((nodeName !== undefined && nodeName !== node.metadata.name) || !isSelected(pod, node))
      return { runs: false, stays: false };
    const tolerations = [...asList(recordAt(template, 'spec').tolerations), ...tolerationsFor(template)];
    const bad = asList(recordAt(node, 'spec').taints).filter(
      (taint) => taint.effect !== 'PreferNoSchedule' && !tolerations.some((one) => tolerates(one, taint)),
    );
    if (bad.length === 0) return { runs: true, stays: true };
    return { runs: false, stays: bad.every(({ effect }) => effect !== 'NoExecute') };
  }

  /** The node that a Pod stands on, or is meant for. */
  function nodeOf(pod: KubeObject): string {
    const spec = recordAt(pod, 'spec');
    if (spec.nodeName) return String(spec.nodeName);
    const terms = asList(
      recordAt(spec, 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution').nodeSelectorTerms,
    );
    const field = terms.flatMap((term) => asList(term.matchFields)).find((one) => one.key === 'metadata.name');
    return String((Array.isArray(field?.values) ? field.values : [])[0] ?? '');
  }

  function manage(set: KubeObject, claimed: readonly KubeObject[], hash: string): void {
    const old: KubeObject[] = [];
    const missing: string[] = [];
    const remove: KubeObject[] = [];
    let unavailable = 0;
    let wanted = 0;
    const minReady = Number(recordAt(set, 'spec').minReadySeconds ?? 0);
    for (const node of client.list(nodes)) {
      const here = claimed.filter((pod) => nodeOf(pod) === node.metadata.name);
      const { runs, stays } = means(set, node);
      if (runs) wanted++;
      if (!stays) {
        remove.push(...here.filter(({ metadata }) => metadata.deletionTimestamp === undefined));
        continue;
      }
      const living = here.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
      for (const pod of living.filter((one) => recordAt(one, 'status').phase === 'Failed')) {
        const text = `Found failed daemon pod ${pod.metadata.namespace}/${pod.metadata.name} on node ${node.metadata.name}, will try to kill it`;
        recorder.event(set, 'Warning', 'FailedDaemonPod', text);
        remove.push(pod);
      }
      const good = living.filter((pod) => !hasEnded(pod));
      if (runs && here.length === 0) missing.push(node.metadata.name);
      if (runs && !good.some((pod) => isAvailable(pod, minReady, client.now()))) unavailable++;
      old.push(...good.filter((pod) => pod.metadata.labels?.[HASH] !== hash));
    }
    for (const name of missing) create(set, name, hash);
    for (const pod of remove) control.remove(set, pod);
    const strategy = recordAt(set, 'spec', 'updateStrategy');
    if (strategy.type === 'OnDelete') return;
    const limit = recordAt(strategy, 'rollingUpdate').maxUnavailable ?? 1;
    const most = typeof limit === 'string' ? Math.ceil((Number.parseInt(limit, 10) * wanted) / 100) : Number(limit);
    // Pods that do not run anyway may go at once; others only as far as the limit allows.
    const broken = old.filter((pod) => !isAvailable(pod, minReady, client.now()));
    const healthy = old.filter((pod) => isAvailable(pod, minReady, client.now()));
    for (const pod of [...broken, ...healthy.slice(0, Math.max(0, most - unavailable))]) control.remove(set, pod);
  }

  function create(set: KubeObject, node: string, hash: string): void {
    const template = recordAt(set, 'spec').template;
    control.create(set, template, (pod) => {
      pod.metadata.labels = { ...pod.metadata.labels, [HASH]: hash };
      const spec = group(pod, 'spec');
      const affinity = group(group(spec, 'affinity'), 'nodeAffinity');
      const required = group(affinity, 'requiredDuringSchedulingIgnoredDuringExecution');
      const field = { key: 'metadata.name', operator: 'In', values: [node] };
      const terms = asList(required.nodeSelectorTerms);
      required.nodeSelectorTerms =
        terms.length === 0 ? [{ matchFields: [field] }] : terms.map((term) => ({ ...term, matchFields: [field] }));
      const own = asList(spec.tolerations);
      const further = tolerationsFor(template).filter(
        ({ key, effect }) => !own.some((one) => one.key === key && one.effect === effect && one.operator === 'Exists'),
      );
      spec.tolerations = [...own, ...further];
    });
  }

  function writeStatus(set: KubeObject, hash: string): number | undefined {
    const claimed = client
      .list(pods, set.metadata.namespace)
      .filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === set.metadata.uid));
    const minReady = Number(recordAt(set, 'spec').minReadySeconds ?? 0);
    const counts = { desired: 0, current: 0, misscheduled: 0, ready: 0, available: 0, updated: 0 };
    for (const node of client.list(nodes)) {
      const here = claimed.filter((pod) => nodeOf(pod) === node.metadata.name);
      if (!means(set, node).runs) {
        if (here.length > 0) counts.misscheduled++;
        continue;
      }
      counts.desired++;
      const pod = [...here].sort((a, b) => (a.metadata.creationTimestamp < b.metadata.creationTimestamp ? -1 : 1))[0];
      if (!pod) continue;
      counts.current++;
      if (isReady(pod)) counts.ready++;
      if (isAvailable(pod, minReady, client.now())) counts.available++;
      if (pod.metadata.labels?.[HASH] === hash) counts.updated++;
    }
    const unavailable = counts.desired - counts.available;
    const old = recordAt(set, 'status');
    const status = {
      currentNumberScheduled: counts.current,
      desiredNumberScheduled: counts.desired,
      ...(counts.available > 0 ? { numberAvailable: counts.available } : {}),
      numberMisscheduled: counts.misscheduled,
      numberReady: counts.ready,
      ...(unavailable > 0 ? { numberUnavailable: unavailable } : {}),
      observedGeneration: set.metadata.generation,
      ...(counts.updated > 0 ? { updatedNumberScheduled: counts.updated } : {}),
      ...(old.collisionCount === undefined ? {} : { collisionCount: old.collisionCount }),
    };
    client.writeStatus(sets, set, status);
    return minReady > 0 && counts.available < counts.ready ? minReady * 1000 : undefined;
  }
}
