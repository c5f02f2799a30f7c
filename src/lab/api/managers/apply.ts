import { isRecord } from '../../../kubernetes/data.ts';
import { encode } from '../../../kubernetes/structs/encode.ts';
import type { Call } from '../core/call.ts';
import { ApiError, badRequest, notFound } from '../core/errors.ts';
import { copy, isSame, type KubeObject, timeText } from '../core/objects.ts';
import type { RequestInfo } from '../core/request-info.ts';
import type { Services } from '../core/services.ts';
import { asStored } from '../http/conversions.ts';
import { readObject } from '../http/decode.ts';
import { inVersion } from '../http/represent.ts';
import { groupVersion } from '../resources/resource.ts';
import { type Entry, entriesOf, without, writtenEntries } from './entries.ts';
import {
  children,
  compare,
  fieldsIn,
  joined,
  type Path,
  type Shape,
  shapeOfKind,
  shownPath,
  withoutSystem,
} from './fields.ts';
import { allowedByLastApplied, updateLastApplied } from './last-applied.ts';
import { applied, isIgnoredIn } from './track.ts';
import { refuseUndeclared } from './undeclared.ts';

/** How a server-side apply is done. */
export interface Applying {
  call: Call;
  manager: string;
  isForced: boolean;
}

/** Puts what is wanted into what is there: field by field, items of lists by their keys. */
function mergedInto(live: unknown, wanted: unknown, shape: Shape): unknown {
  if (live === undefined || live === null) return copy(wanted);
  const [lives, wants] = [children(live, shape), children(wanted, shape)];
  if (shape.kind === 'leaf' || lives === undefined || wants === undefined) return copy(wanted);
  if (shape.kind === 'group') {
    const made: Record<string, unknown> = { ...(live as Record<string, unknown>) };
    for (const [step, [value, inner]] of wants) made[step.slice(2)] = mergedInto(lives.get(step)?.[0], value, inner);
    return made;
  }
  const items: unknown[] = [];
  for (const [step, [value, inner]] of lives) {
    const found = wants.get(step);
    items.push(found ? mergedInto(value, found[0], inner) : value);
  }
  for (const [step, [value]] of wants) if (!lives.has(step)) items.push(copy(value));
  return items;
}

/** A value without fields that nobody wants any more. */
function pruned(value: unknown, shape: Shape, path: Path, isGone: (path: Path) => boolean): unknown {
  const parts = children(value, shape);
  if (parts === undefined || shape.kind === 'leaf') return value;
  const kept = [...parts].flatMap(([step, [inner, at]]): [string, unknown][] => {
    const next = joined(path, step);
    if (isGone(next)) return [];
    return [[step, pruned(inner, at, next, isGone)]];
  });
  if (shape.kind === 'list') return kept.map(([, item]) => item);
  return Object.fromEntries(kept.map(([step, inner]) => [step.slice(2), inner]));
}

const identity = ({ manager, operation, apiVersion, subresource }: Entry): string => {
  const name = JSON.stringify(manager) + (subresource === '' ? '' : ` with subresource ${JSON.stringify(subresource)}`);
  return operation === 'Update' ? `${name} using ${apiVersion}` : name;
};

/** Refuses to take fields from others. Source: apimachinery/pkg/util/managedfields. */
function conflictError(conflicts: readonly { entry: Entry; path: Path }[]): ApiError {
  const groups = new Map<string, Path[]>();
  for (const { entry, path } of conflicts) groups.set(identity(entry), [...(groups.get(identity(entry)) ?? []), path]);
  const [first] = conflicts;
  const message =
    conflicts.length === 1 && first
      ? `Apply failed with 1 conflict: conflict with ${identity(first.entry)}: ${shownPath(first.path)}`
      : `Apply failed with ${conflicts.length} conflicts: ${[...groups]
          .flatMap(([name, paths]) => [`conflicts with ${name}:`, ...paths.map((path) => `- ${shownPath(path)}`)])
          .join('\n')}`;
  return new ApiError(409, 'Conflict', message, {
    causes: conflicts.map(({ entry, path }) => ({
      reason: 'FieldManagerConflict',
      message: `conflict with ${identity(entry)}`,
      field: shownPath(path),
    })),
  });
}

