import type { KubeObject } from '../api/core/objects.ts';
import { bucketOf } from '../api/core/store.ts';
import type { Resource } from '../api/resources/resource.ts';
import type { ApiServer } from '../api/server.ts';

/** What a cluster has that can be named on a line. */
export interface ClusterNames {
  /** What it serves, in the order of discovery. */
  resources(): readonly Resource[];
  /** The objects of a resource, in one namespace if it has any. */
  objects(resource: Resource, namespace: string): readonly KubeObject[];
}

/** The names of a server, read from its store: Tab waits for nothing. */
export function namesOf(server: Pick<ApiServer, 'catalog' | 'store'>): ClusterNames {
  return {
    resources: () => server.catalog.all().filter(({ verbs }) => verbs.includes('get')),
    objects: (resource, namespace) => server.store.list(bucketOf(resource), resource.namespaced ? namespace : ''),
  };
}

/** The resource that a word means: its plural, with the group or without, its singular, its kind or a short name. */
export function resourceNamed(word: string, names: ClusterNames): Resource | undefined {
  const lower = word.toLowerCase();
  return names
    .resources()
    .find(
      (resource) =>
        resource.plural === lower ||
        resource.singular === lower ||
        resource.shortNames.includes(lower) ||
        `${resource.plural}.${resource.group}` === lower ||
        `${resource.singular}.${resource.group}` === lower,
    );
}
