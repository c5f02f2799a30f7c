import { asRecord, type Data, isRecord } from '../../../kubernetes/data.ts';
import { copy } from '../core/objects.ts';

const KEPT = 'x-kubernetes-preserve-unknown-fields';

/** Fields that every object has, whatever its schema says. */
const ALWAYS: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

/**
 * A value without what its schema does not know, and the paths of that. @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#field-pruning
 */
export function prune(value: unknown, schema: Data, unknown: string[] = [], path = '', isRoot = true): unknown {
  if (Array.isArray(value))
    return value.map((item, index) => prune(item, asRecord(schema.items), unknown, `${path}[${index}]`, false));
  if (!isRecord(value)) return value;
  const isObject = schema['x-kubernetes-embedded-resource'] === true;
  const properties = asRecord(schema.properties);
  const { additionalProperties } = schema;
  const made: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    const next = path === '' ? key : `${path}.${key}`;
    if ((isRoot || isObject) && ALWAYS.has(key)) made[key] = inner;
    else if (Object.hasOwn(properties, key)) made[key] = prune(inner, asRecord(properties[key]), unknown, next, false);
    else if (isRecord(additionalProperties)) made[key] = prune(inner, additionalProperties, unknown, next, false);
    else if (additionalProperties === true || schema[KEPT] === true) made[key] = inner;
    else unknown.push(next);
  }
  return made;
}

/** Fills in what a schema presets. Values are changed in place. */
export function setPresets(value: unknown, schema: Data): void {
  if (Array.isArray(value)) {
    for (const item of value) setPresets(item, asRecord(schema.items));
    return;
  }
  if (!isRecord(value)) return;
  const properties = asRecord(schema.properties);
  for (const [key, property] of Object.entries(properties)) {
    const { default: preset, nullable } = asRecord(property);
    const isMissing = value[key] === undefined || (value[key] === null && nullable !== true);
    if (value[key] === null && nullable !== true && preset === undefined) delete value[key];
    if (preset !== undefined && isMissing) value[key] = copy(preset);
    if (value[key] !== undefined) setPresets(value[key], asRecord(property));
  }
  if (!isRecord(schema.additionalProperties)) return;
  for (const [key, inner] of Object.entries(value))
    if (!Object.hasOwn(properties, key)) setPresets(inner, schema.additionalProperties);
}
