/** What rules of the roles are made of: letters for verbs that stand together. */
const VERBS: Readonly<Record<string, readonly string[]>> = {
  R: ['get', 'list', 'watch'],
  W: ['create', 'delete', 'deletecollection', 'patch', 'update'],
  RW: ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'],
  U: ['patch', 'update'],
  LW: ['list', 'watch'],
};

const GROUPS: Readonly<Record<string, string>> = {
  core: '',
  admission: 'admissionregistration.k8s.io',
  authentication: 'authentication.k8s.io',
  authorization: 'authorization.k8s.io',
  certificates: 'certificates.k8s.io',
  coordination: 'coordination.k8s.io',
  discovery: 'discovery.k8s.io',
  events: 'events.k8s.io',
  networking: 'networking.k8s.io',
  node: 'node.k8s.io',
  rbac: 'rbac.authorization.k8s.io',
  resource: 'resource.k8s.io',
  storage: 'storage.k8s.io',
};

/** Every component may write events. */
const EVENTS = 'core,events events create,patch,update';
const APPROVER = (signer: string): string => `certificates signers approve kubernetes.io/${signer}`;

/**
 * The roles that every cluster has, one per entry: its name, then rules as `groups resources verbs names`, or `paths verbs` for what is no resource.
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings
 */
