import { asList, asRecord } from '../../kubernetes/data.ts';
import { systemCall } from '../api/core/call.ts';
import { controllerOf, group, type KubeObject, recordAt } from '../api/core/objects.ts';
import { amount } from '../api/validation/quantities.ts';
import { type Client, type Controller, type Key, keyOf } from './framework.ts';
import { withPodCondition } from './pod-conditions.ts';
import { hasEnded } from './pods.ts';
import { Recorder } from './recorder.ts';
import { podRequests } from './resources.ts';
import { selectNode } from './scheduling/claims.ts';
import { type Fitting, filterNodes, priorityOf, refusalText } from './scheduling/filter.ts';
import { findVictims } from './scheduling/preemption.ts';

/** How long a Pod that fits nowhere waits at most until it is tried again. */
const RETRY_MS = 300_000;
/** How often the scheduler looks whether volumes that it waits for are there. */
const VOLUMES_MS = 200;
/** What a container without requests counts as when nodes are compared. */
const USUAL = { cpu: 0.1, memory: 200 * 2 ** 20 } as const;

/** Gives Pods to nodes. @see https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/ */
export function scheduler(client: Client): Controller {
  const pods = client.resource('', 'pods');
  const nodes = client.resource('', 'nodes');
  const recorder = new Recorder(client.server, 'default-scheduler');
  const waiting = new Map<string, Key>();
  const chosen = new Map<string, string>();
  return {
    name: 'scheduler',
    pace: 3,
    concerns(change) {
      if (change.bucket === '/pods') {
        const key = keyOf(change.object);
        const isMine = change.type !== 'DELETED' && recordAt(change.object, 'spec').nodeName === undefined;
        // A Pod that comes or goes may be what others wait for.
        const isPlaced = recordAt(change.object, 'spec').nodeName !== undefined;
        const matters = change.type === 'DELETED' || hasEnded(change.object) || (isPlaced && hasMoved(change));
        if (change.type === 'DELETED') chosen.delete(change.object.metadata.uid);
        return matters ? [...waiting.values()] : isMine && isNews(change) ? [key] : [];
      }
      return change.bucket === '/nodes'
        ? nodeMatters(change)
          ? [...waiting.values()]
          : []
        : /^(?:\/persistentvolume(?:claim)?s|storage\.k8s\.io\/storageclasses)$/.test(change.bucket)
          ? [...waiting.values()]
          : [];
    },
    reconcile(key) {
      const pod = client.find(pods, key.namespace, key.name);
      const text = `${key.namespace}/${key.name}`;
      const spec = recordAt(pod, 'spec');
      if (
        !pod ||
        spec.nodeName ||
        pod.metadata.deletionTimestamp !== undefined ||
        spec.schedulerName !== 'default-scheduler' ||
        asList(spec.schedulingGates).length > 0
      ) {
        waiting.delete(text);
        return undefined;
      }
      const fitting = filterNodes(client, pod, client.list(nodes));
      const before = chosen.get(pod.metadata.uid);
      const node = fitting.fitting.find(({ metadata }) => metadata.name === before) ?? choose(pod, fitting);
      if (!node) {
        waiting.set(text, key);
        refuse(pod, fitting);
        return RETRY_MS;
      }
      if (!selectNode(client, fitting.claims, node.metadata.name)) {
        chosen.set(pod.metadata.uid, node.metadata.name);
        return VOLUMES_MS;
      }
      waiting.delete(text);
      chosen.delete(pod.metadata.uid);
      bind(pod, node);
      return undefined;
    },
  };

  /** The node with the fewest Pods of the same owner, and of these the one that is used least; among equals one at random. */
  function choose(pod: KubeObject, { fitting, scene }: Fitting): KubeObject | undefined {
    const owner = controllerOf(pod)?.uid;
    const scores = fitting.map((node) => {
      const here = scene.placed.filter((one) => recordAt(one, 'spec').nodeName === node.metadata.name);
      const allocatable = recordAt(node, 'status', 'allocatable');
      const share = (name: 'cpu' | 'memory'): number =>
        here.reduce((sum, one) => sum + (podRequests(one).get(name) || USUAL[name]), 0) / amount(allocatable[name]);
      const siblings = owner === undefined ? 0 : here.filter((one) => controllerOf(one)?.uid === owner).length;
      return siblings * 1000 + Math.round((share('cpu') + share('memory')) * 50) + preference(pod, node);
    });
    const best = Math.min(...scores);
    const equals = fitting.filter((_, index) => scores[index] === best);
    return equals[Math.floor(client.server.registry.random() * equals.length)];
  }

  /** Taints that a Pod would rather not meet count against a node. */
  function preference(pod: KubeObject, node: KubeObject): number {
    const soft = asList(recordAt(node, 'spec').taints).filter(({ effect }) => effect === 'PreferNoSchedule');
    const tolerated = asList(recordAt(pod, 'spec').tolerations);
    return soft.filter((taint) => !tolerated.some(({ key }) => key === undefined || key === taint.key)).length * 10_000;
  }

  function bind(pod: KubeObject, node: KubeObject): void {
    client.server.registry.change(
      pods,
      pod.metadata.namespace ?? '',
      pod.metadata.name,
      (object) => {
        object.spec = { ...asRecord(object.spec), nodeName: node.metadata.name };
        withPodCondition(object, { type: 'PodScheduled', status: 'True' }, client.now());
        return true;
      },
      systemCall('kube-scheduler'),
      'binding',
    );
    const text = `Successfully assigned ${pod.metadata.namespace}/${pod.metadata.name} to ${node.metadata.name}`;
    recorder.newEvent(pod, 'Normal', 'Scheduled', 'Binding', text);
  }

  function refuse(pod: KubeObject, fitting: Fitting): void {
    const { candidate, reasons } = isRoomMade(pod, fitting)
      ? { candidate: undefined, reasons: 'not eligible due to a terminating pod on the nominated node.' }
      : findVictims(fitting);
    const message = refusalText(fitting, candidate ? undefined : reasons);
    recorder.newEvent(pod, 'Warning', 'FailedScheduling', 'Scheduling', message);
    client.change(
      pods,
      keyOf(pod),
      (object) => {
        if (candidate) group(object, 'status').nominatedNodeName = candidate.node.metadata.name;
        const condition = {
          type: 'PodScheduled',
          status: 'False',
          reason: 'Unschedulable',
          message,
          observedGeneration: object.metadata.generation,
        };
        return withPodCondition(object, condition, client.now()) || candidate !== undefined;
      },
      'status',
    );
    for (const victim of candidate?.victims ?? []) {
      if (victim.metadata.deletionTimestamp !== undefined) continue;
      const condition = {
        type: 'DisruptionTarget',
        status: 'True',
        reason: 'PreemptionByScheduler',
        message: 'default-scheduler: preempting to accommodate a higher priority pod',
        observedGeneration: victim.metadata.generation,
      };
      client.change(pods, keyOf(victim), (object) => withPodCondition(object, condition, client.now()), 'status');
      client.remove(pods, keyOf(victim), {});
      const text = `Preempted by pod ${pod.metadata.uid} on node ${candidate?.node.metadata.name}`;
      recorder.newEvent(victim, 'Normal', 'Preempted', 'Preempting', text);
    }
  }
}

