import { asList, asRecord } from '../../../kubernetes/data.ts';
import { systemCall } from '../core/call.ts';
import { forbidden } from '../core/errors.ts';
import type { KubeObject } from '../core/objects.ts';
import type { Admission, AdmissionPlugin } from '../core/registry.ts';
import { qualityOfService } from '../strategies/quality.ts';
import { amount } from '../validation/quantities.ts';
import { type Amounts, minus, plus } from './amounts.ts';
import { isCovered, usageOf } from './usage.ts';

const UPDATED: ReadonlySet<string> = new Set(['services', 'persistentvolumeclaims']);
const COMPUTE = /^(?:(requests|limits)\.)?(cpu|memory)$/;

/** What a quota needs containers to say, and which of them do not. */
function unsaid(quota: KubeObject, pod: KubeObject): string {
  const spec = asRecord(pod.spec);
  const missing = new Map<string, string[]>();
  for (const container of [...asList(spec.containers), ...asList(spec.initContainers)])
    for (const name of Object.keys(asRecord(asRecord(quota.status).hard))) {
      const [, field = 'requests', resource = ''] = COMPUTE.exec(name) ?? [];
      if (resource === '' || asRecord(asRecord(container.resources)[field])[resource] !== undefined) continue;
      missing.set(name, [...(missing.get(name) ?? []), String(container.name)]);
    }
  return [...missing]
    .sort(([first], [second]) => (first < second ? -1 : 1))
    .map(([name, containers]) => `${name} for: ${[...new Set(containers)].sort().join(',')}`)
    .join('; ');
}

const listed = (amounts: Amounts, names: readonly string[]): string =>
  names.map((name) => `${name}=${amounts[name] ?? '0'}`).join(',');

function judge(admission: Admission): void {
  const { registry, resource, namespace, name, object, old, operation, call } = admission;
  if (!object || !resource.namespaced) return;
  const quotas = registry.catalog.builtIn('', 'resourcequotas');
  const taken = usageOf(object, resource);
  const usage = operation === 'UPDATE' && old ? minus(taken, usageOf(old, resource)) : taken;
  const updates: { quota: string; used: Record<string, string> }[] = [];
  for (const quota of registry.list(quotas, namespace)) {
    if (!isCovered(quota, object, qualityOfService)) continue;
    const status = asRecord(quota.status);
    const hard = asRecord(status.hard) as Amounts;
    const counted = Object.keys(usage).filter((key) => hard[key] !== undefined);
    if (object.kind === 'Pod') {
      const text = unsaid(quota, object);
      if (text !== '') throw forbidden(resource, name, `failed quota: ${quota.metadata.name}: must specify ${text}`);
    }
    const requested = Object.fromEntries(counted.map((key) => [key, usage[key] as string]));
    const used = asRecord(status.used) as Amounts;
    const sum = plus(used, requested);
    const exceeded = counted.filter((key) => amount(requested[key]) > 0 && amount(sum[key]) > amount(hard[key])).sort();
    if (exceeded.length > 0)
      throw forbidden(
        resource,
        name,
        `exceeded quota: ${quota.metadata.name}, requested: ${listed(requested, exceeded)}, used: ${listed(used, exceeded)}, limited: ${listed(hard, exceeded)}`,
      );
    if (counted.some((key) => amount(requested[key]) !== 0)) updates.push({ quota: quota.metadata.name, used: sum });
  }
  if (call.isDryRun) return;
  for (const { quota, used } of updates)
    registry.change(
      quotas,
      namespace,
      quota,
      (found) => {
        found.status = { ...asRecord(found.status), used };
        return true;
      },
      systemCall('kube-apiserver'),
      'status',
    );
}

/** Refuses what goes beyond the quotas of a namespace, and counts what does not. @see https://kubernetes.io/docs/concepts/policy/resource-quotas/ */
export const resourceQuota: AdmissionPlugin = {
  name: 'ResourceQuota',
  judge(admission) {
    const { operation, subresource, resource } = admission;
    if (subresource !== '' || resource.plural === 'events') return;
    if (operation === 'CREATE' || (operation === 'UPDATE' && UPDATED.has(resource.plural))) judge(admission);
  },
};