const ROLES: Readonly<Record<string, readonly string[]>> = {
  'cluster-admin': ['* * *', '* *'],
  'system:aggregate-to-admin': ['authorization localsubjectaccessreviews create', 'rbac rolebindings,roles RW'],
  'system:aggregate-to-edit': [
    'core pods/attach,pods/exec,pods/portforward,pods/proxy,secrets,services/proxy R',
    'core serviceaccounts impersonate',
    'core pods,pods/attach,pods/exec,pods/portforward,pods/proxy W',
    'core pods/eviction create',
    'core configmaps,events,persistentvolumeclaims,replicationcontrollers,replicationcontrollers/scale,secrets,serviceaccounts,services,services/proxy W',
    'core serviceaccounts/token create',
    'apps daemonsets,deployments,deployments/rollback,deployments/scale,replicasets,replicasets/scale,statefulsets,statefulsets/scale W',
    'autoscaling horizontalpodautoscalers W',
    'batch cronjobs,jobs W',
    'extensions daemonsets,deployments,deployments/rollback,deployments/scale,ingresses,networkpolicies,replicasets,replicasets/scale,replicationcontrollers/scale W',
    'policy poddisruptionbudgets W',
    'networking ingresses,networkpolicies W',
    'coordination leases RW',
    'resource resourceclaims,resourceclaimtemplates W',
  ],
  'system:aggregate-to-view': [
    'core configmaps,endpoints,persistentvolumeclaims,persistentvolumeclaims/status,pods,replicationcontrollers,replicationcontrollers/scale,serviceaccounts,services,services/status R',
    'core bindings,events,limitranges,namespaces/status,pods/log,pods/status,replicationcontrollers/status,resourcequotas,resourcequotas/status R',
    'core namespaces R',
    'discovery endpointslices R',
    'apps controllerrevisions,daemonsets,daemonsets/status,deployments,deployments/scale,deployments/status,replicasets,replicasets/scale,replicasets/status,statefulsets,statefulsets/scale,statefulsets/status R',
    'autoscaling horizontalpodautoscalers,horizontalpodautoscalers/status R',
    'batch cronjobs,cronjobs/status,jobs,jobs/status R',
    'extensions daemonsets,daemonsets/status,deployments,deployments/scale,deployments/status,ingresses,ingresses/status,networkpolicies,replicasets,replicasets/scale,replicasets/status,replicationcontrollers/scale R',
    'policy poddisruptionbudgets,poddisruptionbudgets/status R',
    'networking ingresses,ingresses/status,networkpolicies R',
    'resource resourceclaims,resourceclaims/status,resourceclaimtemplates R',
  ],
  'system:auth-delegator': ['authentication tokenreviews create', 'authorization subjectaccessreviews create'],
  'system:basic-user': [
    'authorization selfsubjectaccessreviews,selfsubjectrulesreviews create',
    'authentication selfsubjectreviews create',
  ],
  'system:certificates.k8s.io:certificatesigningrequests:nodeclient': [
    'certificates certificatesigningrequests/nodeclient create',
  ],
  'system:certificates.k8s.io:certificatesigningrequests:selfnodeclient': [
    'certificates certificatesigningrequests/selfnodeclient create',
  ],
  'system:certificates.k8s.io:kube-apiserver-client-approver': [APPROVER('kube-apiserver-client')],
  'system:certificates.k8s.io:kube-apiserver-client-kubelet-approver': [APPROVER('kube-apiserver-client-kubelet')],
  'system:certificates.k8s.io:kubelet-serving-approver': [APPROVER('kubelet-serving')],
  'system:certificates.k8s.io:legacy-unknown-approver': [APPROVER('legacy-unknown')],
  'system:discovery': ['/api,/api/*,/apis,/apis/*,/healthz,/livez,/openapi,/openapi/*,/readyz,/version,/version/ get'],
  'system:heapster': ['core events,namespaces,nodes,pods R', 'extensions deployments R'],
  'system:kube-aggregator': ['core endpoints,services R'],
  'system:kube-controller-manager': [
    EVENTS,
    'coordination leases create',
    'coordination leases get,update kube-controller-manager',
    'core secrets,serviceaccounts create',
    'core secrets delete',
    'core configmaps,namespaces,secrets,serviceaccounts get',
    'core secrets,serviceaccounts update',
    'authentication tokenreviews create',
    'authorization subjectaccessreviews create',
    '* * LW',
    'core serviceaccounts/token create',
  ],
  'system:kube-dns': ['core endpoints,services LW'],
  'system:kube-scheduler': [
    EVENTS,
    'coordination leases create',
    'coordination leases get,list,update,watch kube-scheduler',
    'core nodes R',
    'core pods delete,get,list,watch',
    'core bindings,pods/binding create',
    'core pods/status U',
    'core replicationcontrollers,services R',
    'apps,extensions replicasets R',
    'apps statefulsets R',
    'policy poddisruptionbudgets R',
    'core persistentvolumeclaims,persistentvolumes R',
    'authentication tokenreviews create',
    'authorization subjectaccessreviews create',
    'storage csinodes R',
    'core namespaces R',
    'storage csidrivers R',
    'storage csistoragecapacities R',
    'storage volumeattachments R',
    'resource deviceclasses R',
    'resource resourceclaims get,list,patch,update,watch',
    'resource resourceclaims/status U',
    'core pods/finalizers update',
    'resource resourceslices R',
  ],
  'system:kubelet-api-admin': [
    'core nodes R',
    'core nodes proxy',
    'core nodes/configz,nodes/healthz,nodes/log,nodes/metrics,nodes/pods,nodes/proxy,nodes/stats *',
  ],
  'system:monitoring': ['/healthz,/healthz/*,/livez,/livez/*,/metrics,/metrics/slis,/readyz,/readyz/* get'],
  'system:node': [
    'authentication tokenreviews create',
    'authorization localsubjectaccessreviews,subjectaccessreviews create',
    'core services R',
    'core nodes create,get,list,watch',
    'core nodes/status U',
    'core nodes U',
    'core events create,patch,update',
    'core pods R',
    'core pods create,delete',
    'core pods/status U',
    'core pods/eviction create',
    'core configmaps,secrets R',
    'core persistentvolumeclaims,persistentvolumes get',
    'core endpoints get',
    'certificates certificatesigningrequests create,get,list,watch',
    'coordination leases create,delete,get,patch,update',
    'storage volumeattachments get',
    'core serviceaccounts/token create',
    'core persistentvolumeclaims/status get,patch,update',
    'storage csidrivers R',
    'storage csinodes create,delete,get,patch,update',
    'node runtimeclasses R',
    'resource resourceclaims get',
    'resource resourceslices create,delete,deletecollection,get,list,patch,update,watch',
  ],
  'system:node-bootstrapper': ['certificates certificatesigningrequests create,get,list,watch'],
  'system:node-problem-detector': ['core nodes get', 'core nodes/status patch', EVENTS],
  'system:node-proxier': [
    'core endpoints,services LW',
    'core nodes R',
    EVENTS,
    'discovery endpointslices LW',
    'networking servicecidrs LW',
  ],
  'system:persistent-volume-provisioner': [
    'core persistentvolumes create,delete,get,list,watch',
    'core persistentvolumeclaims get,list,update,watch',
    'storage storageclasses R',
    'core events watch',
    EVENTS,
  ],
  'system:public-info-viewer': ['/healthz,/livez,/readyz,/version,/version/ get'],
  'system:service-account-issuer-discovery': [
    '/.well-known/openid-configuration,/.well-known/openid-configuration/,/openid/v1/jwks,/openid/v1/jwks/ get',
  ],
  'system:volume-scheduler': [
    'core persistentvolumes get,list,patch,update,watch',
    'storage storageclasses R',
    'core persistentvolumeclaims get,list,patch,update,watch',
  ],
};

