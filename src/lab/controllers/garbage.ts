import { type DeleteOptions, FOREGROUND, ORPHAN } from '../api/core/delete.ts';
import type { KubeObject, OwnerReference } from '../api/core/objects.ts';
import { type Bucket, bucketOf, type Change } from '../api/core/store.ts';
import type { Resource } from '../api/resources/resource.ts';
import { type Client, type Controller, type Key, keyOf } from './framework.ts';

/** Where an object lies. */
interface Place {
  bucket: Bucket;
  namespace: string;
  name: string;
}

/** Keys name the bucket, too: one queue for all kinds. */
const keyFor = ({ bucket, namespace, name }: Place): Key => ({ namespace, name: `${bucket} ${name}` });

const isWaiting = ({ metadata }: KubeObject): boolean =>
  metadata.deletionTimestamp !== undefined && metadata.finalizers?.includes(FOREGROUND) === true;

/**
 * Deletes what belongs to objects that are gone, and does its part when an object is deleted before, or without, what belongs to it.
 * @see https://kubernetes.io/docs/concepts/architecture/garbage-collection/
 */
export function garbageCollector(client: Client): Controller {
  /** All objects by their uid, and for each owner what belongs to it. */
  const places = new Map<string, Place>();
  const dependents = new Map<string, Map<string, Place>>();
  const { catalog, store } = client.server;

  const resources = new Map<Bucket, Resource>();
  const resourceOf = (bucket: Bucket): Resource | undefined => {
    const known = resources.get(bucket);
    if (known) return known;
    const found = catalog.all().find((resource) => bucketOf(resource) === bucket && resource.storedAs === undefined);
    if (found && !bucket.includes('.')) resources.set(bucket, found);
    return found;
  };
  const objectAt = ({ bucket, namespace, name }: Place): KubeObject | undefined => store.get(bucket, namespace, name);

  /** Whether the owner that a reference names is there, and is the same. */
  function ownerOf(object: KubeObject, reference: OwnerReference): KubeObject | undefined | 'unknown' {
    const [group, version] = reference.apiVersion.includes('/')
      ? (reference.apiVersion.split('/') as [string, string])
      : ['', reference.apiVersion];
    const resource = catalog.ofKind(group, reference.kind, version);
    if (!resource) return 'unknown';
    const owner = client.find(resource, object.metadata.namespace ?? '', reference.name);
    return owner?.metadata.uid === reference.uid ? owner : undefined;
  }

  function learn({ type, bucket, object, previous }: Change): void {
    const place: Place = { bucket, namespace: object.metadata.namespace ?? '', name: object.metadata.name };
    const { uid } = object.metadata;
    if (type === 'DELETED') places.delete(uid);
    else places.set(uid, place);
    for (const reference of previous?.metadata.ownerReferences ?? []) dependents.get(reference.uid)?.delete(uid);
    if (type === 'DELETED') return;
    for (const reference of object.metadata.ownerReferences ?? []) {
      const known = dependents.get(reference.uid) ?? new Map<string, Place>();
      known.set(uid, place);
      dependents.set(reference.uid, known);
    }
  }

  return {
    name: 'garbage-collector',
    concerns(change) {
      const { bucket, object, type, previous } = change;
      if (bucket === '/events') return [];
      learn(change);
      const { metadata } = object;
      const own = keyFor({ bucket, namespace: metadata.namespace ?? '', name: metadata.name });
      const owners = (previous ?? object).metadata.ownerReferences ?? [];
      const keys: Key[] = [];
      if (type === 'DELETED') {
        for (const place of dependents.get(metadata.uid)?.values() ?? []) keys.push(keyFor(place));
        dependents.delete(metadata.uid);
      } else if (metadata.deletionTimestamp !== undefined) {
        if (metadata.finalizers?.some((name) => name === ORPHAN || name === FOREGROUND)) keys.push(own);
      } else if ((metadata.ownerReferences ?? []).length > 0 && type === 'ADDED') keys.push(own);
      // Owners that wait for what belongs to them look again.
      if (type === 'DELETED' || metadata.deletionTimestamp !== undefined || owners.length > 0)
        for (const { uid } of owners) {
          const place = places.get(uid);
          const owner = place && objectAt(place);
          if (place && owner && isWaiting(owner)) keys.push(keyFor(place));
        }
      return keys;
    },
    reconcile(key) {
      const [bucket = '', name = ''] = key.name.split(' ');
      const resource = resourceOf(bucket);
      const object = store.get(bucket, key.namespace, name);
      if (!resource || !object) return undefined;
      if (object.metadata.deletionTimestamp !== undefined) finish(resource, object);
      else judge(resource, object);
      return undefined;
    },
  };

  function dependentsOf(object: KubeObject): { resource: Resource; object: KubeObject }[] {
    return [...(dependents.get(object.metadata.uid)?.values() ?? [])].flatMap((place) => {
      const resource = resourceOf(place.bucket);
      const found = objectAt(place);
      return resource && found ? [{ resource, object: found }] : [];
    });
  }

  function without(resource: Resource, object: KubeObject, uids: ReadonlySet<string>): void {
    client.change(resource, keyOf(object), ({ metadata }) => {
      const left = (metadata.ownerReferences ?? []).filter(({ uid }) => !uids.has(uid));
      if (left.length > 0) metadata.ownerReferences = left;
      else delete metadata.ownerReferences;
      return true;
    });
  }

  /** Does the collector's part for an object that is being deleted. */
  function finish(resource: Resource, object: KubeObject): void {
    const { finalizers = [], uid } = object.metadata;
    const mine = dependentsOf(object);
    const drop = (finalizer: string): void => {
      client.change(resource, keyOf(object), ({ metadata }) => {
        metadata.finalizers = (metadata.finalizers ?? []).filter((one) => one !== finalizer);
        if (metadata.finalizers.length === 0) delete metadata.finalizers;
        return true;
      });
    };
    if (finalizers.includes(ORPHAN)) {
      for (const one of mine) without(one.resource, one.object, new Set([uid]));
      drop(ORPHAN);
      return;
    }
    if (!finalizers.includes(FOREGROUND)) return;
    const blocking = mine.filter(({ object: one }) =>
      one.metadata.ownerReferences?.some((reference) => reference.uid === uid && reference.blockOwnerDeletion === true),
    );
    if (blocking.length === 0) {
      drop(FOREGROUND);
      return;
    }
    for (const one of mine) if (one.object.metadata.deletionTimestamp === undefined) judge(one.resource, one.object);
  }

  /** Deletes an object whose owners are all gone or going; lets go of single ones that are. */
  function judge(resource: Resource, object: KubeObject): void {
    const references = object.metadata.ownerReferences ?? [];
    if (references.length === 0) return;
    const gone = new Set<string>();
    let isKept = false;
    let isAwaited = false;
    for (const reference of references) {
      const owner = ownerOf(object, reference);
      if (owner === 'unknown') isKept = true;
      else if (!owner) gone.add(reference.uid);
      else if (isWaiting(owner)) {
        gone.add(reference.uid);
        isAwaited = true;
      } else isKept = true;
    }
    if (isKept) {
      if (gone.size > 0) without(resource, object, gone);
      return;
    }
    const { finalizers = [], uid } = object.metadata;
    const propagationPolicy: DeleteOptions['propagationPolicy'] =
      isAwaited && (dependents.get(uid)?.size ?? 0) > 0
        ? 'Foreground'
        : finalizers.includes(ORPHAN)
          ? 'Orphan'
          : finalizers.includes(FOREGROUND)
            ? 'Foreground'
            : 'Background';
    client.remove(resource, keyOf(object), { propagationPolicy, preconditions: { uid } });
  }
}
