import type { Resource } from '../resources/resource.ts';

/** Resources that etcd keeps under other names than their own. */
const STORED: Readonly<Record<string, string>> = {
  services: 'services/specs',
  endpoints: 'services/endpoints',
  nodes: 'minions',
  'ingresses.networking.k8s.io': 'ingress',
  replicationcontrollers: 'controllers',
};

/** Where etcd keeps an object, as messages of conflicts say it. */
export function storageKey(resource: Resource, namespace: string, name: string): string {
  const { group, plural, struct, namespaced } = resource;
  const place =
    struct === undefined ? `${group}/${plural}` : (STORED[group === '' ? plural : `${plural}.${group}`] ?? plural);
  return `/registry/${place}/${namespaced ? `${namespace}/` : ''}${name}`;
}
