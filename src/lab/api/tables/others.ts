import { asList, asRecord, asTexts, type Data } from '../../../kubernetes/data.ts';
import { type KubeObject, recordAt } from '../core/objects.ts';
import type { Column, TableOf } from '../http/table.ts';
import { AGE, ageOf, column, humanDuration, NAME, selectorText } from './columns.ts';

type Cells = TableOf['cells'];

const wide = (name: string): Column => column(name, { priority: 1 });
const age = (object: KubeObject, now: number): string => ageOf(object.metadata.creationTimestamp, now);
const shown = (value: unknown, empty = '<none>'): string =>
  value === undefined || value === null || value === '' ? empty : String(value);
const count = (value: unknown): number => (Array.isArray(value) ? value.length : Object.keys(asRecord(value)).length);
const table = (columns: readonly (Column | string)[], cells: Cells): TableOf => ({
  columns: columns.map((one) => (typeof one === 'string' ? column(one) : one)),
  cells,
});

/** Roles of a node, from its labels. */
function rolesOf(object: KubeObject): string {
  const PREFIX = 'node-role.kubernetes.io/';
  const roles = Object.entries(object.metadata.labels ?? {}).flatMap(([key, value]) =>
    key.startsWith(PREFIX) ? [key.slice(PREFIX.length)] : key === 'kubernetes.io/role' && value !== '' ? [value] : [],
  );
  return shown([...new Set(roles)].sort().join(','));
}

const nodes = table(
  [
    NAME,
    'Status',
    'Roles',
    AGE,
    'Version',
    wide('Internal-IP'),
    wide('External-IP'),
    wide('OS-Image'),
    wide('Kernel-Version'),
    wide('Container-Runtime'),
  ],
  (object, now) => {
    const { conditions, addresses, nodeInfo } = recordAt(object, 'status');
    const ready = asList(conditions).find(({ type }) => type === 'Ready');
    const states = [
      ready === undefined ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady',
      ...(recordAt(object, 'spec').unschedulable === true ? ['SchedulingDisabled'] : []),
    ];
    const address = (kind: string): string => shown(asList(addresses).find(({ type }) => type === kind)?.address);
    const { kubeletVersion, osImage, kernelVersion, containerRuntimeVersion } = asRecord(nodeInfo);
    return [
      object.metadata.name,
      states.join(','),
      rolesOf(object),
      age(object, now),
      shown(kubeletVersion, ''),
      address('InternalIP'),
      address('ExternalIP'),
      shown(osImage, '<unknown>'),
      shown(kernelVersion, '<unknown>'),
      shown(containerRuntimeVersion, '<unknown>'),
    ];
  },
);

const namespaces = table([NAME, 'Status', AGE], (object, now) => [
  object.metadata.name,
  shown(recordAt(object, 'status').phase, ''),
  age(object, now),
]);
const configMaps = table([NAME, 'Data', AGE], (object, now) => [
  object.metadata.name,
  count(object.data) + count(object.binaryData),
  age(object, now),
]);
const secrets = table([NAME, 'Type', 'Data', AGE], (object, now) => [
  object.metadata.name,
  shown(object.type, ''),
  count(object.data),
  age(object, now),
]);
const serviceAccounts = table([NAME, AGE], (object, now) => [object.metadata.name, age(object, now)]);

function externalAddress(object: KubeObject): string {
  const { type, externalIPs, externalName } = recordAt(object, 'spec');
  const externals = asTexts(externalIPs);
  if (type === 'ExternalName') return String(externalName);
  if (type === 'LoadBalancer') {
    const ingress = asList(recordAt(object, 'status', 'loadBalancer').ingress).map(({ ip, hostname }) =>
      String(ip ?? hostname),
    );
    const all = [...ingress, ...externals];
    return all.length > 0 ? all.join(',') : '<pending>';
  }
  return externals.length > 0 ? externals.join(',') : '<none>';
}

const services = table([NAME, 'Type', 'Cluster-IP', 'External-IP', 'Port(s)', AGE, wide('Selector')], (object, now) => {
  const { type, clusterIP, clusterIPs, ports, selector } = recordAt(object, 'spec');
  const list = asList(ports).map(
    ({ port, nodePort, protocol }) => `${String(port)}${nodePort ? `:${String(nodePort)}` : ''}/${String(protocol)}`,
  );
  return [
    object.metadata.name,
    String(type),
    shown(asTexts(clusterIPs)[0] ?? clusterIP),
    externalAddress(object),
    shown(list.join(',')),
    age(object, now),
    selectorText({ matchLabels: selector }),
  ];
});