/** Roles that gather the rules of others, by the label that these carry; and the labels that roles carry themselves. */
const GATHERS: Readonly<Record<string, string>> = { admin: 'admin', edit: 'edit', view: 'view' };
const CARRIES: Readonly<Record<string, string>> = {
  edit: 'admin',
  view: 'edit',
  'system:aggregate-to-admin': 'admin',
  'system:aggregate-to-edit': 'edit',
  'system:aggregate-to-view': 'view',
};

/** Who has which of these roles from the beginning: `role: Kind name, …`. */
const BINDINGS: Readonly<Record<string, readonly string[]>> = {
  'cluster-admin': ['Group system:masters'],
  'system:basic-user': ['Group system:authenticated'],
  'system:discovery': ['Group system:authenticated'],
  'system:kube-controller-manager': ['User system:kube-controller-manager'],
  'system:kube-dns': ['ServiceAccount kube-system/kube-dns'],
  'system:kube-scheduler': ['User system:kube-scheduler'],
  'system:monitoring': ['Group system:monitoring'],
  'system:node': [],
  'system:node-proxier': ['User system:kube-proxy'],
  'system:public-info-viewer': ['Group system:authenticated', 'Group system:unauthenticated'],
  'system:service-account-issuer-discovery': ['Group system:serviceaccounts'],
  'system:volume-scheduler': ['User system:kube-scheduler'],
};

const LABEL = 'rbac.authorization.k8s.io/aggregate-to-';
const API = 'rbac.authorization.k8s.io';

function ruleOf(text: string): Record<string, unknown> {
  const [first = '', ...others] = text.split(' ');
  const list = (words = ''): string[] => words.split(',');
  const verbs = (words = ''): readonly string[] => VERBS[words] ?? list(words);
  if (others.length === 1) return { nonResourceURLs: list(first), verbs: verbs(others[0]) };
  return {
    apiGroups: list(first).map((name) => GROUPS[name] ?? name),
    ...(others[2] === undefined ? {} : { resourceNames: list(others[2]) }),
    resources: list(others[0]),
    verbs: verbs(others[1]),
  };
}

function metadata(name: string): Record<string, unknown> {
  const carried = CARRIES[name];
  return {
    name,
    annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' },
    labels: {
      'kubernetes.io/bootstrapping': 'rbac-defaults',
      ...(carried === undefined ? {} : { [`${LABEL}${carried}`]: 'true' }),
    },
  };
}

const rulesOf = (texts: readonly string[]): Record<string, unknown>[] => texts.map(ruleOf);

/** The roles of the whole cluster as the API server makes them when it begins. Those that gather others' rules get them from a controller. */
export function bootstrapRoles(): Record<string, unknown>[] {
  const role = (name: string, fields: Record<string, unknown>): Record<string, unknown> => ({
    apiVersion: `${API}/v1`,
    kind: 'ClusterRole',
    metadata: metadata(name),
    ...fields,
  });
  return [
    ...Object.entries(ROLES).map(([name, texts]) => role(name, { rules: rulesOf(texts) })),
    ...Object.entries(GATHERS).map(([name, label]) =>
      role(name, {
        aggregationRule: { clusterRoleSelectors: [{ matchLabels: { [`${LABEL}${label}`]: 'true' } }] },
        rules: [],
      }),
    ),
  ];
}

/** Who has these roles from the beginning. */
export function bootstrapBindings(): Record<string, unknown>[] {
  return Object.entries(BINDINGS).map(([name, subjects]) => ({
    apiVersion: `${API}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: metadata(name),
    roleRef: { apiGroup: API, kind: 'ClusterRole', name },
    ...(subjects.length === 0
      ? {}
      : {
          subjects: subjects.map((text) => {
            const [kind = '', of = ''] = text.split(' ');
            const [namespace, account] = of.split('/');
            return kind === 'ServiceAccount' ? { kind, name: account, namespace } : { apiGroup: API, kind, name: of };
          }),
        }),
  }));
}
