import { asList, asRecord, asTexts, at, type Data } from '../../../kubernetes/data.ts';
import { PODS } from '../commands/pods-of.ts';
import { asError, hasReason } from '../errors.ts';
import { formatQuantity, parseQuantity, type Quantity } from '../print/quantity.ts';
import { type Around, type Describer, writeEvents } from './describer.ts';
import { longTime, type Page, quantityText, text } from './page.ts';
import { limitsOf, type Resources, requestsOf } from './pod-resources.ts';

const ROLE_LABEL = 'node-role.kubernetes.io/';
const OLD_ROLE_LABEL = 'kubernetes.io/role';
const NOTHING: Quantity = { nanos: 0n, family: 'decimal' };

function rolesOf(labels: unknown): string {
  const roles = Object.entries(asRecord(labels)).flatMap(([key, value]) => {
    if (key.startsWith(ROLE_LABEL)) return key.length > ROLE_LABEL.length ? [key.slice(ROLE_LABEL.length)] : [];
    return key === OLD_ROLE_LABEL && value ? [text(value)] : [];
  });
  return [...new Set(roles)].sort().join(',') || '<none>';
}

async function writeLease(page: Page, name: string, around: Around): Promise<void> {
  const address = { group: 'coordination.k8s.io', version: 'v1', name: 'leases', namespaced: true };
  try {
    const lease = await around.get(address, 'kube-node-lease', name);
    const { holderIdentity, acquireTime, renewTime } = asRecord(lease.spec);
    page.line(0, 'Lease:');
    page.pair(1, 'HolderIdentity', holderIdentity ?? '<unset>');
    page.pair(1, 'AcquireTime', acquireTime ? longTime(acquireTime) : '<unset>');
    page.pair(1, 'RenewTime', renewTime ? longTime(renewTime) : '<unset>');
  } catch (error) {
    page.pair(0, 'Lease', `Failed to get lease: ${asError(error).message}`);
  }
}

function writeStatus(page: Page, status: Data): void {
  const conditions = asList(status.conditions);
  if (conditions.length > 0) {
    page.line(0, 'Conditions:');
    page.line(1, 'Type', 'Status', 'LastHeartbeatTime', 'LastTransitionTime', 'Reason', 'Message');
    page.line(1, '----', '------', '-----------------', '------------------', '------', '-------');
  }
  for (const one of conditions) {
    const cells = [text(one.type), text(one.status), longTime(one.lastHeartbeatTime), longTime(one.lastTransitionTime)];
    page.line(1, ...[...cells, text(one.reason)].map((cell) => `${cell} `), text(one.message));
  }
  page.line(0, 'Addresses:');
  for (const { type, address } of asList(status.addresses)) page.pair(1, text(type), address);
  for (const [title, field] of [
    ['Capacity', 'capacity'],
    ['Allocatable', 'allocatable'],
  ] as const) {
    const resources = asRecord(status[field]);
    if (Object.keys(resources).length > 0) page.line(0, `${title}:`);
    for (const name of Object.keys(resources).sort()) page.pair(1, name, quantityText(resources[name]));
  }
}

const SYSTEM = [
  ['Machine ID', 'machineID'],
  ['System UUID', 'systemUUID'],
  ['Boot ID', 'bootID'],
  ['Kernel Version', 'kernelVersion'],
  ['OS Image', 'osImage'],
  ['Operating System', 'operatingSystem'],
  ['Architecture', 'architecture'],
  ['Container Runtime Version', 'containerRuntimeVersion'],
  ['Kubelet Version', 'kubeletVersion'],
] as const;

/** A quantity and its share of what there is: `100m (2%)`. */
function share(quantity: Quantity | undefined, whole: unknown): string {
  const part = quantity ?? NOTHING;
  const all = parseQuantity(text(whole ?? '0'))?.nanos ?? 0n;
  return `${formatQuantity(part)} (${all === 0n ? 0 : (part.nanos * 100n) / all}%)`;
}

function add(totals: Map<string, Quantity>, resources: Resources): void {
  for (const [name, quantity] of resources) {
    const known = totals.get(name);
    totals.set(name, known ? { ...known, nanos: known.nanos + quantity.nanos } : quantity);
  }
}

