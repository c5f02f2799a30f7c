import { Part } from '../time/part.ts';
import { readPath, splitPath } from './core/request-info.ts';
import type { ApiRequest } from './protocol.ts';
import type { Catalog } from './resources/catalog.ts';
import type { Resource } from './resources/resource.ts';

/** Custom resources and what judges requests in other people's words: definitions, policies in CEL, webhooks. */
export const extending = new Part('custom resources and policies', () => import('./extending.ts'));

/** The rules of kinds that no cluster begins with, and what few ask the server. */
export const further = new Part('further kinds', () => import('./further.ts'));

/** Kinds whose rules {@link further} has: the server looks at these rules only when somebody changes such an object or selects by its fields. */
const FURTHER: ReadonlySet<string> = new Set([
  'certificatesigningrequests.certificates.k8s.io',
  'cronjobs.batch',
  'daemonsets.apps',
  'horizontalpodautoscalers.autoscaling',
  'ingressclasses.networking.k8s.io',
  'ingresses.networking.k8s.io',
  'jobs.batch',
  'limitranges',
  'networkpolicies.networking.k8s.io',
  'persistentvolumeclaims',
  'persistentvolumes',
  'poddisruptionbudgets.policy',
  'replicationcontrollers',
  'resourcequotas',
  'statefulsets.apps',
]);

/** Groups of what extends the API. */
const EXTENSIONS: ReadonlySet<string> = new Set(['admissionregistration.k8s.io', 'apiextensions.k8s.io']);

/** Groups of questions that are asked by creating something. */
const REVIEWS: ReadonlySet<string> = new Set(['authentication.k8s.io', 'authorization.k8s.io']);

/** Name of a resource with its group, as in `deployments.apps`. */
export const keyOf = ({ group, plural }: Resource): string => (group === '' ? plural : `${plural}.${group}`);

/** Whether the rules of a kind are in {@link further}. */
export const isFurther = (resource: Resource): boolean => FURTHER.has(keyOf(resource));

/** Whether a kind extends the API: its rules are in {@link extending}. */
export const isExtension = ({ group }: Resource): boolean => EXTENSIONS.has(group);

/** Whether a kind is a question. */
export const isReview = ({ group }: Resource): boolean => REVIEWS.has(group);

/**
 * What has to be loaded before a request is answered. It depends on the request only, so that it makes no difference whether something is
 * loaded already. What controllers do by themselves needs no part that the request for their objects has not brought.
 */
export function partsFor({ method, path: given }: ApiRequest, catalog: Catalog): Part<unknown>[] {
  if (given.startsWith('/openapi/')) return [further];
  const { path, query } = splitPath(given);
  if (method === 'GET' && query.fieldSelector === undefined) return [];
  const resource = resourceAt(path, query, catalog);
  if (!resource) return [];
  if (isExtension(resource)) return [extending, further];
  // Levels of Pod Security stand in the labels of namespaces.
  const isNamespace = resource.plural === 'namespaces' && resource.group === '';
  return isNamespace || isFurther(resource) || isReview(resource) ? [further] : [];
}

function resourceAt(path: string, query: Readonly<Record<string, string>>, catalog: Catalog): Resource | undefined {
  try {
    return readPath(path, query, (group, version, plural) => catalog.find(group, version, plural)).resource;
  } catch {
    return undefined;
  }
}
