import { KERNEL_RELEASE } from '../kernel.ts';
import { timeText } from '../time/text.ts';

/** A node of the practice cluster. */
export interface NodePlan {
  name: string;
  address: string;
  /** The first three numbers of the addresses of its Pods. */
  network: string;
  isControlPlane: boolean;
}

/** The nodes: as kind makes them, with one for the control plane. */
export const nodePlans: readonly NodePlan[] = [
  { name: 'control-plane', address: '172.18.0.2', network: '10.244.0', isControlPlane: true },
  { name: 'worker', address: '172.18.0.3', network: '10.244.1', isControlPlane: false },
  { name: 'worker2', address: '172.18.0.4', network: '10.244.2', isControlPlane: false },
];

const RESOURCES = {
  cpu: '4',
  'ephemeral-storage': '100Gi',
  'hugepages-1Gi': '0',
  'hugepages-2Mi': '0',
  memory: '8Gi',
  pods: '110',
} as const;

const CONDITIONS = [
  ['MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'],
  ['DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'],
  ['PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'],
  ['Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'],
] as const;

/** A node as its kubelet registers it. */
export function nodeObject({ name, address, network, isControlPlane }: NodePlan, now: number): Record<string, unknown> {
  const moment = timeText(now);
  const index = nodePlans.findIndex((plan) => plan.name === name);
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      annotations: { 'node.alpha.kubernetes.io/ttl': '0' },
      labels: {
        'beta.kubernetes.io/arch': 'amd64',
        'beta.kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        ...(isControlPlane
          ? {
              'node-role.kubernetes.io/control-plane': '',
              'node.kubernetes.io/exclude-from-external-load-balancers': '',
            }
          : {}),
      },
    },
    spec: {
      podCIDR: `${network}.0/24`,
      podCIDRs: [`${network}.0/24`],
      providerID: `kind://docker/lab/${name}`,
      ...(isControlPlane ? { taints: [{ effect: 'NoSchedule', key: 'node-role.kubernetes.io/control-plane' }] } : {}),
    },
    status: {
      addresses: [
        { address, type: 'InternalIP' },
        { address: name, type: 'Hostname' },
      ],
      allocatable: RESOURCES,
      capacity: RESOURCES,
      conditions: CONDITIONS.map(([type, status, reason, message]) => ({
        type,
        status,
        lastHeartbeatTime: moment,
        lastTransitionTime: moment,
        reason,
        message,
      })),
      daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
      nodeInfo: {
        architecture: 'amd64',
        bootID: `00000000-0000-0000-0000-0000000000b${index}`,
        containerRuntimeVersion: 'containerd://2.2.0',
        kernelVersion: KERNEL_RELEASE,
        kubeProxyVersion: '',
        kubeletVersion: 'v1.36.2',
        machineID: String(index).padStart(32, '0'),
        operatingSystem: 'linux',
        osImage: 'Debian GNU/Linux 13 (trixie)',
        systemUUID: `00000000-0000-0000-0000-${String(index).padStart(12, '0')}`,
      },
    },
  };
}

/** Names of the namespaces that every cluster has. */
export const namespaces = ['default', 'kube-node-lease', 'kube-public', 'kube-system'] as const;

/** What every cluster has from its beginning, beside namespaces and nodes: `[group, plural, namespace, object]`. */
export const beginnings: readonly (readonly [
  group: string,
  plural: string,
  namespace: string,
  object: Record<string, unknown>,
])[] = [
  [
    'scheduling.k8s.io',
    'priorityclasses',
    '',
    {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name: 'system-cluster-critical' },
      value: 2000000000,
      preemptionPolicy: 'PreemptLowerPriority',
      description:
        'Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.',
    },
  ],
  [
    'scheduling.k8s.io',
    'priorityclasses',
    '',
    {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name: 'system-node-critical' },
      value: 2000001000,
      preemptionPolicy: 'PreemptLowerPriority',
      description: 'Used for system critical pods that must not be moved from their current node.',
    },
  ],
  [
    'rbac.authorization.k8s.io',
    'clusterrolebindings',
    '',
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'kubeadm:cluster-admins' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'kubeadm:cluster-admins' }],
    },
  ],
  [
    'storage.k8s.io',
    'storageclasses',
    '',
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: {
        name: 'standard',
        annotations: {
          // It comes from a manifest that was applied.
          'kubectl.kubernetes.io/last-applied-configuration':
            '{"apiVersion":"storage.k8s.io/v1","kind":"StorageClass","metadata":{"annotations":{"storageclass.kubernetes.io/is-default-class":"true"},"name":"standard"},"provisioner":"rancher.io/local-path","reclaimPolicy":"Delete","volumeBindingMode":"WaitForFirstConsumer"}\n',
          'storageclass.kubernetes.io/is-default-class': 'true',
        },
      },
      provisioner: 'rancher.io/local-path',
      reclaimPolicy: 'Delete',
      volumeBindingMode: 'WaitForFirstConsumer',
    },
  ],
  [
    '',
    'services',
    'default',
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'kubernetes', labels: { component: 'apiserver', provider: 'kubernetes' } },
      spec: {
        clusterIP: '10.96.0.1',
        clusterIPs: ['10.96.0.1'],
        internalTrafficPolicy: 'Cluster',
        ipFamilies: ['IPv4'],
        ipFamilyPolicy: 'SingleStack',
        ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: 6443 }],
        sessionAffinity: 'None',
        type: 'ClusterIP',
      },
    },
  ],
];
