import { isRecord } from '../data.ts';
import { jsonFields, plainType, type StructField } from './table.ts';

/** A merge patch that cannot be applied, in the server's words. */
export class MergeError extends Error {}

/** Applies a JSON merge patch (RFC 7396); gives a new value. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return patch;
  const merged: Record<string, unknown> = isRecord(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = mergePatch(merged[key], value);
  }
  return merged;
}

const DIRECTIVE = '$patch';
const RETAIN = '$retainKeys';
const DELETE_FROM = '$deleteFromPrimitiveList/';
const ORDER = '$setElementOrder/';

/** How the fields of a place are merged. */
interface Place {
  /** Name of the struct at this place; undefined where any names may stand (maps, custom data). */
  struct: string | undefined;
}

function fieldAt({ struct }: Place, key: string): StructField | undefined {
  return struct === undefined ? undefined : jsonFields(struct).find(({ name }) => name === key);
}

function below(field: StructField | undefined): Place {
  if (!field) return { struct: undefined };
  let type = plainType(field.type);
  if (type.kind === 'slice') type = plainType(type.of);
  else if (type.kind === 'map') type = plainType(type.values);
  return { struct: type.kind === 'struct' ? type.name : undefined };
}

/**
 * Applies a strategic merge patch: lists whose struct says so are merged by a key instead of being replaced. Gives a new value.
 * @param struct the struct of the object, such as `apps/v1.Deployment`.
 * @throws MergeError
 * @see https://github.com/kubernetes/community/blob/main/contributors/devel/sig-api-machinery/strategic-merge-patch.md
 */
export function strategicMerge(target: unknown, patch: unknown, struct: string | undefined): unknown {
  return mergeGroups(isRecord(target) ? target : {}, isRecord(patch) ? patch : {}, { struct });
}

function mergeGroups(
  target: Record<string, unknown>,
  patch: Record<string, unknown>,
  place: Place,
): Record<string, unknown> {
  const directive = patch[DIRECTIVE];
  if (directive === 'replace') return withoutDirectives(patch);
  if (directive === 'delete') return {};
  if (directive !== undefined && directive !== 'merge')
    throw new MergeError(`Unknown patch type found: ${String(directive)}`);
  const merged: Record<string, unknown> = { ...target };
  const retained = patch[RETAIN];
  if (Array.isArray(retained)) for (const key of Object.keys(merged)) if (!retained.includes(key)) delete merged[key];
  for (const [key, value] of Object.entries(patch)) {
    if (key === DIRECTIVE || key === RETAIN || key.startsWith(ORDER)) continue;
    if (key.startsWith(DELETE_FROM)) {
      const name = key.slice(DELETE_FROM.length);
      const gone = Array.isArray(value) ? value : [];
      if (Array.isArray(merged[name]))
        merged[name] = (merged[name] as unknown[]).filter((item) => !gone.includes(item));
      continue;
    }
    if (value === null) {
      delete merged[key];
      continue;
    }
    const field = fieldAt(place, key);
    merged[key] = mergeValue(merged[key], value, field, orderOf(patch, key));
  }
  for (const key of Object.keys(patch)) {
    const name = key.slice(ORDER.length);
    if (key.startsWith(ORDER) && !(name in patch) && Array.isArray(merged[name]))
      merged[name] = inOrder(merged[name] as unknown[], orderOf(patch, name), fieldAt(place, name)?.mergeKey);
  }
  return merged;
}

function orderOf(patch: Record<string, unknown>, key: string): unknown[] | undefined {
  const order = patch[ORDER + key];
  return Array.isArray(order) ? order : undefined;
}

