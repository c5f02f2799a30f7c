const API = 'flowcontrol.apiserver.k8s.io';
const EVERYTHING = {
  resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'], clusterScope: true, namespaces: ['*'] }],
  nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
};

const rule = (verbs: string[], apiGroups: string[], resources: string[], clusterScope = false): object => ({
  verbs,
  apiGroups,
  resources,
  ...(clusterScope ? { clusterScope } : {}),
  namespaces: ['*'],
});

/** Who a schema is for, as `Kind name`. */
function subjectOf(text: string): Record<string, unknown> {
  const [kind = '', name = ''] = text.split(' ');
  if (kind === 'ServiceAccount') return { kind, serviceAccount: { namespace: 'kube-system', name } };
  return { kind, [kind.toLowerCase()]: { name } };
}

const ALL = ['Group system:unauthenticated', 'Group system:authenticated'];

/** Flow schemas as `name, level, precedence, what tells flows apart, subjects, rules`. @see https://kubernetes.io/docs/concepts/cluster-administration/flow-control/#defaults */
const SCHEMAS: readonly (readonly [string, string, number, string, readonly string[], object])[] = [
  ['exempt', 'exempt', 1, '', ['Group system:masters'], EVERYTHING],
  [
    'probes',
    'exempt',
    2,
    '',
    ALL,
    { nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['/healthz', '/readyz', '/livez'] }] },
  ],
  [
    'system-leader-election',
    'leader-election',
    100,
    'ByUser',
    ['User system:kube-controller-manager', 'User system:kube-scheduler', 'ServiceAccount *'],
    { resourceRules: [rule(['get', 'create', 'update'], ['coordination.k8s.io'], ['leases'])] },
  ],
  [
    'system-node-high',
    'node-high',
    400,
    'ByUser',
    ['Group system:nodes'],
    {
      resourceRules: [
        rule(['*'], [''], ['nodes', 'nodes/status'], true),
        rule(['*'], ['coordination.k8s.io'], ['leases']),
      ],
    },
  ],
  ['system-nodes', 'system', 500, 'ByUser', ['Group system:nodes'], EVERYTHING],
  ['kube-controller-manager', 'workload-high', 800, 'ByNamespace', ['User system:kube-controller-manager'], EVERYTHING],
  ['kube-scheduler', 'workload-high', 800, 'ByNamespace', ['User system:kube-scheduler'], EVERYTHING],
  ['kube-system-service-accounts', 'workload-high', 900, 'ByNamespace', ['ServiceAccount *'], EVERYTHING],
  ['service-accounts', 'workload-low', 9000, 'ByUser', ['Group system:serviceaccounts'], EVERYTHING],
  ['global-default', 'global-default', 9900, 'ByUser', ALL, EVERYTHING],
  ['catch-all', 'catch-all', 10000, 'ByUser', ALL, EVERYTHING],
];

/** Priority levels as `name, shares, percentage that may be lent, queues, hand size`. */
const LEVELS: readonly (readonly [string, number, number, number?, number?])[] = [
  ['catch-all', 5, 0],
  ['global-default', 20, 50, 128, 6],
  ['leader-election', 10, 0, 16, 4],
  ['node-high', 40, 25, 64, 6],
  ['system', 30, 33, 64, 6],
  ['workload-high', 40, 50, 128, 6],
  ['workload-low', 100, 90, 128, 6],
];

const metadata = (name: string): object => ({
  name,
  annotations: { 'apf.kubernetes.io/autoupdate-spec': 'true' },
});

/** Flow schemas and priority levels as the API server makes them when it begins: `[plural, object]`. */
export function flowControl(): (readonly [string, Record<string, unknown>])[] {
  const schemas = SCHEMAS.map(
    ([name, level, matchingPrecedence, type, subjects, rules]) =>
      [
        'flowschemas',
        {
          apiVersion: `${API}/v1`,
          kind: 'FlowSchema',
          metadata: metadata(name),
          spec: {
            priorityLevelConfiguration: { name: level },
            matchingPrecedence,
            ...(type === '' ? {} : { distinguisherMethod: { type } }),
            rules: [{ subjects: subjects.map(subjectOf), ...rules }],
          },
          status: {},
        },
      ] as const,
  );
  const level = (name: string, spec: object) =>
    [
      'prioritylevelconfigurations',
      { apiVersion: `${API}/v1`, kind: 'PriorityLevelConfiguration', metadata: metadata(name), spec, status: {} },
    ] as const;
  return [
    ...schemas,
    level('exempt', { type: 'Exempt', exempt: { nominalConcurrencyShares: 0, lendablePercent: 0 } }),
    ...LEVELS.map(([name, nominalConcurrencyShares, lendablePercent, queues, handSize]) =>
      level(name, {
        type: 'Limited',
        limited: {
          nominalConcurrencyShares,
          limitResponse:
            queues === undefined
              ? { type: 'Reject' }
              : { type: 'Queue', queuing: { queues, handSize, queueLengthLimit: 50 } },
          lendablePercent,
        },
      }),
    ),
  ];
}