/** Items of a list, cut after some. */
function cut(list: readonly string[], most: number): string {
  if (list.length === 0) return '<none>';
  return list.length > most ? `${list.slice(0, most).join(',')} + ${list.length - most} more...` : list.join(',');
}

const endpoints = table([NAME, 'Endpoints', AGE], (object, now) => {
  const list = asList(object.subsets).flatMap(({ addresses, ports }) => {
    const own = asList(addresses).map(({ ip }) => String(ip));
    if (asList(ports).length === 0) return own;
    return asList(ports).flatMap(({ port }) => own.map((ip) => `${ip}:${String(port)}`));
  });
  return [object.metadata.name, cut(list, 3), age(object, now)];
});

const endpointSlices = table([NAME, 'AddressType', 'Ports', 'Endpoints', AGE], (object, now) => {
  const ports = asList(object.ports).map(({ port, name }) =>
    port === undefined ? '*' : shown(port, shown(name, '*')),
  );
  const addresses = asList(object.endpoints).flatMap((endpoint) => asTexts(endpoint.addresses));
  const limited = (list: readonly string[]): string => (list.length === 0 ? '<unset>' : cut(list, 3));
  return [object.metadata.name, String(object.addressType), limited(ports), limited(addresses), age(object, now)];
});

const ingresses = table([NAME, 'Class', 'Hosts', 'Address', 'Ports', AGE], (object, now) => {
  const { ingressClassName, rules, tls } = recordAt(object, 'spec');
  const hosts = asList(rules)
    .map(({ host }) => String(host ?? ''))
    .filter((host) => host !== '');
  const addresses = asList(recordAt(object, 'status', 'loadBalancer').ingress).map(({ ip, hostname }) =>
    String(ip ?? hostname),
  );
  return [
    object.metadata.name,
    shown(ingressClassName),
    hosts.length === 0 ? '*' : cut(hosts, 3),
    addresses.join(','),
    asList(tls).length > 0 ? '80, 443' : '80',
    age(object, now),
  ];
});

const ingressClasses = table([NAME, 'Controller', 'Parameters', AGE], (object, now) => {
  const { controller, parameters } = recordAt(object, 'spec');
  const { apiGroup, kind, name } = asRecord(parameters);
  return [
    object.metadata.name,
    shown(controller, ''),
    parameters === undefined
      ? '<none>'
      : `${String(kind)}${apiGroup === undefined ? '' : `.${String(apiGroup)}`}/${String(name)}`,
    age(object, now),
  ];
});

const networkPolicies = table([NAME, 'Pod-Selector', AGE], (object, now) => [
  object.metadata.name,
  selectorText(recordAt(object, 'spec').podSelector),
  age(object, now),
]);

const MODES: Readonly<Record<string, string>> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};
const modes = (list: unknown): string =>
  ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod']
    .filter((mode) => asTexts(list).includes(mode))
    .map((mode) => MODES[mode])
    .join(',');

const volumes = table(
  [
    NAME,
    'Capacity',
    'Access Modes',
    'Reclaim Policy',
    'Status',
    'Claim',
    'StorageClass',
    'VolumeAttributesClass',
    'Reason',
    AGE,
    wide('VolumeMode'),
  ],
  (object, now) => {
    const spec = recordAt(object, 'spec');
    const { phase, reason } = recordAt(object, 'status');
    const { namespace, name } = asRecord(spec.claimRef);
    const status = object.metadata.deletionTimestamp === undefined ? shown(phase, '') : 'Terminating';
    return [
      object.metadata.name,
      shown(asRecord(spec.capacity).storage, ''),
      modes(spec.accessModes),
      shown(spec.persistentVolumeReclaimPolicy, ''),
      status,
      spec.claimRef === undefined ? '' : `${shown(namespace, '')}/${shown(name, '')}`,
      shown(object.metadata.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? spec.storageClassName, ''),
      shown(spec.volumeAttributesClassName, '<unset>'),
      shown(reason, ''),
      age(object, now),
      shown(spec.volumeMode, '<unset>'),
    ];
  },
);

