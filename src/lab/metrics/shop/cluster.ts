import { Recent } from '../../recent.ts';
import { NODES } from './machines.ts';
import { BUILDS, type ShopProcess } from './process.ts';
import { ExpositionText, type Pairs } from './text.ts';
import { answers, MIB, restarts, type World, waveOf } from './world.ts';

/** A Pod of the shop, as Kubernetes knows it. */
export interface ShopPod {
  name: string;
  /** The Deployment or StatefulSet that it belongs to. */
  app: string;
  version: string;
  node: string;
  ip: string;
  /** Ports of its container, each with its name. */
  ports: readonly { name: string; number: number }[];
  annotations: Pairs;
}

const nodeOf = (pod: string): string => Object.keys(NODES).find((node) => NODES[node]?.includes(pod)) ?? 'node-1';
const scraped = (port: number): Pairs => ({
  'prometheus.io/scrape': 'true',
  'prometheus.io/port': String(port),
  'prometheus.io/path': '/metrics',
});

/** All Pods of the namespace shop. The mail Pod has no metrics, and the web Pods do not say that they have. */
export const PODS: readonly ShopPod[] = [
  ...['shop-web-1', 'shop-web-2', 'shop-api-1', 'shop-api-2'].map((name, index) => ({
    name,
    app: name.slice(0, 'shop-web'.length),
    version: BUILDS[name]?.version ?? '',
    node: nodeOf(name),
    ip: `10.244.${index % 2}.${11 + index}`,
    ports: [{ name: 'http', number: 8080 }],
    annotations: name.startsWith('shop-api') ? scraped(8080) : {},
  })),
  {
    name: 'shop-db',
    app: 'shop-db',
    version: '17.2',
    node: nodeOf('shop-db'),
    ip: '10.244.1.21',
    ports: [
      { name: 'postgres', number: 5432 },
      { name: 'metrics', number: 9187 },
    ],
    annotations: scraped(9187),
  },
  {
    name: 'shop-mail',
    app: 'shop-mail',
    version: '1.0.3',
    node: nodeOf('shop-mail'),
    ip: '10.244.2.31',
    ports: [{ name: 'smtp', number: 2525 }],
    annotations: {},
  },
];

const PHASES = ['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown'];
const of = ({ name }: ShopPod): Pairs => ({ namespace: 'shop', pod: name });
const containerOf = (pod: ShopPod): Pairs => ({ ...of(pod), container: pod.app.replace('shop-', '') });

/** What was told of states: from scrape to scrape it is mostly the same. */
const told = new Recent<{ text: string }>(20);

/** What kube-state-metrics tells: what Kubernetes has written down of its objects. */
export function stateMetrics(world: World, time: number): string {
  const pods = PODS.map(
    ({ name }): PodState => ({ restarts: restarts(world, name, time), isUp: answers(world, name, time) }),
  );
  return told.of(JSON.stringify(pods), () => ({ text: stateText(pods) })).text;
}

interface PodState {
  restarts: number;
  isUp: boolean;
}

/** @param states of the Pods, in the order of {@link PODS} */
function stateText(states: readonly PodState[]): string {
  const stateOf = (pod: ShopPod): PodState | undefined => states[PODS.indexOf(pod)];
  const text = new ExpositionText();
  const pods = <Sample extends readonly [Pairs, number]>(samples: (pod: ShopPod) => Sample[]): Sample[] =>
    PODS.flatMap(samples);
  const owner = ({ app }: ShopPod): Pairs =>
    app === 'shop-db'
      ? { created_by_kind: 'StatefulSet', created_by_name: app }
      : { created_by_kind: 'ReplicaSet', created_by_name: `${app}-6d5f8` };
  text.metric(
    'kube_pod_info',
    'gauge',
    'Information about a Pod; always 1.',
    pods((pod) => [[{ ...of(pod), node: pod.node, ...owner(pod) }, 1]]),
  );
  text.metric(
    'kube_pod_labels',
    'gauge',
    'Labels of a Pod; always 1.',
    pods((pod) => [[{ ...of(pod), label_app: pod.app, label_version: pod.version }, 1]]),
  );
  text.metric(
    'kube_pod_status_phase',
    'gauge',
    'The phase of a Pod: 1 for the one that it is in.',
    pods((pod) => PHASES.map((phase): [Pairs, number] => [{ ...of(pod), phase }, phase === 'Running' ? 1 : 0])),
  );
  text.metric(
    'kube_pod_container_status_restarts_total',
    'counter',
    'How often a container was restarted.',
    pods((pod) => [[containerOf(pod), stateOf(pod)?.restarts ?? 0]]),
  );
  const apps = ['shop-web', 'shop-api', 'shop-mail'];
  const named = (app: string): ShopPod[] => PODS.filter((pod) => pod.app === app);
  const deployments = (value: (app: string) => number): [Pairs, number][] =>
    apps.map((deployment) => [{ namespace: 'shop', deployment }, value(deployment)]);
  text.metric(
    'kube_deployment_spec_replicas',
    'gauge',
    'How many Pods are wanted.',
    deployments((app) => named(app).length),
  );
  text.metric(
    'kube_deployment_status_replicas_available',
    'gauge',
    'How many Pods are available.',
    deployments((app) => named(app).filter((pod) => stateOf(pod)?.isUp).length),
  );
  return text.toString();
}

/** What the kubelets tell of containers. @param processes those whose use of processors is known */
export function containerMetrics(world: World, processes: readonly ShopProcess[], time: number): string {
  const text = new ExpositionText();
  const others = PODS.filter(({ name }) => !processes.some((one) => one.pod === name));
  const known = (pod: string): Pairs => {
    const found = PODS.find(({ name }) => name === pod);
    return found ? containerOf(found) : {};
  };
  const start = world.begin - 9 * 86_400_000;
  text.metric('container_cpu_usage_seconds_total', 'counter', 'Seconds of processors that a container used.', [
    ...processes.map((one): [Pairs, number] => [known(one.pod), one.cpuSeconds(time)]),
    ...others.map((pod): [Pairs, number] => [
      containerOf(pod),
      0.08 * waveOf(world, `container ${pod.name}`, { day: 0.2, noise: 0.3 }).between(start, time),
    ]),
  ]);
  text.metric('container_memory_working_set_bytes', 'gauge', 'Memory of a container that cannot be taken from it.', [
    ...processes.map((one): [Pairs, number] => [known(one.pod), one.resident(time)]),
    ...others.map((pod): [Pairs, number] => [
      containerOf(pod),
      Math.round(
        (pod.app === 'shop-db' ? 410 : 45) *
          MIB *
          waveOf(world, `held ${pod.name}`, { day: 0.01, noise: 0.03 }).at(time),
      ),
    ]),
  ]);
  return text.toString();
}
