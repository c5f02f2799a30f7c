import { asList, asRecord } from '../../../kubernetes/data.ts';
import type { KubeObject } from '../core/objects.ts';
import { type Amounts, most, plus } from './amounts.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Names of what is counted that have an older, shorter one. */
const SHORT = new Set([
  'configmaps',
  'persistentvolumeclaims',
  'pods',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'services',
]);

const own = (container: Fields, field: string): Amounts => asRecord(asRecord(container.resources)[field]) as Amounts;

function podUsage(spec: Fields): Record<string, string> {
  const usage: Record<string, string> = {};
  for (const field of ['requests', 'limits']) {
    const sum = asList(spec.containers).reduce<Amounts>((so, container) => plus(so, own(container, field)), {});
    const total = asList(spec.initContainers).reduce<Amounts>((so, container) => most(so, own(container, field)), sum);
    for (const [name, quantity] of Object.entries(total)) {
      usage[`${field}.${name}`] = quantity;
      if (field === 'requests' && ['cpu', 'memory', 'ephemeral-storage'].includes(name)) usage[name] = quantity;
    }
  }
  return usage;
}

/** What an object takes from quotas. @see https://kubernetes.io/docs/concepts/policy/resource-quotas/ */
export function usageOf(
  object: KubeObject,
  { group, plural }: { group: string; plural: string },
): Record<string, string> {
  const usage: Record<string, string> = { [`count/${plural}${group === '' ? '' : `.${group}`}`]: '1' };
  if (group !== '') return usage;
  if (SHORT.has(plural)) usage[plural] = '1';
  const spec = asRecord(object.spec);
  if (plural === 'pods') {
    const { phase } = asRecord(object.status);
    // A Pod that has ended takes nothing but its place among all objects.
    if (phase === 'Succeeded' || phase === 'Failed') return { 'count/pods': '1' };
    return { ...usage, ...podUsage(spec) };
  }
  if (plural === 'services') {
    const count = String(asList(spec.ports).length);
    const takesPorts =
      spec.type === 'NodePort' || (spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false);
    usage['services.nodeports'] = takesPorts ? count : '0';
    usage['services.loadbalancers'] = spec.type === 'LoadBalancer' ? '1' : '0';
  }
  if (plural === 'persistentvolumeclaims') {
    const storage = asRecord(asRecord(spec.resources).requests).storage;
    if (storage !== undefined) usage['requests.storage'] = String(storage);
    if (spec.storageClassName) {
      const prefix = `${String(spec.storageClassName)}.storageclass.storage.k8s.io`;
      usage[`${prefix}/persistentvolumeclaims`] = '1';
      if (storage !== undefined) usage[`${prefix}/requests.storage`] = String(storage);
    }
  }
  return usage;
}

/** Whether a quota is about an object: quotas with scopes are about some Pods only. */
export function isCovered(quota: KubeObject, object: KubeObject, quality: (spec: unknown) => string): boolean {
  const { scopes, scopeSelector } = asRecord(quota.spec);
  const selectors = [
    ...(Array.isArray(scopes) ? scopes.map((scopeName): Fields => ({ scopeName, operator: 'Exists' })) : []),
    ...asList(asRecord(scopeSelector).matchExpressions),
  ];
  if (selectors.length === 0) return true;
  if (object.kind !== 'Pod') return false;
  const spec = asRecord(object.spec);
  return selectors.every(({ scopeName, operator, values }) => {
    switch (scopeName) {
      case 'Terminating':
        return typeof spec.activeDeadlineSeconds === 'number';
      case 'NotTerminating':
        return typeof spec.activeDeadlineSeconds !== 'number';
      case 'BestEffort':
        return quality(spec) === 'BestEffort';
      case 'NotBestEffort':
        return quality(spec) !== 'BestEffort';
      case 'PriorityClass': {
        const name = String(spec.priorityClassName ?? '');
        const isNamed = Array.isArray(values) && values.includes(name);
        if (operator === 'In') return isNamed;
        if (operator === 'NotIn') return !isNamed;
        return operator === 'Exists' ? name !== '' : name === '';
      }
      default:
        return false;
    }
  });
}
