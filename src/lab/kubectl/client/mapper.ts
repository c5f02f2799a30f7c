import { NoKindError, NoResourceError } from '../errors.ts';
import { type Discovery, groupVersion, type Resource } from './discovery.ts';

/** Finds resources by what people call them: plural, singular, short name or kind, with group and version if they like. */
export class Mapper {
  #discovery: Discovery;
  readonly #warn: (warning: string) => void;
  readonly #refresh: () => Discovery;

  /** @param refresh gives what there is now, for what `discovery` does not know */
  constructor(discovery: Discovery, warn: (warning: string) => void, refresh: () => Discovery = () => discovery) {
    this.#discovery = discovery;
    this.#warn = warn;
    this.#refresh = refresh;
  }

  /** Looks something up; if it is not there, once more among what there is now. */
  #look<Found>(find: () => Found | undefined): Found | undefined {
    const found = find();
    if (found !== undefined) return found;
    this.#discovery = this.#refresh();
    return find();
  }

  get resources(): readonly Resource[] {
    return this.#discovery.resources;
  }

  /** A short name as the resource that it stands for (`ShortcutExpander` of k8s.io/client-go/restmapper). */
  #expand(name: string, group: string, version: string): { name: string; group: string; version: string } {
    const isWithin = (one: Resource): boolean => group === '' || one.group === group;
    const given = { name, group, version };
    if (name === '' || this.resources.some((one) => isWithin(one) && (one.name === name || one.singular === name)))
      return given;
    const short = this.resources.filter(({ shortNames }) => shortNames.includes(name));
    const matching = short.filter(isWithin);
    const [first] = matching;
    if (!first) {
      // The beginning of a group is enough.
      const near = group === '' ? undefined : short.find((one) => one.group.startsWith(group));
      return near ? { name: near.name, group: near.group, version } : given;
    }
    for (const other of matching) {
      if (other.group === first.group && other.name === first.name) continue;
      this.#warn(`short name ${JSON.stringify(name)} could also match lower priority resource ${fullName(other)}`);
    }
    // The real one forgets the version here, and takes that which the server prefers.
    return { name: first.name, group: first.group, version: '' };
  }

  /** The resources of a name, a group and a version, as far as they are given. */
  #matching(name: string, group: string, version: string): Resource[] {
    const wanted = name.toLowerCase();
    const named = this.resources.filter(
      (one) => (one.name === wanted || one.singular === wanted) && (version === '' || one.version === version),
    );
    if (group === '') return named;
    const exact = named.filter((one) => one.group === group);
    return exact.length > 0 ? exact : named.filter((one) => one.group.startsWith(group));
  }

  #find(name: string, group: string, version: string): Resource | undefined {
    const expanded = this.#expand(name, group, version);
    const found = this.#matching(expanded.name, expanded.group, expanded.version);
    return found.find((one) => one.name === expanded.name.toLowerCase()) ?? found[0];
  }

  /** The resource of an argument such as `deploy`, `deployments.apps`, `deployments.v1.apps` or `Deployment.v1.apps`. @throws Error if there is none. */
  byArgument(argument: string): Resource {
    const [name = '', second = '', ...rest] = argument.split('.');
    const found = this.#look(
      () =>
        (rest.length > 0 ? this.#find(name, rest.join('.'), second) : undefined) ??
        this.#find(name, [second, ...rest].filter(Boolean).join('.'), '') ??
        this.#byKindArgument(argument),
    );
    if (found) return found;
    throw new Error(`the server doesn't have a resource type ${JSON.stringify(name)}`);
  }

  /** The resource of `Kind.version.group` or `Kind.group`, if there is one. */
  byKindArgument(argument: string): Resource | undefined {
    return this.#look(() => this.#byKindArgument(argument));
  }

  #byKindArgument(argument: string): Resource | undefined {
    const [kind = '', version = '', ...group] = argument.split('.');
    const of = (one: Resource): boolean => one.kind === kind;
    return (
      this.resources.find(
        (one) => of(one) && group.length > 0 && one.version === version && one.group === group.join('.'),
      ) ??
      this.resources.find(
        (one) => of(one) && one.group === [version, ...group].filter(Boolean).join('.') && argument.includes('.'),
      )
    );
  }

  /** The resource of an object of a kind. @throws NoKindError if there is none. */
  byKind(apiVersion: string, kind: string): Resource {
    const found = this.#look(() =>
      this.resources.find(
        (one) => groupVersion(one) === apiVersion && (one.kind === kind || one.kind.toLowerCase() === kind),
      ),
    );
    if (!found)
      throw new NoKindError(`no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}`);
    return found;
  }

  /** The resource of a name and, if given, a group and a version. @throws NoResourceError if there is none. */
  byName(name: string, group = '', version = ''): Resource {
    const found = this.#look(() => this.#find(name, group, version));
    if (found) return found;
    const more =
      group !== '' && version !== ''
        ? ` in group ${JSON.stringify(group)} and version ${JSON.stringify(version)}`
        : group !== ''
          ? ` in group ${JSON.stringify(group)}`
          : version !== ''
            ? ` in version ${JSON.stringify(version)}`
            : '';
    throw new NoResourceError(`the server doesn't have a resource type ${JSON.stringify(name)}${more}`);
  }

  /** What a category such as `all` stands for; undefined if there is none of that name. */
  category(name: string): string[] | undefined {
    const names = this.resources.filter(({ categories }) => categories.includes(name)).map(fullName);
    return names.length === 0 ? undefined : [...new Set(names)];
  }
}

/** `deployments.apps`, or `pods` for the core group. */
export function fullName({ name, group }: Pick<Resource, 'name' | 'group'>): string {
  return group === '' ? name : `${name}.${group}`;
}
