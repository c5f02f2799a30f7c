import { builtInResources } from './built-in.ts';
import { groupVersion, type Resource } from './resource.ts';

/** A group with its versions, the preferred one first. */
export interface Group {
  name: string;
  versions: readonly string[];
}

/** All that the server serves now: its own resources and those that custom resource definitions add. */
export class Catalog {
  readonly #builtIn = new Map<string, Resource>();
  #custom = new Map<string, Resource>();

  constructor() {
    for (const resource of builtInResources)
      this.#builtIn.set(keyOf(resource.group, resource.version, resource.plural), resource);
  }

  /** Serves further resources, as another server behind this one has them. */
  add(resources: readonly Resource[]): void {
    for (const resource of resources)
      this.#builtIn.set(keyOf(resource.group, resource.version, resource.plural), resource);
  }

  /** Takes the place of all custom resources. */
  setCustom(resources: readonly Resource[]): void {
    this.#custom = new Map(
      resources.map((resource) => [keyOf(resource.group, resource.version, resource.plural), resource]),
    );
  }

  /** A resource by its place in paths. */
  find(group: string, version: string, plural: string): Resource | undefined {
    const key = keyOf(group, version, plural);
    return this.#builtIn.get(key) ?? this.#custom.get(key);
  }

  /** The resource of a kind; the preferred version if none is given. */
  ofKind(group: string, kind: string, version?: string): Resource | undefined {
    return this.all().find(
      (resource) =>
        resource.group === group && resource.kind === kind && (version === undefined || resource.version === version),
    );
  }

  /** The resource of an object. */
  ofObject({ apiVersion, kind }: { apiVersion: string; kind: string }): Resource | undefined {
    const slash = apiVersion.indexOf('/');
    return this.ofKind(slash < 0 ? '' : apiVersion.slice(0, slash), kind, apiVersion.slice(slash + 1));
  }

  /** A built-in resource that is known to be there, in its preferred version. @throws Error if it is not: a mistake of ours. */
  builtIn(group: string, plural: string): Resource {
    for (const resource of this.#builtIn.values())
      if (resource.group === group && resource.plural === plural) return resource;
    throw new Error(`There is no resource ${plural} in the group "${group}".`);
  }

  /** All resources, in the order of discovery. */
  all(): Resource[] {
    return [...this.#builtIn.values(), ...this.#custom.values()];
  }

  /** All groups but the core one, in the order of discovery. */
  groups(): Group[] {
    const groups = new Map<string, string[]>();
    for (const { group, version } of this.all()) {
      if (group === '') continue;
      const versions = groups.get(group) ?? [];
      if (!versions.includes(version)) versions.push(version);
      groups.set(group, versions);
    }
    return [...groups].map(([name, versions]) => ({ name, versions }));
  }

  /** The resources of a group in a version; undefined if it is not served. */
  in(version: string): Resource[] | undefined {
    const found = this.all().filter((resource) => groupVersion(resource) === version);
    return found.length > 0 ? found : undefined;
  }
}

const keyOf = (group: string, version: string, plural: string): string => `${group}/${version}/${plural}`;
