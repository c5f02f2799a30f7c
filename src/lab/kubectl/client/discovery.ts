import { asList, asRecord, asTexts, type Data } from '../../../kubernetes/data.ts';
import { hasReason } from '../errors.ts';

/** What asks the server. */
interface Asker {
  json(ask: { path: string; accept?: string }): Promise<Record<string, unknown>>;
}

/** A resource that the API server serves in a version of a group. */
export interface Resource {
  group: string;
  version: string;
  /** Plural, as in addresses. */
  name: string;
  singular: string;
  kind: string;
  namespaced: boolean;
  verbs: readonly string[];
  shortNames: readonly string[];
  categories: readonly string[];
  subresources: readonly { name: string; kind: string; group: string; version: string }[];
}

/** `v1` or `apps/v1`. */
export function groupVersion({ group, version }: Pick<Resource, 'group' | 'version'>): string {
  return group === '' ? version : `${group}/${version}`;
}

/** Address under which a resource is served: of one object, of all in a namespace or of all. */
export function addressOf(
  resource: Pick<Resource, 'group' | 'version' | 'name' | 'namespaced'>,
  namespace = '',
  name = '',
  subresource = '',
): string {
  const { group, version } = resource;
  return [
    group === '' ? `/api/${version}` : `/apis/${group}/${version}`,
    ...(resource.namespaced && namespace !== '' ? ['namespaces', encodeURIComponent(namespace)] : []),
    resource.name,
    ...(name === '' ? [] : [encodeURIComponent(name)]),
    ...(subresource === '' ? [] : [subresource]),
  ].join('/');
}

const AGGREGATED =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json';

/** All that the API server serves, in the order in which it names it: groups by their priority, core first. */
export class Discovery {
  readonly resources: readonly Resource[];
  /** Each group with its versions, the preferred one first. */
  readonly groups: readonly { name: string; versions: readonly string[] }[];

  constructor(groups: { name: string; versions: string[] }[], resources: Resource[]) {
    this.groups = groups;
    this.resources = resources;
  }

  /** Asks the API server. @throws StatusError, ConnectionError */
  static async read(client: Asker): Promise<Discovery> {
    const groups: { name: string; versions: string[] }[] = [];
    const resources: Resource[] = [];
    for (const path of ['/api', '/apis']) {
      const found = await client.json({ path, accept: AGGREGATED }).catch((error: unknown) => {
        if (hasReason(error, 'NotFound') || hasReason(error, 'Forbidden')) return {} as Data;
        throw error;
      });
      if (found.kind === 'APIGroupDiscoveryList') {
        for (const item of asList(found.items)) {
          const group = String(asRecord(item.metadata).name ?? '');
          const versions = asList(item.versions);
          groups.push({ name: group, versions: versions.map(({ version }) => String(version)) });
          for (const version of versions) {
            for (const resource of asList(version.resources))
              resources.push(fromAggregated(group, String(version.version), resource));
          }
        }
        continue;
      }
      const named =
        path === '/api'
          ? asTexts(found.versions).map((version) => ({ name: '', versions: [version] }))
          : asList(found.groups).map(({ name, versions, preferredVersion }) => {
              const preferred = String(asRecord(preferredVersion).version ?? '');
              const all = asList(versions).map(({ version }) => String(version));
              return { name: String(name), versions: [preferred, ...all.filter((version) => version !== preferred)] };
            });
      for (const group of named) {
        groups.push(group);
        for (const version of group.versions) resources.push(...(await readVersion(client, group.name, version)));
      }
    }
    return new Discovery(groups, resources);
  }
}

function fromAggregated(group: string, version: string, resource: Data): Resource {
  const kind = asRecord(resource.responseKind);
  return {
    group,
    version,
    name: String(resource.resource ?? ''),
    singular: String(resource.singularResource ?? '') || String(kind.kind ?? '').toLowerCase(),
    kind: String(kind.kind ?? ''),
    namespaced: resource.scope === 'Namespaced',
    verbs: asTexts(resource.verbs),
    shortNames: asTexts(resource.shortNames),
    categories: asTexts(resource.categories),
    subresources: asList(resource.subresources).map((sub) => {
      const response = asRecord(sub.responseKind);
      return {
        name: String(sub.subresource ?? ''),
        kind: String(response.kind ?? ''),
        group: String(response.group ?? ''),
        version: String(response.version ?? ''),
      };
    }),
  };
}

async function readVersion(client: Asker, group: string, version: string): Promise<Resource[]> {
  const list = await client.json({ path: group === '' ? `/api/${version}` : `/apis/${group}/${version}` });
  const all = asList(list.resources);
  return all
    .filter(({ name }) => !String(name).includes('/'))
    .map((one) => ({
      group,
      version,
      name: String(one.name ?? ''),
      singular: String(one.singularName ?? '') || String(one.kind ?? '').toLowerCase(),
      kind: String(one.kind ?? ''),
      namespaced: one.namespaced === true,
      verbs: asTexts(one.verbs),
      shortNames: asTexts(one.shortNames),
      categories: asTexts(one.categories),
      subresources: all
        .filter(({ name }) => String(name).startsWith(`${String(one.name)}/`))
        .map((sub) => ({
          name: String(sub.name).slice(String(one.name).length + 1),
          kind: String(sub.kind ?? ''),
          group: String(sub.group ?? group),
          version: String(sub.version ?? version),
        })),
    }));
}
