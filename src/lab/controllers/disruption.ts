import { asList } from '../../kubernetes/data.ts';
import { controllerOf, type KubeObject, recordAt, timeText } from '../api/core/objects.ts';
import { matchesLabels, selectorOf } from '../api/core/selectors.ts';
import { type Client, type Controller, concernsOf, keyOf } from './framework.ts';
import { hasEnded, isReady } from './pods.ts';
import { Recorder } from './recorder.ts';

/** How long an eviction that was allowed counts before its Pod goes. */
const EVICTION_MS = 120_000;

/** A number, or a percentage of a whole, rounded up. */
function scaled(value: unknown, whole: number): number {
  return typeof value === 'string' ? Math.ceil((Number.parseInt(value, 10) * whole) / 100) : Number(value);
}

/** Says in PodDisruptionBudgets how many of their Pods may go now. @see https://kubernetes.io/docs/concepts/workloads/pods/disruptions/ */
export function disruptionController(client: Client): Controller {
  const budgets = client.resource('policy', 'poddisruptionbudgets');
  const pods = client.resource('', 'pods');
  const recorder = new Recorder(client.server, 'controllermanager');
  const podsOf = (budget: KubeObject): KubeObject[] => {
    const { selector } = recordAt(budget, 'spec');
    if (!selector) return [];
    const requirements = selectorOf(selector);
    return client
      .list(pods, budget.metadata.namespace)
      .filter((pod) => matchesLabels(requirements, pod.metadata.labels ?? {}));
  };
  const bucketsOfOwners = /^(?:apps\/(?:deployments|replicasets|statefulsets)|\/replicationcontrollers)$/;
  return {
    name: 'disruption',
    concerns: concernsOf(budgets, [], ({ bucket, object }) =>
      bucket === '/pods' || bucketsOfOwners.test(bucket)
        ? client.list(budgets, object.metadata.namespace).map(keyOf)
        : [],
    ),
    reconcile(key) {
      const budget = client.find(budgets, key.namespace, key.name);
      if (!budget || budget.metadata.deletionTimestamp !== undefined) return undefined;
      const spec = recordAt(budget, 'spec');
      const all = podsOf(budget);
      if (all.length === 0) recorder.event(budget, 'Normal', 'NoPods', 'No matching pods found');
      const living = all.filter((pod) => !hasEnded(pod));
      let expected = living.length;
      let desired: number;
      if (spec.maxUnavailable !== undefined) {
        expected = expectedOf(budget, living);
        desired = Math.max(0, expected - scaled(spec.maxUnavailable, expected));
      } else if (typeof spec.minAvailable === 'string') {
        expected = expectedOf(budget, living);
        desired = scaled(spec.minAvailable, expected);
      } else desired = Number(spec.minAvailable ?? 1);
      const now = client.now();
      const disrupted = recordAt(budget, 'status', 'disruptedPods');
      const still = Object.entries(disrupted).filter(([name, moment]) => {
        const pod = living.find(({ metadata }) => metadata.name === name);
        return pod?.metadata.deletionTimestamp === undefined && pod && Date.parse(String(moment)) + EVICTION_MS > now;
      });
      const healthy = living.filter(
        (pod) =>
          pod.metadata.deletionTimestamp === undefined &&
          isReady(pod) &&
          !still.some(([name]) => name === pod.metadata.name),
      ).length;
      const allowed = expected <= 0 ? 0 : Math.max(0, healthy - desired);
      const condition = {
        type: 'DisruptionAllowed',
        status: allowed > 0 ? 'True' : 'False',
        reason: allowed > 0 ? 'SufficientPods' : 'InsufficientPods',
        message: '',
        observedGeneration: budget.metadata.generation,
      };
      const old = asList(recordAt(budget, 'status').conditions).find(({ type }) => type === condition.type);
      const moment = old?.status === condition.status ? old.lastTransitionTime : timeText(now);
      const status = {
        conditions: [{ ...condition, lastTransitionTime: moment }],
        currentHealthy: healthy,
        desiredHealthy: desired,
        ...(still.length > 0 ? { disruptedPods: Object.fromEntries(still) } : {}),
        disruptionsAllowed: allowed,
        expectedPods: expected,
        observedGeneration: budget.metadata.generation,
      };
      client.writeStatus(budgets, budget, status);
      return still.length > 0 ? EVICTION_MS : undefined;
    },
  };

  /** How many Pods the owners of these want altogether. */
  function expectedOf(_budget: KubeObject, living: readonly KubeObject[]): number {
    const wanted = new Map<string, number>();
    for (const pod of living) {
      let owner = find(pod);
      // A ReplicaSet of a Deployment counts as much as that wants.
      const above = owner && find(owner);
      if (above?.kind === 'Deployment') owner = above;
      if (owner) wanted.set(owner.metadata.uid, Number(recordAt(owner, 'spec').replicas ?? 1));
    }
    return [...wanted.values()].reduce((sum, count) => sum + count, 0);
  }

  function find(object: KubeObject): KubeObject | undefined {
    const reference = controllerOf(object);
    if (!reference) return undefined;
    const [group = '', version = ''] = reference.apiVersion.includes('/')
      ? reference.apiVersion.split('/')
      : ['', reference.apiVersion];
    const resource = client.server.catalog.ofKind(group, reference.kind, version);
    const owner = resource && client.find(resource, object.metadata.namespace ?? '', reference.name);
    return owner?.metadata.uid === reference.uid ? owner : undefined;
  }
}