/** Whether Pods of less importance are just ending on the node that was chosen for a Pod: then no others have to go. */
function isRoomMade(pod: KubeObject, { scene }: Fitting): boolean {
  const node = recordAt(pod, 'status').nominatedNodeName;
  return (
    node !== undefined &&
    scene.placed.some(
      (one) =>
        recordAt(one, 'spec').nodeName === node &&
        one.metadata.deletionTimestamp !== undefined &&
        priorityOf(one) < priorityOf(pod),
    )
  );
}

type Change = Parameters<Controller['concerns']>[0];

/** Whether a Pod has just been placed, or says other labels than before. */
function hasMoved({ object, previous }: Change): boolean {
  return (
    recordAt(previous, 'spec').nodeName !== recordAt(object, 'spec').nodeName ||
    JSON.stringify(previous?.metadata.labels) !== JSON.stringify(object.metadata.labels)
  );
}

/** Whether a change of a Pod is more than what the scheduler itself writes. */
function isNews({ object, previous, type }: Change): boolean {
  return (
    type === 'ADDED' ||
    JSON.stringify([previous?.spec, previous?.metadata.labels]) !==
      JSON.stringify([object.spec, object.metadata.labels])
  );
}

/** Whether a change of a node is one that may make room. */
function nodeMatters({ object, previous }: Change): boolean {
  const relevant = (node: KubeObject | undefined): string =>
    JSON.stringify([node?.spec, node?.metadata.labels, recordAt(node, 'status').allocatable]);
  return relevant(object) !== relevant(previous);
}
