import { encodeBoth } from '../../../kubernetes/structs/encode.ts';
import { Recent } from '../../recent.ts';
import type { Call } from '../core/call.ts';
import { takesAnnotations } from '../core/metadata.ts';
import { isSame, type KubeObject, timeText } from '../core/objects.ts';
import type { TrackFields } from '../core/registry.ts';
import { inVersion } from '../http/represent.ts';
import { groupVersion, type Resource } from '../resources/resource.ts';
import { type Entry, entriesOf, isSameSet, without, writtenEntries } from './entries.ts';
import { compare, type Path, shapeOfKind, withoutSystem } from './fields.ts';

/** What server-side apply has found out about owners, for the update that it makes. */
export const applied = new WeakMap<Call, Record<string, unknown>[]>();

/** Whether a request to a subresource leaves a field as it is. */
export function isIgnoredIn(resource: Resource, subresource: string): (path: Path) => boolean {
  const hasStatus = resource.subresources.some(({ name }) => name === 'status');
  const isStatus = (path: Path): boolean => path === 'f:status' || path.startsWith('f:status\u0000');
  if (subresource === 'status')
    return (path) =>
      !isStatus(path) && !(takesAnnotations(resource) && path.startsWith('f:metadata\u0000f:annotations'));
  return hasStatus ? isStatus : () => false;
}

/** Two states of an object as the server writes them, without what is the same in both. */
const written = (before: KubeObject, after: KubeObject, resource: Resource): [before: unknown, after: unknown] =>
  resource.struct === undefined
    ? [before, after]
    : encodeBoth(inVersion(before, resource), inVersion(after, resource), resource.struct, isSame);

/** Fields that a change sets and removes, without those that nobody owns. */
interface Fields {
  changed: ReadonlySet<Path>;
  gone: ReadonlySet<Path>;
}

function fieldsBetween(before: KubeObject, after: KubeObject, resource: Resource, subresource: string): Fields {
  const shape = shapeOfKind(resource.struct);
  const { added, modified, removed } = compare(...written(before, after, resource), shape);
  const isIgnored = isIgnoredIn(resource, subresource);
  return {
    changed: withoutSystem(new Set([...added, ...modified]), isIgnored),
    gone: withoutSystem(removed, isIgnored),
  };
}

/** Fields of new objects: those with which a cluster begins are the same in each. */
const ofNew = new Recent<Fields>(500);
/** What is longer is hardly made twice, and is not held. */
const LARGEST = 20_000;

function fieldsOfNew(object: KubeObject, resource: Resource, subresource: string): Fields {
  const { apiVersion, kind } = object;
  const find = (): Fields =>
    fieldsBetween({ apiVersion, kind, metadata: {} } as unknown as KubeObject, object, resource, subresource);
  const { struct, group, version, plural } = resource;
  // Definitions of custom resources may change.
  if (struct === undefined) return find();
  // What every object has of its own is nobody's.
  const { name, namespace, uid, creationTimestamp, ...metadata } = object.metadata;
  const key = JSON.stringify([struct, group, version, plural, subresource, { ...object, metadata }]);
  return key.length > LARGEST ? find() : ofNew.of(key, find);
}

/**
 * Notes which fields a change has set: they are the changer's now, and no longer others'.
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management
 */
export const trackFields: TrackFields = (object, before, { call, resource, registry, subresource }) => {
  const known = applied.get(call);
  if (known) {
    object.metadata.managedFields = known;
    return;
  }
  const given = object.metadata.managedFields;
  // Who sends an empty entry wants all of them gone.
  const isReset = before !== undefined && Array.isArray(given) && given.length === 1 && !given[0]?.manager;
  const { changed, gone } = before
    ? fieldsBetween(before, object, resource, subresource)
    : fieldsOfNew(object, resource, subresource);
  // Who sends entries may change them, but for requests to a part of the object; who sends none leaves them as they are.
  const isGiven = subresource === '' && Array.isArray(given) && given.length > 0;
  const entries = isReset ? [] : entriesOf(isGiven ? object : before);
  const apiVersion = groupVersion(resource);
  const isOwn = (entry: Entry): boolean =>
    entry.operation === 'Update' &&
    entry.manager === call.manager &&
    entry.subresource === subresource &&
    entry.apiVersion === apiVersion;
  const others = entries
    .filter((entry) => !isOwn(entry))
    .map((entry) => ({ ...entry, set: without(entry.set, [changed, gone]) }));
  const mine = entries.find(isOwn);
  const kept = without(mine?.set ?? new Set(), [gone]);
  const set = [...changed].every((path) => kept.has(path))
    ? kept
    : kept.size === 0
      ? changed
      : new Set([...kept, ...changed]);
  const time = mine && isSameSet(mine.set, set) && changed.size === 0 ? mine.time : timeText(registry.clock.now());
  const all = writtenEntries([
    ...others,
    { manager: call.manager, operation: 'Update', apiVersion, subresource, time, set },
  ]);
  if (all.length > 0) object.metadata.managedFields = all;
  else delete object.metadata.managedFields;
};