const claims = table(
  [
    NAME,
    'Status',
    'Volume',
    'Capacity',
    'Access Modes',
    'StorageClass',
    'VolumeAttributesClass',
    AGE,
    wide('VolumeMode'),
  ],
  (object, now) => {
    const spec = recordAt(object, 'spec');
    const { phase, capacity, accessModes } = recordAt(object, 'status');
    const isBound = spec.volumeName !== undefined && spec.volumeName !== '';
    const status = object.metadata.deletionTimestamp === undefined ? shown(phase, '') : 'Terminating';
    return [
      object.metadata.name,
      status,
      shown(spec.volumeName, ''),
      isBound ? shown(asRecord(capacity).storage, '') : '',
      isBound ? modes(accessModes) : '',
      shown(object.metadata.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? spec.storageClassName, ''),
      shown(spec.volumeAttributesClassName, '<unset>'),
      age(object, now),
      shown(spec.volumeMode, '<unset>'),
    ];
  },
);

const storageClasses = table(
  [NAME, 'Provisioner', 'ReclaimPolicy', 'VolumeBindingMode', 'AllowVolumeExpansion', AGE],
  (object, now) => {
    const isDefault =
      object.metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true' ||
      object.metadata.annotations?.['storageclass.beta.kubernetes.io/is-default-class'] === 'true';
    return [
      `${object.metadata.name}${isDefault ? ' (default)' : ''}`,
      shown(object.provisioner, ''),
      shown(object.reclaimPolicy, 'Delete'),
      shown(object.volumeBindingMode, 'Immediate'),
      object.allowVolumeExpansion === true ? 'true' : 'false',
      age(object, now),
    ];
  },
);

const priorityClasses = table([NAME, 'Value', 'Global-Default', AGE, 'PreemptionPolicy'], (object, now) => [
  object.metadata.name,
  Number(object.value ?? 0),
  object.globalDefault === true ? 'true' : 'false',
  age(object, now),
  shown(object.preemptionPolicy, ''),
]);

/** Hard limits of a quota with what is used, `limits.` apart. */
function quotaCells(object: KubeObject): [string, string] {
  const { hard, used } = recordAt(object, 'status');
  const list = (isLimit: boolean): string =>
    Object.keys(asRecord(hard))
      .sort()
      .filter((name) => /^limits\./.test(name) === isLimit)
      .map((name) => `${name}: ${shown(asRecord(used)[name], '0')}/${String(asRecord(hard)[name])}`)
      .join(', ');
  return [list(false), list(true)];
}

const quotas = table([NAME, 'Request', 'Limit', AGE], (object, now) => [
  object.metadata.name,
  ...quotaCells(object),
  age(object, now),
]);

const createdAt = table([NAME, 'Created At'], (object) => [object.metadata.name, object.metadata.creationTimestamp]);

const leases = table([NAME, 'Holder', AGE], (object, now) => [
  object.metadata.name,
  shown(recordAt(object, 'spec').holderIdentity, ''),
  age(object, now),
]);

const subjectsOf = (object: KubeObject, kind: string): string =>
  asList(object.subjects)
    .filter((one) => one.kind === kind)
    .map(({ name, namespace }) => (kind === 'ServiceAccount' ? `${String(namespace)}/${String(name)}` : String(name)))
    .join(', ');

const bindings = table([NAME, 'Role', AGE, wide('Users'), wide('Groups'), wide('ServiceAccounts')], (object, now) => {
  const { kind, name } = recordAt(object, 'roleRef');
  return [
    object.metadata.name,
    `${String(kind)}/${String(name)}`,
    age(object, now),
    subjectsOf(object, 'User'),
    subjectsOf(object, 'Group'),
    subjectsOf(object, 'ServiceAccount'),
  ];
});

function eventCells(object: KubeObject, now: number): unknown[] {
  const {
    involvedObject,
    source,
    reason,
    message,
    type,
    series,
    count: times,
    firstTimestamp,
    lastTimestamp,
    eventTime,
    reportingComponent,
    reportingInstance,
  } = object as unknown as Data;
  const { kind, name, fieldPath } = asRecord(involvedObject);
  const moment = (time: unknown): string =>
    time === undefined || time === null ? '<unknown>' : humanDuration(now - Date.parse(String(time)));
  const first = firstTimestamp ?? eventTime;
  const last = asRecord(series).lastObservedTime ?? lastTimestamp ?? first;
  const { component, host } = asRecord(source);
  const from =
    component === undefined && reportingComponent !== undefined
      ? [reportingComponent, reportingInstance]
      : [component, host];
  return [
    moment(last),
    shown(type, ''),
    shown(reason, ''),
    `${String(kind).toLowerCase()}/${String(name)}`,
    shown(fieldPath, ''),
    from.filter((part) => part !== undefined && part !== '').join(', '),
    String(message ?? '').trim(),
    moment(first),
    Number(asRecord(series).count ?? times ?? 1),
    object.metadata.name,
  ];
}

