import { type TargetGroup, targetGroup } from '../scrape/config.ts';
import { PODS, type ShopPod } from './cluster.ts';
import { NODES } from './machines.ts';

/** What a job can look for in Kubernetes. */
export const ROLES = ['pod', 'node', 'service', 'endpoints', 'endpointslice', 'ingress'] as const;
export type Role = (typeof ROLES)[number];
type Pair = [string, string];

const META = '__meta_kubernetes_';
const safe = (name: string): string => name.replace(/[^a-zA-Z0-9_]/g, '_');
/** The labels for labels or annotations: one with the value, one that says that there is one. */
const listed = (what: string, pairs: Readonly<Record<string, string>>): Pair[] =>
  Object.entries(pairs).flatMap(([name, value]): Pair[] => [
    [`${META}${what}_${safe(name)}`, value],
    [`${META}${what}present_${safe(name)}`, 'true'],
  ]);
const hostIp = (node: string): string => `10.0.0.${10 + Number(node.slice(-1))}`;

function podLabels(pod: ShopPod): Pair[] {
  const isOfSet = pod.app === 'shop-db';
  return [
    [`${META}pod_name`, pod.name],
    [`${META}pod_ip`, pod.ip],
    [`${META}pod_phase`, 'Running'],
    [`${META}pod_ready`, 'true'],
    [`${META}pod_node_name`, pod.node],
    [`${META}pod_host_ip`, hostIp(pod.node)],
    [`${META}pod_uid`, `00000000-0000-4000-8000-${pod.ip.replaceAll('.', '').padStart(12, '0')}`],
    [`${META}pod_controller_kind`, isOfSet ? 'StatefulSet' : 'ReplicaSet'],
    [`${META}pod_controller_name`, isOfSet ? pod.app : `${pod.app}-6d5f8`],
    ...listed('pod_label', { app: pod.app, version: pod.version }),
    ...listed('pod_annotation', pod.annotations),
  ];
}

const containerLabels = (pod: ShopPod, port: ShopPod['ports'][number]): Pair[] => [
  [`${META}pod_container_name`, pod.app.replace('shop-', '')],
  [`${META}pod_container_image`, `registry.example/${pod.app}:${pod.version}`],
  [`${META}pod_container_init`, 'false'],
  [`${META}pod_container_port_name`, port.name],
  [`${META}pod_container_port_number`, String(port.number)],
  [`${META}pod_container_port_protocol`, 'TCP'],
];

const namespace: Pair = [`${META}namespace`, 'shop'];
const group = (address: string, labels: readonly Pair[]): TargetGroup => targetGroup([address], labels);

function pods(): TargetGroup[] {
  return PODS.flatMap((pod) =>
    pod.ports.map((port) =>
      group(`${pod.ip}:${port.number}`, [namespace, ...podLabels(pod), ...containerLabels(pod, port)]),
    ),
  );
}

function nodes(): TargetGroup[] {
  return Object.keys(NODES).map((node) =>
    group(`${hostIp(node)}:10250`, [
      ['instance', node],
      [`${META}node_name`, node],
      [`${META}node_address_InternalIP`, hostIp(node)],
      [`${META}node_address_Hostname`, node],
      ...listed('node_label', { 'kubernetes.io/hostname': node, 'kubernetes.io/os': 'linux' }),
    ]),
  );
}

const services = (): string[] => [...new Set(PODS.map(({ app }) => app))];
const portsOf = (app: string): ShopPod['ports'] => PODS.find((pod) => pod.app === app)?.ports ?? [];
const serviceLabels = (app: string): Pair[] => [[`${META}service_name`, app], ...listed('service_label', { app })];

function serviceTargets(): TargetGroup[] {
  return services().flatMap((app) =>
    portsOf(app).map(({ name, number }) =>
      group(`${app}.shop.svc:${number}`, [
        namespace,
        ...serviceLabels(app),
        [`${META}service_port_name`, name],
        [`${META}service_port_number`, String(number)],
        [`${META}service_port_protocol`, 'TCP'],
        [`${META}service_type`, 'ClusterIP'],
        [`${META}service_cluster_ip`, `10.96.0.${100 + services().indexOf(app)}`],
      ]),
    ),
  );
}

function endpoints(isSlice: boolean): TargetGroup[] {
  const what = isSlice ? 'endpointslice' : 'endpoints';
  return PODS.flatMap((pod) =>
    pod.ports.map((port) =>
      group(`${pod.ip}:${port.number}`, [
        namespace,
        [`${META}${what}_name`, isSlice ? `${pod.app}-x7k2p` : pod.app],
        [`${META}${isSlice ? 'endpointslice_port' : 'endpoint_port_name'}`, isSlice ? String(port.number) : port.name],
        [`${META}${isSlice ? 'endpointslice_port_name' : 'endpoint_port_protocol'}`, isSlice ? port.name : 'TCP'],
        [`${META}${isSlice ? 'endpointslice_endpoint_conditions_ready' : 'endpoint_ready'}`, 'true'],
        [`${META}${isSlice ? 'endpointslice' : 'endpoint'}_address_target_kind`, 'Pod'],
        [`${META}${isSlice ? 'endpointslice' : 'endpoint'}_address_target_name`, pod.name],
        ...serviceLabels(pod.app),
        ...podLabels(pod),
        ...containerLabels(pod, port),
      ]),
    ),
  );
}

/**
 * What Kubernetes knows of the shop, as targets with their labels before relabeling.
 * Source: https://prometheus.io/docs/prometheus/latest/configuration/configuration/#kubernetes_sd_config
 * @param namespaces those that are looked into; all of them if there are none
 */
export function kubernetesTargets(role: Role, namespaces: readonly string[]): TargetGroup[] {
  if (role === 'node') return nodes();
  if (namespaces.length > 0 && !namespaces.includes('shop')) return [];
  if (role === 'pod') return pods();
  if (role === 'service') return serviceTargets();
  return role === 'ingress' ? [] : endpoints(role === 'endpointslice');
}
