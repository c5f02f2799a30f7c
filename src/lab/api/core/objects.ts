import { asRecord, isRecord } from '../../../kubernetes/data.ts';

export { microTimeText, timeText } from '../../time/text.ts';

/** What every object says of itself. Times are texts as in JSON: `2026-11-28T15:47:30Z`. */
export interface Metadata {
  name: string;
  generateName?: string;
  namespace?: string;
  uid: string;
  resourceVersion: string;
  generation?: number;
  creationTimestamp: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
  finalizers?: string[];
  managedFields?: Record<string, unknown>[];
}

/** What an object belongs to: it is deleted with it. */
export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

/** An object of the API, as JSON has it. What lies in the store is never changed in place: take a {@link copy}. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: Metadata;
  [field: string]: unknown;
}

/** A copy that may be changed, but for what in it is frozen: that nobody can change, and it is shared. */
export function copy<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  if (Array.isArray(value)) return value.map(copy) as Value;
  const made: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const inner = (value as Record<string, unknown>)[key];
    if (typeof inner === 'object' && inner !== null) made[key] = copy(inner);
    else if (inner !== undefined) made[key] = inner;
  }
  return made as Value;
}

/** Whether two values are the same in JSON; the order of fields does not count. */
export function isSame(first: unknown, second: unknown): boolean {
  if (first === second) return true;
  if (Array.isArray(first) && Array.isArray(second))
    return first.length === second.length && first.every((item, index) => isSame(item, second[index]));
  if (!isRecord(first) || !isRecord(second)) return false;
  const keys = Object.keys(first).filter((key) => first[key] !== undefined);
  const others = Object.keys(second).filter((key) => second[key] !== undefined);
  return keys.length === others.length && keys.every((key) => isSame(first[key], second[key]));
}

/** A value's field as a group of fields that may be changed; it is made if it is not there. */
export function group(value: Record<string, unknown>, field: string): Record<string, unknown> {
  const inner = value[field];
  if (isRecord(inner)) return inner;
  const made: Record<string, unknown> = {};
  value[field] = made;
  return made;
}

/** The field of a value at a path of names, as a group of fields; an empty one if there is none. */
export function recordAt(value: unknown, ...path: readonly string[]): Readonly<Record<string, unknown>> {
  return path.reduce<Readonly<Record<string, unknown>>>((inner, key) => asRecord(inner[key]), asRecord(value));
}

/** The owner that controls an object, if one does. */
export function controllerOf(object: KubeObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find(({ controller }) => controller === true);
}