/** Server-side apply. @see https://kubernetes.io/docs/reference/using-api/server-side-apply/ @throws ApiError */
export function applyObject(
  server: Services,
  data: Record<string, unknown>,
  info: RequestInfo,
  { call, manager, isForced }: Applying,
): { object: KubeObject; created: boolean } {
  const { resource, namespace, name } = info;
  const subresource = info.subresource?.name ?? '';
  if (data.kind === resource.kind && data.apiVersion === groupVersion(resource)) refuseUndeclared(data, resource);
  const wanted = readObject(data, [], resource, call);
  if (Array.isArray(wanted.metadata?.managedFields) && wanted.metadata.managedFields.length > 0)
    throw badRequest('metadata.managedFields must be nil');
  wanted.metadata ??= {} as KubeObject['metadata'];
  if ((wanted.metadata.name ?? '') !== '' && wanted.metadata.name !== name)
    throw badRequest(`the name of the object (${wanted.metadata.name}) does not match the name on the URL (${name})`);
  wanted.metadata.name = name;
  const found = server.registry.find(resource, namespace, name);
  const live = found && inVersion(found, resource);
  if (!live && subresource !== '') throw notFound(resource, name);
  const result = resultOf(live, wanted, info, { call, manager, isForced }, timeText(server.registry.clock.now()));
  applied.set(call, result.entries);
  try {
    return server.registry.update(
      resource,
      namespace,
      name,
      { change: () => asStored(result.object), subresource, creates: true },
      call,
    );
  } finally {
    applied.delete(call);
  }
}

function resultOf(
  live: KubeObject | undefined,
  wanted: KubeObject,
  { resource, subresource: part }: RequestInfo,
  { manager, isForced }: Applying,
  now: string,
): { object: KubeObject; entries: Record<string, unknown>[] } {
  const subresource = part?.name ?? '';
  const shape = shapeOfKind(resource.struct);
  const isIgnored = isIgnoredIn(resource, subresource);
  const set = withoutSystem(fieldsIn(wanted, shape), isIgnored);
  const all = entriesOf(live);
  const isOwn = (entry: Entry): boolean =>
    entry.operation === 'Apply' && entry.manager === manager && entry.subresource === subresource;
  const mine = all.find(isOwn);
  let others = all.filter((entry) => !isOwn(entry));
  let object = (live ? mergedInto(live, wanted, shape) : copy(wanted)) as KubeObject;
  // What this manager has applied before and does not any more goes, unless somebody else holds it.
  const dropped = [...(mine?.set ?? [])].filter((path) => !set.has(path));
  const held = (path: Path): boolean =>
    [set, ...others.map((entry) => entry.set)].some(
      (fields) => fields.has(path) || [...fields].some((other) => other.startsWith(`${path}\u0000`)),
    );
  const gone = new Set(dropped.filter((path) => !held(path)));
  if (gone.size > 0) object = pruned(object, shape, '', (path) => gone.has(path)) as KubeObject;
  if (live) {
    const write = (value: KubeObject): unknown =>
      resource.struct === undefined ? value : encode(value, resource.struct);
    const { added, modified, removed } = compare(write(live), write(object), shape);
    const changed = withoutSystem(new Set([...added, ...modified]), isIgnored);
    const conflicts = others.flatMap((entry) =>
      [...entry.set].filter((path) => set.has(path) && changed.has(path)).map((path) => ({ entry, path })),
    );
    const allowed = allowedByLastApplied(live, manager, shape, write);
    const refused = conflicts.filter(({ path }) => !allowed.has(path));
    if (refused.length > 0 && !isForced)
      throw conflictError(
        [...refused].sort((first, second) => (identity(first.entry) < identity(second.entry) ? -1 : 1)),
      );
    others = others.map((entry) => ({ ...entry, set: without(entry.set, [changed, removed]) }));
  }
  // Who changes nothing is noted without a moment, or with that of the last change.
  const isUnchanged = live !== undefined && isSame(withoutManagers(object), withoutManagers(live));
  const entry: Entry = {
    manager,
    operation: 'Apply',
    apiVersion: wanted.apiVersion,
    subresource,
    time: isUnchanged ? (mine?.time ?? '') : now,
    set,
  };
  if (isRecord(object.metadata)) delete object.metadata.managedFields;
  updateLastApplied(object, wanted, manager);
  return { object, entries: writtenEntries([...others, entry]) };
}

function withoutManagers({ metadata: { managedFields: _, ...metadata }, ...object }: KubeObject): unknown {
  return { ...object, metadata };
}
