import { isRecord } from '../../../kubernetes/data.ts';
import { byBytes } from '../../../kubernetes/structs/encode.ts';
import { jsonFields, plainType, type StructField } from '../../../kubernetes/structs/table.ts';
import { compactJson } from '../print/json.ts';

type Group = Record<string, unknown>;

/** What a file said last time, what it says now, and what the server has. */
interface Three {
  original: Group;
  modified: Group;
  current: Group;
}

/** Whether two values are the same. */
export function isSame(first: unknown, second: unknown): boolean {
  return compactJson(first) === compactJson(second);
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nil';
  return Array.isArray(value) ? 'list' : isRecord(value) ? 'map' : typeof value;
}

function group(value: unknown): Group {
  return isRecord(value) ? value : {};
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function fieldOf(struct: string | undefined, key: string): StructField | undefined {
  return struct === undefined ? undefined : jsonFields(struct).find(({ name }) => name === key);
}

/** The struct of what a field holds, of the items of a list or map. */
function structBelow(field: StructField | undefined): string | undefined {
  if (!field) return undefined;
  let type = plainType(field.type);
  if (type.kind === 'slice') type = plainType(type.of);
  else if (type.kind === 'map') type = plainType(type.values);
  return type.kind === 'struct' ? type.name : undefined;
}

/**
 * The strategic merge patch that brings the server's object to what a file says: changes and additions against what the server has, and
 * deletions against what the file said last time (`CreateThreeWayMergePatch` of k8s.io/apimachinery/pkg/util/strategicpatch).
 */
export function strategicPatch(three: Three, struct: string): Group {
  return mapPatch(three, struct, false);
}

function mapPatch({ original, modified, current }: Three, struct: string | undefined, retainsKeys: boolean): Group {
  const patch: Group = {};
  for (const key of Object.keys(modified)) {
    const value = modified[key];
    const field = fieldOf(struct, key);
    const strategies = field?.patchStrategy?.split(',') ?? [];
    const then = Object.hasOwn(original, key) && kindOf(original[key]) === kindOf(value) ? original[key] : undefined;
    if (!Object.hasOwn(current, key) || kindOf(current[key]) !== kindOf(value)) {
      patch[key] = value;
      continue;
    }
    const now = current[key];
    if (isRecord(value)) {
      if (strategies.includes('replace')) {
        if (!isSame(now, value)) patch[key] = value;
        continue;
      }
      const inner = mapPatch(
        { original: group(then), modified: value, current: group(now) },
        structBelow(field),
        strategies.includes('retainKeys'),
      );
      if (Object.keys(inner).length > 0) patch[key] = inner;
    } else if (Array.isArray(value) && strategies.includes('merge')) {
      listPatch(
        patch,
        key,
        { original: list(then), modified: value, current: list(now) },
        field,
        strategies.includes('retainKeys'),
      );
    } else if (!isSame(now, value)) patch[key] = value;
  }
  for (const key of Object.keys(original)) if (!Object.hasOwn(modified, key)) patch[key] = null;
  if (retainsKeys) {
    const kept = Object.keys(modified).filter((key) => modified[key] !== null);
    const isLonger = [current, original].some((other) =>
      Object.keys(other).some((key) => other[key] !== null && !kept.includes(key)),
    );
    if (kept.length > 0 && (Object.keys(patch).length > 0 || isLonger)) patch.$retainKeys = kept.sort(byBytes);
  }
  return patch;
}

/** A list that is merged: what is new or different, what is gone, and the order. */
function listPatch(
  patch: Group,
  key: string,
  { original, modified, current }: { original: unknown[]; modified: unknown[]; current: unknown[] },
  field: StructField | undefined,
  retainsKeys: boolean,
): void {
  const mergeKey = field?.mergeKey;
  if (mergeKey === undefined) {
    const added = modified.filter((item) => !current.includes(item));
    const gone = original.filter((item) => !modified.includes(item));
    if (added.length > 0) patch[key] = added;
    if (gone.length > 0) patch[`$deleteFromPrimitiveList/${key}`] = gone;
    const isOther = current.length > 0 && !isSame(current, modified);
    if (isOther || gone.length > 0) patch[`$setElementOrder/${key}`] = modified;
    return;
  }
  const idOf = (item: unknown): unknown => group(item)[mergeKey];
  // Items with the same key go together one by one, the last with the last: so the real sorting has it.
  const alike = (items: unknown[], id: unknown): unknown[] => items.filter((item) => idOf(item) === id).reverse();
  for (const item of [...modified, ...current, ...original]) {
    if (idOf(item) === undefined) {
      throw new Error(`map: ${compactJson(item)} does not contain declared merge key: ${mergeKey}`);
    }
  }
  const struct = structBelow(field);
  const changes: unknown[] = [];
  const ids = [...new Set(modified.map(idOf))];
  for (const item of ids.flatMap((id) => alike(modified, id))) {
    const id = idOf(item);
    const place = alike(modified, id).indexOf(item);
    const now = alike(current, id)[place];
    if (now === undefined) {
      changes.push(item);
      continue;
    }
    const inner = mapPatch(
      { original: group(alike(original, id)[place]), modified: group(item), current: group(now) },
      struct,
      retainsKeys,
    );
    if (Object.keys(inner).length > 0) changes.push({ ...inner, [mergeKey]: id });
  }
  const gone = original
    .filter((item) => alike(original, idOf(item)).indexOf(item) >= alike(modified, idOf(item)).length)
    .map((item) => ({ $patch: 'delete', [mergeKey]: idOf(item) }));
  if (changes.length > 0 || gone.length > 0) patch[key] = [...changes, ...gone];
  const isSameOrder =
    current.length === modified.length && current.every((item, index) => idOf(item) === idOf(modified[index]));
  if ((current.length > 0 && (changes.length > 0 || !isSameOrder)) || gone.length > 0) {
    patch[`$setElementOrder/${key}`] = modified.map((item) => ({ [mergeKey]: idOf(item) }));
  }
}

/** The JSON merge patch of the same kind, for kinds without a struct (`CreateThreeWayJSONMergePatch`). */
export function mergePatchOf({ original, modified, current }: Three): Group {
  const patch: Group = {};
  for (const key of Object.keys(modified)) {
    const value = modified[key];
    if (value === null) {
      if (Object.hasOwn(original, key) && original[key] !== null) patch[key] = null;
      continue;
    }
    if (!Object.hasOwn(current, key)) patch[key] = value;
    else if (isRecord(value) && isRecord(current[key])) {
      const inner = mergePatchOf({ original: group(original[key]), modified: value, current: group(current[key]) });
      if (Object.keys(inner).length > 0) patch[key] = inner;
    } else if (!isSame(current[key], value)) patch[key] = value;
  }
  for (const key of Object.keys(original)) if (!Object.hasOwn(modified, key)) patch[key] = null;
  return patch;
}

/** The strategic merge patch from one object to another (`CreateTwoWayMergePatch`). */
export function twoWayPatch(original: Group, modified: Group, struct: string | undefined): Group {
  const three = { original, modified, current: original };
  return struct === undefined ? mergePatchOf(three) : strategicPatch(three, struct);
}
