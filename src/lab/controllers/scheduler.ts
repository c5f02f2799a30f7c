import { asList, asRecord } from '../../kubernetes/data.ts';
import { systemCall } from '../api/core/call.ts';
import { type KubeObject, recordAt } from '../api/core/objects.ts';
import { type Client, type Controller, type Key, keyOf } from './framework.ts';
import { withPodCondition } from './pod-conditions.ts';
import { hasEnded } from './pods.ts';
import { Recorder } from './recorder.ts';
import { filterNodes } from './scheduling/filter.ts';

/** How long a Pod that fits nowhere waits at most until it is tried again. */
const RETRY_MS = 300_000;

/** Gives Pods to nodes. @see https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/ */
export function scheduler(client: Client): Controller {
  const pods = client.resource('', 'pods');
  const nodes = client.resource('', 'nodes');
  const recorder = new Recorder(client.server, 'default-scheduler');
  const waiting = new Map<string, Key>();
  return {
    name: 'scheduler',
    concerns(change) {
      if (change.bucket === '/pods') {
        const key = keyOf(change.object);
        const isMine = change.type !== 'DELETED' && recordAt(change.object, 'spec').nodeName === undefined;
        // A Pod that goes makes room for others.
        return change.type === 'DELETED' || hasEnded(change.object) ? [...waiting.values()] : isMine ? [key] : [];
      }
      return change.bucket === '/nodes' ||
        change.bucket === '/persistentvolumeclaims' ||
        change.bucket === '/persistentvolumes'
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
      const { fitting, message } = filterNodes(client, pod, client.list(nodes));
      if (fitting.length === 0) {
        waiting.set(text, key);
        refuse(pod, message);
        return RETRY_MS;
      }
      waiting.delete(text);
      bind(pod, choose(fitting));
      return undefined;
    },
  };

  /** The node with the fewest Pods; among equals one at random. */
  function choose(fitting: readonly KubeObject[]): KubeObject {
    const counts = fitting.map(
      (node) =>
        client.list(pods).filter((pod) => recordAt(pod, 'spec').nodeName === node.metadata.name && !hasEnded(pod))
          .length,
    );
    const least = Math.min(...counts);
    const best = fitting.filter((_, index) => counts[index] === least);
    return best[Math.floor(client.server.registry.random() * best.length)] as KubeObject;
  }

  function bind(pod: KubeObject, node: KubeObject): void {
    client.server.registry.change(
      pods,
      pod.metadata.namespace ?? '',
      pod.metadata.name,
      (object) => {
        object.spec = { ...asRecord(object.spec), nodeName: node.metadata.name };
        withPodCondition(
          object,
          { type: 'PodScheduled', status: 'True', observedGeneration: object.metadata.generation },
          client.now(),
        );
        return true;
      },
      systemCall('kube-scheduler'),
      'binding',
    );
    recorder.newEvent(
      pod,
      'Normal',
      'Scheduled',
      'Binding',
      `Successfully assigned ${pod.metadata.namespace}/${pod.metadata.name} to ${node.metadata.name}`,
    );
  }

  function refuse(pod: KubeObject, message: string): void {
    recorder.newEvent(pod, 'Warning', 'FailedScheduling', 'Scheduling', message);
    client.change(
      pods,
      keyOf(pod),
      (object) =>
        withPodCondition(
          object,
          {
            type: 'PodScheduled',
            status: 'False',
            reason: 'Unschedulable',
            message,
            observedGeneration: object.metadata.generation,
          },
          client.now(),
        ),
      'status',
    );
  }
}