function writePods(page: Page, node: Data, pods: readonly Data[], around: Around): void {
  const capacity = asRecord(at(node, 'status', 'capacity'));
  const known = asRecord(at(node, 'status', 'allocatable'));
  const allocatable = Object.keys(known).length > 0 ? known : capacity;
  const requests = new Map<string, Quantity>();
  const limits = new Map<string, Quantity>();
  page.pair(0, 'Non-terminated Pods', `(${pods.length} in total)`);
  page.line(1, 'Namespace', 'Name', '', 'CPU Requests', 'CPU Limits', 'Memory Requests', 'Memory Limits', 'Age');
  page.line(1, '---------', '----', '', '------------', '----------', '---------------', '-------------', '---');
  for (const pod of pods) {
    const [asks, may] = [requestsOf(pod), limitsOf(pod)];
    const { namespace, name, creationTimestamp } = asRecord(pod.metadata);
    const cells = ['cpu', 'memory'].flatMap((resource) => [
      share(asks.get(resource), allocatable[resource]),
      share(may.get(resource), allocatable[resource]),
    ]);
    page.line(1, text(namespace), text(name), '', ...cells, around.since(creationTimestamp));
    add(requests, asks);
    add(limits, may);
  }
  page.line(0, 'Allocated resources:');
  page.line(0, '  (Total limits may be over 100 percent, i.e., overcommitted.)');
  page.line(1, 'Resource', 'Requests', 'Limits');
  page.line(1, '--------', '--------', '------');
  const pages = Object.keys(allocatable).filter((name) => name.startsWith('hugepages-'));
  for (const name of ['cpu', 'memory', 'ephemeral-storage', ...pages.sort()])
    page.line(1, name, share(requests.get(name), allocatable[name]), share(limits.get(name), allocatable[name]));
  const others = Object.keys(allocatable).filter(
    (name) => !['cpu', 'memory', 'ephemeral-storage', 'pods'].includes(name) && !name.startsWith('hugepages-'),
  );
  for (const name of others.sort())
    page.line(1, name, formatQuantity(requests.get(name) ?? NOTHING), formatQuantity(limits.get(name) ?? NOTHING));
}

/** A Node, with its Pods and what they ask for. */
export const node: Describer = async (page, object, around) => {
  const { name, labels, annotations, creationTimestamp } = asRecord(object.metadata);
  const spec = asRecord(object.spec);
  const fieldSelector = `spec.nodeName=${text(name)},status.phase!=Failed,status.phase!=Succeeded`;
  const pods = await around.list(PODS, '', { fieldSelector }).catch((error: unknown) => {
    if (hasReason(error, 'Forbidden')) return undefined;
    throw error;
  });
  page.pair(0, 'Name', name);
  page.pair(0, 'Roles', rolesOf(labels));
  page.labels('Labels', labels);
  page.annotations('Annotations', annotations);
  page.pair(0, 'CreationTimestamp', longTime(creationTimestamp));
  const order = ({ effect, key }: Data): string => `${text(effect)},${text(key)}`;
  const taints = [...asList(spec.taints)].sort((one, other) => (order(one) < order(other) ? -1 : 1));
  page.lines(
    'Taints',
    taints.map(({ key, value, effect }) => {
      if (!effect) return value ? `${text(key)}=${text(value)}:` : text(key);
      return value ? `${text(key)}=${text(value)}:${text(effect)}` : `${text(key)}:${text(effect)}`;
    }),
  );
  page.pair(0, 'Unschedulable', spec.unschedulable === true);
  await writeLease(page, text(name), around);
  writeStatus(page, asRecord(object.status));
  page.line(0, 'System Info:');
  for (const [title, field] of SYSTEM) page.pair(1, title, at(object, 'status', 'nodeInfo', field));
  if (spec.podCIDR) page.pair(0, 'PodCIDR', spec.podCIDR);
  if (asTexts(spec.podCIDRs).length > 0) page.pair(0, 'PodCIDRs', asTexts(spec.podCIDRs).join(','));
  if (spec.providerID) page.pair(0, 'ProviderID', spec.providerID);
  if (pods) writePods(page, object, pods, around);
  else page.pair(0, 'Pods', 'not authorized');
  const events = await around.eventsOf(object);
  const byName = await around.eventsOf(object, { uid: text(name) });
  writeEvents(page, events && [...events, ...(byName ?? [])], around.call.now());
};
