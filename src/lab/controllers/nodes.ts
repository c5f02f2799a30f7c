import { asList, type Data } from '../../kubernetes/data.ts';
import { isSame, type KubeObject, recordAt, timeText } from '../api/core/objects.ts';
import { type Client, type Controller, concernsOf, type Key, keyOf, type Turn } from './framework.ts';
import { withPodCondition } from './pod-conditions.ts';
import { hasEnded } from './pods.ts';
import { Recorder } from './recorder.ts';
import { tolerates } from './scheduling/nodes.ts';

const UNSCHEDULABLE = { effect: 'NoSchedule', key: 'node.kubernetes.io/unschedulable' } as const;

/** Taints nodes that take no Pods, or are not well. @see https://kubernetes.io/docs/reference/labels-annotations-taints/#node-kubernetes-io-unschedulable */
export function nodeLifecycleController(client: Client): Controller {
  const nodes = client.resource('', 'nodes');
  return {
    name: 'node-lifecycle-controller',
    concerns: concernsOf(nodes),
    reconcile(key) {
      const node = client.find(nodes, '', key.name);
      if (!node) return undefined;
      const spec = recordAt(node, 'spec');
      const conditions = asList(recordAt(node, 'status').conditions);
      const is = (type: string, value: string): boolean =>
        conditions.some((one) => one.type === type && one.status === value);
      const wanted: [string, boolean][] = [
        [UNSCHEDULABLE.key, spec.unschedulable === true],
        ['node.kubernetes.io/memory-pressure', is('MemoryPressure', 'True')],
        ['node.kubernetes.io/disk-pressure', is('DiskPressure', 'True')],
        ['node.kubernetes.io/pid-pressure', is('PIDPressure', 'True')],
        ['node.kubernetes.io/not-ready', is('Ready', 'False')],
        ['node.kubernetes.io/unreachable', is('Ready', 'Unknown')],
      ];
      const known = new Set(wanted.map(([name]) => name));
      const present = asList(spec.taints);
      const isManaged = (taint: Data): boolean => known.has(String(taint.key)) && taint.effect === 'NoSchedule';
      const made = wanted
        .filter(([, isWanted]) => isWanted)
        .map(
          ([name]) =>
            present.find((taint) => isManaged(taint) && taint.key === name) ?? {
              effect: 'NoSchedule',
              key: name,
              timeAdded: timeText(client.now()),
            },
        );
      const taints = [...present.filter((taint) => !isManaged(taint)), ...made];
      if (isSame(taints, present)) return undefined;
      client.change(nodes, key, (object) => {
        const { taints: _, ...others } = recordAt(object, 'spec');
        object.spec = taints.length > 0 ? { ...others, taints } : others;
        return true;
      });
      return undefined;
    },
  };
}

/** Takes Pods off nodes whose `NoExecute` taints they do not put up with, or not for long. @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/#taint-based-evictions */
export function taintEvictionController(client: Client): Controller {
  const pods = client.resource('', 'pods');
  const nodes = client.resource('', 'nodes');
  const recorder = new Recorder(client.server, 'taint-eviction-controller');
  const since = new Map<string, number>();
  const on = (node: string): Key[] =>
    client
      .list(pods)
      .filter((pod) => recordAt(pod, 'spec').nodeName === node)
      .map(keyOf);
  return {
    name: 'taint-eviction-controller',
    concerns: concernsOf(pods, [], ({ bucket, object, previous }) =>
      bucket === '/nodes' && !isSame(recordAt(object, 'spec').taints, recordAt(previous, 'spec').taints)
        ? on(object.metadata.name)
        : [],
    ),
    *reconcile(key) {
      const pod = client.find(pods, key.namespace, key.name);
      if (!pod || pod.metadata.deletionTimestamp !== undefined || hasEnded(pod)) return undefined;
      const { uid } = pod.metadata;
      const spec = recordAt(pod, 'spec');
      const node = client.find(nodes, '', String(spec.nodeName ?? ''));
      const taints = asList(recordAt(node, 'spec').taints).filter(({ effect }) => effect === 'NoExecute');
      if (taints.length === 0) {
        if (since.delete(uid))
          recorder.event(
            pod,
            'Normal',
            'TaintManagerEviction',
            `Cancelling deletion of Pod ${key.namespace}/${key.name}`,
          );
        return undefined;
      }
      const tolerations = asList(spec.tolerations);
      const used = taints.map((taint) => tolerations.find((one) => tolerates(one, taint)));
      if (used.includes(undefined)) return yield* evict(pod);
      const limits = used.flatMap((one) =>
        one?.tolerationSeconds === undefined ? [] : [Math.max(0, Number(one.tolerationSeconds)) * 1000],
      );
      if (limits.length === 0) return undefined;
      const begin = since.get(uid) ?? client.now();
      since.set(uid, begin);
      const left = begin + Math.min(...limits) - client.now();
      return left > 0 ? left : yield* evict(pod);
    },
  };

  function* evict(pod: KubeObject): Turn {
    since.delete(pod.metadata.uid);
    const text = `Marking for deletion Pod ${pod.metadata.namespace}/${pod.metadata.name}`;
    recorder.event(pod, 'Normal', 'TaintManagerEviction', text);
    const condition = {
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'DeletionByTaintManager',
      message: 'Taint manager: deleting due to NoExecute taint',
      observedGeneration: pod.metadata.generation,
    };
    client.change(pods, keyOf(pod), (object) => withPodCondition(object, condition, client.now()), 'status');
    yield;
    client.remove(pods, keyOf(pod), {});
    return undefined;
  }
}
