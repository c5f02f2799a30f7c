import { encodeBoth } from '../../../kubernetes/structs/encode.ts';
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
  const empty = { apiVersion: object.apiVersion, kind: object.kind, metadata: {} } as unknown as KubeObject;
  const shape = shapeOfKind(resource.struct);
  const { added, modified, removed } = compare(...written(before ?? empty, object, resource), shape);
  const isIgnored = isIgnoredIn(resource, subresource);
  const changed = withoutSystem(new Set([...added, ...modified]), isIgnored);
  const gone = withoutSystem(removed, isIgnored);
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
  const set = [...changed].every((path) => kept.has(path)) ? kept : new Set([...kept, ...changed]);
  const time = mine && isSameSet(mine.set, set) && changed.size === 0 ? mine.time : timeText(registry.clock.now());
  const all = writtenEntries([
    ...others,
    { manager: call.manager, operation: 'Update', apiVersion, subresource, time, set },
  ]);
  if (all.length > 0) object.metadata.managedFields = all;
  else delete object.metadata.managedFields;
};
