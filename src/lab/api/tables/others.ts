import { asList, asRecord, type Data } from '../../../kubernetes/data.ts';
import { type KubeObject, recordAt } from '../core/objects.ts';
import type { TableOf } from '../http/table.ts';
import { AGE, humanDuration, NAME } from './columns.ts';
import { age, count, shown, table, wide } from './table.ts';

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

/** Tables of all other kinds, by qualified resource. */
export const otherTables: Readonly<Record<string, TableOf>> = {
  componentstatuses: components,
  configmaps: configMaps,
  events,
  limitranges: createdAt,
  namespaces,
  nodes,
  resourcequotas: quotas,
  secrets,
  serviceaccounts: serviceAccounts,
  'apiservices.apiregistration.k8s.io': apiServices,
  'clusterrolebindings.rbac.authorization.k8s.io': bindings,
  'clusterroles.rbac.authorization.k8s.io': createdAt,
  'customresourcedefinitions.apiextensions.k8s.io': createdAt,
  'events.events.k8s.io': events,
  'leases.coordination.k8s.io': leases,
  'priorityclasses.scheduling.k8s.io': priorityClasses,
  'rolebindings.rbac.authorization.k8s.io': bindings,
  'roles.rbac.authorization.k8s.io': createdAt,
  'runtimeclasses.node.k8s.io': runtimeClasses,
};
