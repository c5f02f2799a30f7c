import type { KubeObject } from '../api/core/objects.ts';
import { matchesLabels, parseLabelSelector } from '../api/core/selectors.ts';
import type { Resource } from '../api/resources/resource.ts';
import type { ApiServer } from '../api/server.ts';
import { JsonPath, printResults } from '../kubectl/print/jsonpath.ts';

/** Which objects a condition is about. */
export interface Target {
  /** Context of the cluster in which they are. */
  context?: string | undefined;
  resource: string;
  name?: string | undefined;
  selector?: string | undefined;
  namespace?: string | undefined;
}

/** What the server calls a resource that somebody names by its kind, its plural, its singular or a short name, with or without its group. */
export const resourceNamed = (server: ApiServer, text: string): Resource | undefined =>
  namedIn(server.catalog.all(), text);

/** The same among some resources. */
export function namedIn(resources: readonly Resource[], text: string): Resource | undefined {
  const dot = text.indexOf('.');
  const name = (dot < 0 ? text : text.slice(0, dot)).toLowerCase();
  const group = dot < 0 ? undefined : text.slice(dot + 1);
  return resources.find((resource) => {
    const { kind, plural, singular, shortNames } = resource;
    const isNamed = kind.toLowerCase() === name || plural === name || singular === name || shortNames.includes(name);
    return isNamed && (group === undefined || resource.group === group || resource.group.split('.')[0] === group);
  });
}

/** The objects that a condition is about. What is on its way out does not count for a selector: its place is taken already. */
export function objectsOf(server: ApiServer, target: Target, namespace: string): KubeObject[] {
  const resource = resourceNamed(server, target.resource);
  if (!resource) return [];
  const { name, selector } = target;
  const all = server.registry.list(resource, resource.namespaced ? (target.namespace ?? namespace) : '');
  if (name !== undefined) return all.filter(({ metadata }) => metadata.name === name);
  const wanted = selector === undefined ? [] : parseLabelSelector(selector);
  return all.filter(
    ({ metadata }) => metadata.deletionTimestamp === undefined && matchesLabels(wanted, metadata.labels ?? {}),
  );
}

/** What kubectl prints for a path into an object (`-o jsonpath=…`); nothing where the path leads nowhere. */
export function valueAt(object: KubeObject, path: string): string {
  try {
    return printResults(new JsonPath(path, true).find(object), false);
  } catch {
    return '';
  }
}
