import type { Resource, Subresource } from '../resources/resource.ts';
import { noSuchPath } from './errors.ts';

/** Query of a request: last value of each name, as a text. */
export type Query = Readonly<Record<string, string>>;

/** What a request asks for, read from its path. */
export interface RequestInfo {
  resource: Resource;
  subresource?: Subresource;
  /** What follows after a subresource's name: paths below `proxy`. */
  rest: string;
  /** Empty for kinds without namespaces, and for requests across all of them. */
  namespace: string;
  /** Empty for requests that are about a collection. */
  name: string;
  query: Query;
  /** An old path with `/watch/` in it. */
  isWatchPath: boolean;
}

/** Splits a path from its query. */
export function splitPath(path: string): { path: string; query: Query; all: readonly [string, string][] } {
  const mark = path.indexOf('?');
  const bare = mark < 0 ? path : path.slice(0, mark);
  const all = [...new URLSearchParams(mark < 0 ? '' : path.slice(mark + 1))];
  return { path: bare, query: Object.fromEntries(all), all };
}

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/**
 * Reads a path such as `/apis/apps/v1/namespaces/default/deployments/web/scale`.
 * @throws ApiError 404 when nothing serves it.
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-uris
 */
export function readPath(
  path: string,
  query: Query,
  find: (group: string, version: string, plural: string) => Resource | undefined,
): RequestInfo {
  const words = path
    .split('/')
    .filter((word) => word !== '')
    .map(decode);
  const isCore = words[0] === 'api';
  const [group, version] = isCore ? ['', words[1] ?? ''] : [words[1] ?? '', words[2] ?? ''];
  let rest = words.slice(isCore ? 2 : 3);
  const isWatchPath = rest[0] === 'watch';
  if (isWatchPath) rest = rest.slice(1);
  let namespace = '';
  // `/namespaces/x` is the namespace itself, and so are its parts; `/namespaces/x/pods` is a collection in it.
  if (rest[0] === 'namespaces' && rest.length > 2 && find(group, version, rest[2] ?? '') !== undefined) {
    namespace = rest[1] ?? '';
    rest = rest.slice(2);
  }
  const [plural = '', name = '', part, ...further] = rest;
  const resource = find(group, version, plural);
  if (!resource || (namespace !== '' && !resource.namespaced)) throw noSuchPath();
  // An object of a kind with namespaces has no address without one.
  if (name !== '' && resource.namespaced && namespace === '') throw noSuchPath();
  const subresource = part === undefined ? undefined : resource.subresources.find((found) => found.name === part);
  if (part !== undefined && (!subresource || (further.length > 0 && part !== 'proxy'))) throw noSuchPath();
  return {
    resource,
    ...(subresource ? { subresource } : {}),
    rest: further.join('/'),
    namespace,
    name,
    query,
    isWatchPath,
  };
}
