import { microTimeText } from '../time/text.ts';

/** An object with the place where it belongs: `[group, plural, namespace, object]`. */
export type Placed = readonly [group: string, plural: string, namespace: string, object: Record<string, unknown>];

const COREFILE = `.:53 {
    errors
    health {
       lameduck 5s
    }
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
       pods insecure
       fallthrough in-addr.arpa ip6.arpa
       ttl 30
    }
    prometheus :9153
    forward . /etc/resolv.conf {
       max_concurrent 1000
    }
    cache 30
    loop
    reload
    loadbalance
}
`;

const DNS = { 'k8s-app': 'kube-dns' } as const;

/** The name service of the cluster. */
const dns: readonly Placed[] = [
  ['', 'serviceaccounts', 'kube-system', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'coredns' } }],
  [
    '',
    'configmaps',
    'kube-system',
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'coredns' }, data: { Corefile: COREFILE } },
  ],
  [
    '',
    'services',
    'kube-system',
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: 'kube-dns',
        annotations: { 'prometheus.io/port': '9153', 'prometheus.io/scrape': 'true' },
        labels: { ...DNS, 'kubernetes.io/cluster-service': 'true', 'kubernetes.io/name': 'CoreDNS' },
      },
      spec: {
        clusterIP: '10.96.0.10',
        clusterIPs: ['10.96.0.10'],
        internalTrafficPolicy: 'Cluster',
        ipFamilies: ['IPv4'],
        ipFamilyPolicy: 'SingleStack',
        ports: [
          { name: 'dns', port: 53, protocol: 'UDP', targetPort: 53 },
          { name: 'dns-tcp', port: 53, protocol: 'TCP', targetPort: 53 },
          { name: 'metrics', port: 9153, protocol: 'TCP', targetPort: 9153 },
        ],
        selector: DNS,
        sessionAffinity: 'None',
        type: 'ClusterIP',
      },
    },
  ],
  [
    'apps',
    'deployments',
    'kube-system',
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'coredns', labels: DNS },
      spec: {
        replicas: 2,
        selector: { matchLabels: DNS },
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
        template: {
          metadata: { labels: DNS },
          spec: {
            priorityClassName: 'system-cluster-critical',
            nodeSelector: { 'kubernetes.io/os': 'linux' },
            tolerations: [
              { key: 'CriticalAddonsOnly', operator: 'Exists' },
              { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' },
            ],
            containers: [
              {
                name: 'coredns',
                image: 'registry.k8s.io/coredns/coredns:v1.13.1',
                resources: { limits: { memory: '170Mi' }, requests: { cpu: '100m', memory: '70Mi' } },
              },
            ],
          },
        },
      },
    },
  ],
];

/** Where the API server is reached: its Service has no selector, the server writes these itself. */
function endpointsOfServer(address: string): Placed[] {
  const ports = [{ name: 'https', port: 6443, protocol: 'TCP' }];
  return [
    [
      '',
      'endpoints',
      'default',
      {
        apiVersion: 'v1',
        kind: 'Endpoints',
        metadata: { name: 'kubernetes', labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' } },
        subsets: [{ addresses: [{ ip: address }], ports }],
      },
    ],
    [
      'discovery.k8s.io',
      'endpointslices',
      'default',
      {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: { name: 'kubernetes', labels: { 'kubernetes.io/service-name': 'kubernetes' } },
        addressType: 'IPv4',
        endpoints: [{ addresses: [address], conditions: { ready: true } }],
        ports,
      },
    ],
  ];
}

const RANGE = '10.96.0.0/16';

function addresses(): Placed[] {
  const address = (name: string, namespace: string, service: string): Placed => [
    'networking.k8s.io',
    'ipaddresses',
    '',
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IPAddress',
      metadata: {
        name,
        labels: {
          'ipaddress.kubernetes.io/ip-family': 'IPv4',
          'ipaddress.kubernetes.io/managed-by': 'ipallocator.k8s.io',
        },
      },
      spec: { parentRef: { namespace, name: service, resource: 'services' } },
    },
  ];
  return [
    [
      'networking.k8s.io',
      'servicecidrs',
      '',
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'ServiceCIDR',
        metadata: { name: 'kubernetes', finalizers: ['networking.k8s.io/service-cidr-finalizer'] },
        spec: { cidrs: [RANGE] },
      },
    ],
    address('10.96.0.1', 'default', 'kubernetes'),
    address('10.96.0.10', 'kube-system', 'kube-dns'),
  ];
}

/** Who leads among components, and that nodes are alive. */
function leases(nodes: readonly string[], now: number): Placed[] {
  const lease = (namespace: string, name: string, holderIdentity: string, seconds: number, further: object): Placed => [
    'coordination.k8s.io',
    'leases',
    namespace,
    {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { name },
      spec: { holderIdentity, leaseDurationSeconds: seconds, renewTime: microTimeText(now), ...further },
    },
  ];
  const led = { acquireTime: microTimeText(now), leaseTransitions: 0 };
  return [
    ...nodes.map((name) => lease('kube-node-lease', name, name, 40, {})),
    ...['kube-controller-manager', 'kube-scheduler'].map((name) =>
      lease('kube-system', name, 'control-plane_00000000-0000-4000-8000-000000000001', 15, led),
    ),
  ];
}

/** What the components of a cluster make when they begin, beside namespaces, nodes and roles. */
export function kubeSystem(address: string, nodes: readonly string[], now: number): Placed[] {
  return [...addresses(), ...endpointsOfServer(address), ...leases(nodes, now), ...dns];
}
