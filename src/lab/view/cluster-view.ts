import { asList, asRecord } from '../../kubernetes/data.ts';
import { type KubeObject, recordAt } from '../api/core/objects.ts';
import type { ApiServer } from '../api/server.ts';
import { podSummary } from '../api/tables/pods.ts';

/** How a Pod is, in few words, for a shape that can be told at a glance. */
export type PodState = 'waiting' | 'starting' | 'ready' | 'notReady' | 'failing' | 'ending' | 'done';

/** A Pod as a picture of the cluster shows it. */
export interface PodView {
  uid: string;
  namespace: string;
  name: string;
  /** What `kubectl get pods` prints in the column STATUS. */
  status: string;
  /** Containers that are ready, of how many, such as `1/2`. */
  ready: string;
  restarts: number;
  /** Names and tags of its images, without the registry. */
  images: readonly string[];
  state: PodState;
}

/** A node and what runs on it. */
export interface NodeView {
  name: string;
  isControlPlane: boolean;
  isReady: boolean;
  isSchedulable: boolean;
  pods: readonly PodView[];
}

/** A Service, and how many of its endpoints are ready. */
export interface ServiceView {
  namespace: string;
  name: string;
  type: string;
  ready: number;
  all: number;
}

/** What is where in a cluster. */
export interface ClusterView {
  nodes: readonly NodeView[];
  /** Pods that have no node yet. */
  waiting: readonly PodView[];
  services: readonly ServiceView[];
}

/** Reasons of a container that are no failure: it has not begun yet. */
const STARTING = /^(?:Pending|ContainerCreating|PodInitializing|Init:\d+\/\d+|SchedulingGated)$/;
const FAILING = /Err|BackOff|Error|OOMKilled|Failed|Evicted|ExitCode|Signal|Invalid|DeadlineExceeded/;

/** Objects are never changed, only replaced: what was made of one holds as long as it is there. */
const known = new WeakMap<KubeObject, PodView>();

const hasCondition = (object: KubeObject, type: string): boolean =>
  asList(recordAt(object, 'status').conditions).some((one) => one.type === type && one.status === 'True');

/** What `kubectl get pods` and a shape say of a Pod. */
function podView(object: KubeObject): PodView {
  const before = known.get(object);
  if (before) return before;
  const { reason, ready, total, restarts } = podSummary(object);
  const { name, namespace = '', uid } = object.metadata;
  const { nodeName, containers } = recordAt(object, 'spec');
  const view: PodView = {
    uid: String(uid),
    namespace,
    name,
    status: reason,
    ready: `${ready}/${total}`,
    restarts,
    images: asList(containers).map(({ image }) => String(image).replace(/^.*\//, '')),
    state: stateOf(reason, nodeName !== undefined && nodeName !== '', ready === total),
  };
  known.set(object, view);
  return view;
}

function stateOf(status: string, hasNode: boolean, isReady: boolean): PodState {
  if (status === 'Terminating') return 'ending';
  if (status === 'Completed' || status === 'Succeeded') return 'done';
  if (!hasNode) return 'waiting';
  if (FAILING.test(status)) return 'failing';
  if (STARTING.test(status)) return 'starting';
  return isReady ? 'ready' : 'notReady';
}

/** The endpoints of a Service: those that are ready, and all. */
function endpointsOf(service: KubeObject, slices: readonly KubeObject[]): Pick<ServiceView, 'ready' | 'all'> {
  const own = slices.filter(
    ({ metadata: { namespace, labels } }) =>
      namespace === service.metadata.namespace &&
      asRecord(labels)['kubernetes.io/service-name'] === service.metadata.name,
  );
  const endpoints = own.flatMap((slice) => asList(slice.endpoints));
  const ready = endpoints.filter(({ conditions }) => asRecord(conditions).ready === true);
  return { ready: ready.length, all: endpoints.length };
}

/** A picture of a cluster: its nodes with their Pods, what waits for a node, and Services. Cheap enough for several times a second. */
export function clusterView({ store }: Pick<ApiServer, 'store'>): ClusterView {
  const byNode = new Map<string, PodView[]>();
  for (const pod of store.list('/pods')) {
    const node = String(recordAt(pod, 'spec').nodeName ?? '');
    const pods = byNode.get(node) ?? [];
    pods.push(podView(pod));
    byNode.set(node, pods);
  }
  const slices = store.list('discovery.k8s.io/endpointslices');
  return {
    nodes: store.list('/nodes').map((node) => ({
      name: node.metadata.name,
      isControlPlane: 'node-role.kubernetes.io/control-plane' in asRecord(node.metadata.labels),
      isReady: hasCondition(node, 'Ready'),
      isSchedulable: recordAt(node, 'spec').unschedulable !== true,
      pods: byNode.get(node.metadata.name) ?? [],
    })),
    waiting: byNode.get('') ?? [],
    services: store.list('/services').map((service) => ({
      namespace: service.metadata.namespace ?? '',
      name: service.metadata.name,
      type: String(recordAt(service, 'spec').type ?? 'ClusterIP'),
      ...endpointsOf(service, slices),
    })),
  };
}
