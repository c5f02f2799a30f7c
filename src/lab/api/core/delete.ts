import type { Resource } from '../resources/resource.ts';
import type { Call } from './call.ts';
import { conflict, type Status } from './errors.ts';
import { copy, type KubeObject, timeText } from './objects.ts';
import type { Admission, Registry } from './registry.ts';
import { bucketOf } from './store.ts';

/** What a request to delete may say. @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/delete-options/ */
export interface DeleteOptions {
  gracePeriodSeconds?: number;
  propagationPolicy?: 'Orphan' | 'Background' | 'Foreground';
  orphanDependents?: boolean;
  dryRun?: readonly string[];
  preconditions?: { uid?: string; resourceVersion?: string };
}

/** Finalizers that the garbage collector takes away once it has done its part. */
export const ORPHAN = 'orphan';
export const FOREGROUND = 'foregroundDeletion';

/** What came of a deletion: the object as it goes on for a while, or as it was when it went. */
export interface Deletion {
  object: KubeObject;
  isGone: boolean;
}

/** Deletes an object, or begins to. @throws ApiError */
export function remove(
  registry: Registry,
  resource: Resource,
  namespace: string,
  name: string,
  options: DeleteOptions,
  call: Call,
): Deletion {
  const strategy = registry.strategyOf(resource);
  const old = registry.get(resource, namespace, name);
  checkPreconditions(old, resource, options);
  const around = { registry, resource, call };
  const admission: Admission = {
    ...around,
    operation: 'DELETE',
    subresource: '',
    namespace: old.metadata.namespace ?? '',
    name,
    object: undefined,
    old,
  };
  registry.prepareAdmission(admission);
  registry.judgeAdmission(admission);
  const object = copy(old);
  const finalizers = finalizersFor(object, options, strategy.orphansByDefault === true);
  const grace = strategy.gracePeriod?.(object, options.gracePeriodSeconds) ?? 0;
  const wasDeleting = object.metadata.deletionTimestamp !== undefined;
  const left = object.metadata.deletionGracePeriodSeconds ?? 0;
  // Who has asked once may ask for less time, never for more.
  const shortens = !wasDeleting || grace < left;
  if (shortens) {
    object.metadata.deletionTimestamp = timeText(registry.clock.now() + grace * 1000);
    object.metadata.deletionGracePeriodSeconds = grace;
  }
  const waits = finalizers.length > 0 || (shortens ? grace : left) > 0 || hasContent(object);
  if (finalizers.length > 0) object.metadata.finalizers = finalizers;
  else delete object.metadata.finalizers;
  if (waits) {
    if (!wasDeleting && object.metadata.generation !== undefined) object.metadata.generation += 1;
    if (resource.plural === 'namespaces') object.status = { ...(object.status as object), phase: 'Terminating' };
    const changed = JSON.stringify(object) !== JSON.stringify(old);
    if (call.isDryRun || !changed) return { object, isGone: false };
    return { object: registry.store.put(bucketOf(resource), object), isGone: false };
  }
  if (call.isDryRun) return { object: old, isGone: true };
  registry.store.remove(bucketOf(resource), old.metadata.namespace ?? '', name);
  strategy.afterDelete?.(old, around);
  return { object: old, isGone: true };
}

function checkPreconditions(old: KubeObject, resource: Resource, { preconditions }: DeleteOptions): void {
  const named = { group: resource.group, plural: resource.kind };
  if (preconditions?.uid !== undefined && preconditions.uid !== old.metadata.uid)
    throw conflict(
      named,
      old.metadata.name,
      `the UID in the precondition (${preconditions.uid}) does not match the UID in record (${old.metadata.uid}). The object might have been deleted and then recreated`,
    );
  if (preconditions?.resourceVersion !== undefined && preconditions.resourceVersion !== old.metadata.resourceVersion)
    throw conflict(
      named,
      old.metadata.name,
      `the ResourceVersion in the precondition (${preconditions.resourceVersion}) does not match the ResourceVersion in record (${old.metadata.resourceVersion}). The object might have been modified`,
    );
}

/** The finalizers of an object once its deletion was asked for: one of the garbage collector's comes or goes, as the request says. */
function finalizersFor(object: KubeObject, options: DeleteOptions, orphansByDefault: boolean): string[] {
  const present = object.metadata.finalizers ?? [];
  const others = present.filter((name) => name !== ORPHAN && name !== FOREGROUND);
  const { propagationPolicy, orphanDependents } = options;
  if (propagationPolicy === 'Orphan' || orphanDependents === true) return [...others, ORPHAN];
  if (propagationPolicy === 'Foreground') return [...others, FOREGROUND];
  if (propagationPolicy === 'Background' || orphanDependents === false) return others;
  if (present.length !== others.length) return present;
  return orphansByDefault ? [...others, ORPHAN] : others;
}

/** A namespace waits until the namespace controller has emptied it. */
function hasContent(object: KubeObject): boolean {
  const finalizers = (object.spec as { finalizers?: unknown } | undefined)?.finalizers;
  return object.kind === 'Namespace' && Array.isArray(finalizers) && finalizers.length > 0;
}

/** The answer to a deletion that is complete. */
export function successOf({ group, plural }: Resource, { metadata }: KubeObject): Status {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: { name: metadata.name, ...(group === '' ? {} : { group }), kind: plural, uid: metadata.uid },
  };
}