function mergeValue(
  target: unknown,
  value: unknown,
  field: StructField | undefined,
  order: unknown[] | undefined,
): unknown {
  const inner = below(field);
  if (isRecord(value)) {
    if (field?.patchStrategy?.includes('replace')) return withoutDirectives(value);
    return mergeGroups(isRecord(target) ? target : {}, value, inner);
  }
  if (!Array.isArray(value)) return value;
  if (!field?.patchStrategy?.split(',').includes('merge')) return value.map(withoutDirectives);
  const current = Array.isArray(target) ? target : [];
  if (field.mergeKey === undefined) {
    const all = [...current, ...value.filter((item) => !current.includes(item))];
    return inOrder(all, order, undefined);
  }
  // Where there was no list, nothing is merged: then nobody asks for keys.
  const items = target === undefined ? value.map(withoutDirectives) : mergeLists(current, value, field.mergeKey, inner);
  return inOrder(items, order, field.mergeKey);
}

function mergeLists(target: readonly unknown[], patch: readonly unknown[], key: string, place: Place): unknown[] {
  if (patch.some((item) => isRecord(item) && item[DIRECTIVE] === 'replace'))
    return patch.filter((item) => !(isRecord(item) && item[DIRECTIVE] === 'replace')).map(withoutDirectives);
  let merged = [...target];
  const kept: Record<string, unknown>[] = [];
  for (const item of patch) {
    if (!isRecord(item)) throw new MergeError(`list element should be a map, but is ${JSON.stringify(item)}`);
    if (item[DIRECTIVE] === 'delete') {
      if (item[key] === undefined)
        throw new MergeError(`map: ${goMap(item)} does not contain declared merge key: ${key}`);
      merged = merged.filter((other) => !(isRecord(other) && other[key] === item[key]));
    } else kept.push(item);
  }
  for (const item of kept) {
    if (item[key] === undefined)
      throw new MergeError(`map: ${goMap(item)} does not contain declared merge key: ${key}`);
    const index = merged.findIndex((other) => isRecord(other) && other[key] === item[key]);
    if (index >= 0) merged[index] = mergeGroups(merged[index] as Record<string, unknown>, item, place);
    else merged.push(mergeGroups({}, item, place));
  }
  // New items stand before those that were there, as the real server has it when no order is given.
  return orderedByPatch(target, merged, kept, key);
}

/** Items in the order of the patch first, with those that only the server has kept in their places among them. */
function orderedByPatch(
  target: readonly unknown[],
  merged: readonly unknown[],
  patch: readonly Record<string, unknown>[],
  key: string,
): unknown[] {
  const isNew = (item: unknown): boolean =>
    isRecord(item) && !target.some((other) => isRecord(other) && other[key] === item[key]);
  const added = merged.filter(isNew);
  const present = merged.filter((item) => !isNew(item));
  return patch.length > 0 ? [...added, ...present] : [...merged];
}

/** Puts a list in the order that a patch gives; what it does not name stays behind what it follows now. */
function inOrder(list: readonly unknown[], order: readonly unknown[] | undefined, key: string | undefined): unknown[] {
  if (!order) return [...list];
  const idOf = (item: unknown): unknown => (key !== undefined && isRecord(item) ? item[key] : item);
  const wanted = order.map(idOf);
  const named = list
    .filter((item) => wanted.includes(idOf(item)))
    .sort((a, b) => wanted.indexOf(idOf(a)) - wanted.indexOf(idOf(b)));
  const others = list.filter((item) => !wanted.includes(idOf(item)));
  const position = (item: unknown): number => list.indexOf(item);
  const result: unknown[] = [];
  let next = 0;
  for (const item of named) {
    while (next < others.length && position(others[next]) < position(item)) result.push(others[next++]);
    result.push(item);
  }
  return [...result, ...others.slice(next)];
}

/** A value of a patch without its directives. */
function withoutDirectives<Value>(value: Value): Value;
function withoutDirectives(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDirectives);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => key !== DIRECTIVE && key !== RETAIN && !key.startsWith(ORDER) && inner !== null)
      .map(([key, inner]) => [key, withoutDirectives(inner)]),
  ) as Record<string, unknown>;
}

/** A value as Go prints a map: `map[a:1 b:map[c:2]]`. */
export function goMap(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goMap).join(' ')}]`;
  if (!isRecord(value)) return value === null || value === undefined ? '<nil>' : String(value);
  return `map[${Object.keys(value)
    .sort()
    .map((key) => `${key}:${goMap(value[key])}`)
    .join(' ')}]`;
}
