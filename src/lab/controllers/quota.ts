import { asRecord } from '../../kubernetes/data.ts';
import { plus } from '../api/admission/amounts.ts';
import { isCovered, usageOf } from '../api/admission/usage.ts';
import { copy, type KubeObject, recordAt } from '../api/core/objects.ts';
import { bucketOf } from '../api/core/store.ts';
import { qualityOfService } from '../api/strategies/quality.ts';
import { type Client, type Controller, concernsOf, keyOf } from './framework.ts';

/** Counts again what a namespace has of what its quotas limit: when a quota is new, and when something goes. @see https://kubernetes.io/docs/concepts/policy/resource-quotas/ */
export function quotaController(client: Client): Controller {
  const quotas = client.resource('', 'resourcequotas');
  return {
    name: 'resourcequota-controller',
    concerns: concernsOf(quotas, [], ({ bucket, object, previous, type }) => {
      const { namespace } = object.metadata;
      if (namespace === undefined || bucket === '/events' || bucket === bucketOf(quotas)) return [];
      const hasEnded = bucket === '/pods' && recordAt(object, 'status').phase !== recordAt(previous, 'status').phase;
      return type === 'DELETED' || hasEnded ? client.list(quotas, namespace).map(keyOf) : [];
    }),
    reconcile(key) {
      const quota = client.find(quotas, key.namespace, key.name);
      if (!quota || quota.metadata.deletionTimestamp !== undefined) return undefined;
      const hard = asRecord(recordAt(quota, 'spec').hard);
      const status = { hard: copy(hard), used: usedOf(quota, hard) };
      client.writeStatus(quotas, quota, status);
      return undefined;
    },
  };

  function usedOf(quota: KubeObject, hard: Readonly<Record<string, unknown>>): Record<string, string> {
    let used: Record<string, string> = Object.fromEntries(Object.keys(hard).map((name) => [name, '0']));
    for (const resource of client.server.catalog.all()) {
      if (!resource.namespaced || resource.storedAs || resource.plural === 'events') continue;
      for (const object of client.list(resource, quota.metadata.namespace)) {
        if (!isCovered(quota, object, qualityOfService)) continue;
        const usage = Object.entries(usageOf(object, resource)).filter(([name]) => hard[name] !== undefined);
        used = plus(used, Object.fromEntries(usage));
      }
    }
    return used;
  }
}