const events = table(
  [
    'Last Seen',
    'Type',
    'Reason',
    'Object',
    wide('Subobject'),
    wide('Source'),
    'Message',
    wide('First Seen'),
    wide('Count'),
    { ...NAME, priority: 1 },
  ],
  eventCells,
);

function csrCondition(object: KubeObject): string {
  const { conditions, certificate } = recordAt(object, 'status');
  const has = (kind: string): boolean => asList(conditions).some(({ type }) => type === kind);
  const state = has('Denied') ? 'Denied' : has('Approved') ? 'Approved' : 'Pending';
  return [
    state,
    ...(has('Failed') ? ['Failed'] : []),
    ...(certificate !== undefined && certificate !== '' ? ['Issued'] : []),
  ].join(',');
}

const signingRequests = table(
  [NAME, AGE, 'SignerName', 'Requestor', 'RequestedDuration', 'Condition'],
  (object, now) => {
    const { signerName, username, expirationSeconds } = recordAt(object, 'spec');
    return [
      object.metadata.name,
      age(object, now),
      shown(signerName),
      shown(username, ''),
      expirationSeconds === undefined ? '<none>' : humanDuration(Number(expirationSeconds) * 1000),
      csrCondition(object),
    ];
  },
);

const webhooks = table([NAME, 'Webhooks', AGE], (object, now) => [
  object.metadata.name,
  count(object.webhooks),
  age(object, now),
]);

const policies = table([NAME, 'Validations', 'ParamKind', AGE], (object, now) => {
  const { validations, paramKind } = recordAt(object, 'spec');
  const { apiVersion, kind } = asRecord(paramKind);
  return [
    object.metadata.name,
    count(validations),
    paramKind === undefined ? '<unset>' : `${String(apiVersion)}/${String(kind)}`,
    age(object, now),
  ];
});

const policyBindings = table([NAME, 'PolicyName', 'ParamRef', AGE], (object, now) => {
  const { policyName, paramRef } = recordAt(object, 'spec');
  const { namespace, name, selector } = asRecord(paramRef);
  return [
    object.metadata.name,
    shown(policyName, ''),
    paramRef === undefined
      ? '<unset>'
      : name === undefined
        ? selectorText(selector)
        : `${namespace === undefined ? '*' : String(namespace)}/${String(name)}`,
    age(object, now),
  ];
});

const flowSchemas = table(
  [NAME, 'PriorityLevel', 'MatchingPrecedence', 'DistinguisherMethod', AGE, 'MissingPL'],
  (object, now) => {
    const { priorityLevelConfiguration, matchingPrecedence, distinguisherMethod } = recordAt(object, 'spec');
    const dangling = asList(recordAt(object, 'status').conditions).find(({ type }) => type === 'Dangling');
    return [
      object.metadata.name,
      shown(asRecord(priorityLevelConfiguration).name),
      Number(matchingPrecedence),
      shown(asRecord(distinguisherMethod).type),
      age(object, now),
      shown(dangling?.status, '?'),
    ];
  },
);

const priorityLevels = table(
  [NAME, 'Type', 'NominalConcurrencyShares', 'Queues', 'HandSize', 'QueueLengthLimit', AGE],
  (object, now) => {
    const { type, limited } = recordAt(object, 'spec');
    const queuing = recordAt(limited, 'limitResponse', 'queuing');
    return [
      object.metadata.name,
      shown(type),
      shown(asRecord(limited).nominalConcurrencyShares),
      shown(queuing.queues),
      shown(queuing.handSize),
      shown(queuing.queueLengthLimit),
      age(object, now),
    ];
  },
);

const ipAddresses = table([NAME, 'ParentRef'], (object) => {
  const { group, resource, namespace, name } = recordAt(object, 'spec', 'parentRef');
  return [
    object.metadata.name,
    [
      `${String(resource)}${group ? `.${String(group)}` : ''}`,
      ...(namespace ? [String(namespace)] : []),
      String(name),
    ].join('/'),
  ];
});

