import { base64OfBytes, sha256 } from '../../../kubernetes/digest.ts';
import type { Catalog } from '../resources/catalog.ts';
import { groupVersion, type Resource, type Subresource } from '../resources/resource.ts';

/** Kinds that are kept in the store in another form than that of their first version: their hash is that of the version in which they are kept. */
function storageVersionHash(resource: Resource): string {
  const { group, version } = resource.storedAs ?? resource;
  return base64OfBytes(sha256(new TextEncoder().encode(`${group}/${version}/${resource.kind}`)).slice(0, 8));
}

const isStored = ({ verbs }: Resource): boolean => verbs.length > 2;

function resourceEntry(resource: Resource): Record<string, unknown> {
  return {
    name: resource.plural,
    singularName: resource.singular,
    namespaced: resource.namespaced,
    kind: resource.kind,
    verbs: resource.verbs,
    ...(resource.shortNames.length > 0 ? { shortNames: resource.shortNames } : {}),
    ...(resource.categories.length > 0 ? { categories: resource.categories } : {}),
    ...(isStored(resource) ? { storageVersionHash: storageVersionHash(resource) } : {}),
  };
}

function subresourceEntry(
  resource: Resource,
  { name, group, version, kind, verbs }: Subresource,
): Record<string, unknown> {
  return {
    name: `${resource.plural}/${name}`,
    singularName: '',
    namespaced: resource.namespaced,
    ...(group === undefined ? {} : { group, version }),
    kind,
    verbs,
  };
}

/** `/api/v1`, `/apis/apps/v1`: the resources of one version of a group. */
export function resourceList(catalog: Catalog, version: string): Record<string, unknown> | undefined {
  const resources = catalog.in(version);
  if (!resources) return undefined;
  const ordered = [...resources].sort((a, b) => (a.plural < b.plural ? -1 : 1));
  return {
    kind: 'APIResourceList',
    apiVersion: version === 'v1' ? undefined : 'v1',
    groupVersion: version,
    resources: ordered.flatMap((resource) => [
      resourceEntry(resource),
      ...resource.subresources.map((subresource) => subresourceEntry(resource, subresource)),
    ]),
  };
}

function groupEntry(name: string, versions: readonly string[]): Record<string, unknown> {
  const entry = (version: string) => ({ groupVersion: `${name}/${version}`, version });
  return { name, versions: versions.map(entry), preferredVersion: entry(versions[0] ?? '') };
}

/** `/apis`: all groups. */
export function groupList(catalog: Catalog): Record<string, unknown> {
  return {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: catalog.groups().map(({ name, versions }) => groupEntry(name, versions)),
  };
}

/** `/apis/apps`: one group; undefined if there is none. */
export function groupDocument(catalog: Catalog, name: string): Record<string, unknown> | undefined {
  const found = catalog.groups().find((group) => group.name === name);
  return found && { kind: 'APIGroup', apiVersion: 'v1', ...groupEntry(name, found.versions) };
}

/** `/api`: the versions of the core group. */
export const coreVersions = {
  kind: 'APIVersions',
  versions: ['v1'],
  serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: '172.18.0.2:6443' }],
} as const;

function aggregatedResource(resource: Resource): Record<string, unknown> {
  const kindOf = ({ group = '', version = '', kind }: { group?: string; version?: string; kind: string }) => ({
    group,
    version,
    kind,
  });
  return {
    resource: resource.plural,
    responseKind: { group: '', version: '', kind: resource.kind },
    scope: resource.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: resource.singular,
    verbs: resource.verbs,
    ...(resource.shortNames.length > 0 ? { shortNames: resource.shortNames } : {}),
    ...(resource.categories.length > 0 ? { categories: resource.categories } : {}),
    ...(resource.subresources.length > 0
      ? {
          subresources: resource.subresources.map((subresource) => ({
            subresource: subresource.name,
            responseKind: kindOf(subresource),
            verbs: subresource.verbs,
          })),
        }
      : {}),
  };
}

/** Aggregated discovery: everything in one answer, for `/api` or for `/apis`. @see https://kubernetes.io/docs/concepts/overview/kubernetes-api/#aggregated-discovery */
export function aggregated(catalog: Catalog, isCore: boolean): Record<string, unknown> {
  const groups = isCore ? [{ name: '', versions: ['v1'] }] : catalog.groups();
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: groups.map(({ name, versions }) => ({
      metadata: name === '' ? {} : { name },
      versions: versions.map((version) => ({
        version,
        resources: [...(catalog.in(groupVersion({ group: name, version })) ?? [])]
          .sort((a, b) => (a.plural < b.plural ? -1 : 1))
          .map(aggregatedResource),
        freshness: 'Current',
      })),
    })),
  };
}

/** `/`: the paths that there are. */
export function rootPaths(catalog: Catalog): string[] {
  const groups = catalog
    .groups()
    .flatMap(({ name, versions }) => [`/apis/${name}`, ...versions.map((version) => `/apis/${name}/${version}`)]);
  return [
    '/.well-known/openid-configuration',
    '/api',
    '/api/v1',
    '/apis',
    '/apis/',
    ...groups,
    '/healthz',
    '/livez',
    '/metrics',
    '/openapi/v2',
    '/openapi/v3',
    '/openapi/v3/',
    '/openid/v1/jwks',
    '/readyz',
    '/version',
  ].sort();
}
