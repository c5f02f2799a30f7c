import { asList, asRecord } from '../../kubernetes/data.ts';
import { copy, isSame, type KubeObject } from '../api/core/objects.ts';
import { matchesLabels, selectorOf } from '../api/core/selectors.ts';
import { bucketOf } from '../api/core/store.ts';
import { type Client, type Controller, type Key, keyOf } from './framework.ts';

/** Gathers into some ClusterRoles the rules of others, by their labels. @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles */
export function aggregationController(client: Client): Controller {
  const roles = client.resource('rbac.authorization.k8s.io', 'clusterroles');
  const bucket = bucketOf(roles);
  const gathering = (): Key[] =>
    client
      .list(roles)
      .filter(({ aggregationRule }) => aggregationRule !== undefined && aggregationRule !== null)
      .map(keyOf);
  return {
    name: 'clusterrole-aggregation-controller',
    concerns: (change) => (change.bucket === bucket ? gathering() : []),
    reconcile(key) {
      const role = client.find(roles, '', key.name);
      if (!role?.aggregationRule) return undefined;
      const rules: unknown[] = [];
      for (const selector of asList(asRecord(role.aggregationRule).clusterRoleSelectors)) {
        const requirements = selectorOf(selector);
        const found = client
          .list(roles)
          .filter(
            (other: KubeObject) =>
              other.metadata.name !== role.metadata.name && matchesLabels(requirements, other.metadata.labels ?? {}),
          );
        for (const rule of found.flatMap((other) => asList(other.rules)))
          if (!rules.some((one) => isSame(one, rule))) rules.push(copy(rule));
      }
      if (!isSame(rules, asList(role.rules)))
        client.change(roles, key, (object) => {
          object.rules = rules;
          return true;
        });
      return undefined;
    },
  };
}