const serviceCidrs = table([NAME, 'CIDRs', AGE], (object, now) => [
  object.metadata.name,
  asTexts(recordAt(object, 'spec').cidrs).join(','),
  age(object, now),
]);

const apiServices = table([NAME, 'Service', 'Available', AGE], (object, now) => {
  const { service } = recordAt(object, 'spec');
  const { namespace, name } = asRecord(service);
  const available = asList(recordAt(object, 'status').conditions).find(({ type }) => type === 'Available');
  const text =
    available === undefined
      ? 'Unknown'
      : available.status === 'True'
        ? 'True'
        : `${String(available.status)} (${String(available.reason)})`;
  return [
    object.metadata.name,
    service === undefined ? 'Local' : `${String(namespace)}/${String(name)}`,
    text,
    age(object, now),
  ];
});

const runtimeClasses = table([NAME, 'Handler', AGE], (object, now) => [
  object.metadata.name,
  shown(object.handler, ''),
  age(object, now),
]);

const components = table([NAME, 'Status', 'Message', 'Error'], (object) => {
  const [condition] = asList(object.conditions);
  return [
    object.metadata.name,
    condition?.status === 'True' ? 'Healthy' : 'Unhealthy',
    shown(condition?.message, ''),
    shown(condition?.error, ''),
  ];
});

const drivers = table(
  [NAME, 'AttachRequired', 'PodInfoOnMount', 'StorageCapacity', 'TokenRequests', 'RequiresRepublish', 'Modes', AGE],
  (object, now) => {
    const { attachRequired, podInfoOnMount, storageCapacity, tokenRequests, requiresRepublish, volumeLifecycleModes } =
      recordAt(object, 'spec');
    return [
      object.metadata.name,
      String(attachRequired ?? true),
      String(podInfoOnMount ?? false),
      String(storageCapacity ?? false),
      shown(
        asList(tokenRequests)
          .map(({ audience }) => String(audience))
          .join(','),
        '<unset>',
      ),
      String(requiresRepublish ?? false),
      shown(asTexts(volumeLifecycleModes).join(',')),
      age(object, now),
    ];
  },
);

/** Tables of all kinds but workloads, by qualified resource. */
export const otherTables: Readonly<Record<string, TableOf>> = {
  componentstatuses: components,
  configmaps: configMaps,
  endpoints,
  events,
  limitranges: createdAt,
  namespaces,
  nodes,
  persistentvolumeclaims: claims,
  persistentvolumes: volumes,
  resourcequotas: quotas,
  secrets,
  serviceaccounts: serviceAccounts,
  services,
  'apiservices.apiregistration.k8s.io': apiServices,
  'certificatesigningrequests.certificates.k8s.io': signingRequests,
  'clusterrolebindings.rbac.authorization.k8s.io': bindings,
  'clusterroles.rbac.authorization.k8s.io': createdAt,
  'csidrivers.storage.k8s.io': drivers,
  'customresourcedefinitions.apiextensions.k8s.io': createdAt,
  'endpointslices.discovery.k8s.io': endpointSlices,
  'events.events.k8s.io': events,
  'flowschemas.flowcontrol.apiserver.k8s.io': flowSchemas,
  'ingressclasses.networking.k8s.io': ingressClasses,
  'ingresses.networking.k8s.io': ingresses,
  'ipaddresses.networking.k8s.io': ipAddresses,
  'leases.coordination.k8s.io': leases,
  'mutatingwebhookconfigurations.admissionregistration.k8s.io': webhooks,
  'networkpolicies.networking.k8s.io': networkPolicies,
  'priorityclasses.scheduling.k8s.io': priorityClasses,
  'prioritylevelconfigurations.flowcontrol.apiserver.k8s.io': priorityLevels,
  'rolebindings.rbac.authorization.k8s.io': bindings,
  'roles.rbac.authorization.k8s.io': createdAt,
  'runtimeclasses.node.k8s.io': runtimeClasses,
  'servicecidrs.networking.k8s.io': serviceCidrs,
  'storageclasses.storage.k8s.io': storageClasses,
  'validatingadmissionpolicies.admissionregistration.k8s.io': policies,
  'validatingadmissionpolicybindings.admissionregistration.k8s.io': policyBindings,
  'validatingwebhookconfigurations.admissionregistration.k8s.io': webhooks,
};
