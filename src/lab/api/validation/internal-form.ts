import { isRecord } from '../../../kubernetes/data.ts';
import { fieldsOf, type GoType, plainType, type StructField, typeNamed } from '../../../kubernetes/structs/table.ts';

/** Order of the fields of a Pod's spec within the server, where it differs from that of the API: the host's namespaces belong to the security context. */
const HOST = ['hostNetwork', 'hostPID', 'hostIPC', 'shareProcessNamespace', 'hostUsers'] as const;
const POD_ORDER =
  'volumes initContainers containers ephemeralContainers restartPolicy terminationGracePeriodSeconds activeDeadlineSeconds dnsPolicy nodeSelector serviceAccountName automountServiceAccountToken nodeName securityContext imagePullSecrets hostname subdomain setHostnameAsFQDN affinity schedulerName tolerations hostAliases priorityClassName priority preemptionPolicy dnsConfig readinessGates runtimeClassName overhead enableServiceLinks topologySpreadConstraints os schedulingGates resourceClaims resources hostnameOverride schedulingGroup'.split(
    ' ',
  );

/** Other types that have one field in another place: which, and what stands before it. */
const MOVED: Readonly<Record<string, readonly [string, string]>> = {
  'core/v1.VolumeSource': ['quobyte', 'rbd'],
  'core/v1.PodSecurityContext': ['sysctls', 'fsGroupChangePolicy'],
  'apiextensions/v1.JSONSchemaProps': ['nullable', 'type'],
};

/** Types whose fields have names in JSON within the server, too: the meta types are shared with the API. */
const isShared = (name: string): boolean => name.startsWith('meta/');

function zero(type: GoType): unknown {
  switch (type.kind) {
    case 'named':
      return zero(type.of);
    case 'struct':
      return written({}, type);
    case 'scalar':
      return type.name === 'string' ? '' : type.name === 'bool' ? false : type.name === 'bytes' ? null : 0;
    case 'special':
      return type.name === 'Quantity' ? '0' : type.name === 'IntOrString' ? 0 : type.name === 'Duration' ? '0s' : null;
    default:
      return null;
  }
}

function fieldsWithin(name: string): readonly StructField[] {
  const fields = fieldsOf(name);
  if (name === 'core/v1.PodSpec') return POD_ORDER.flatMap((wanted) => fields.filter((field) => field.name === wanted));
  const [moved, before] = MOVED[name] ?? [];
  const late = fields.filter((field) => field.name === moved);
  return fields.flatMap((field) => (field.name === moved ? [] : field.name === before ? [field, ...late] : [field]));
}

function written(value: unknown, type: GoType): unknown {
  const plain = plainType(type);
  switch (plain.kind) {
    case 'struct':
      return isRecord(value) ? writtenStruct(value, plain.name) : value;
    case 'slice':
      return Array.isArray(value) ? value.map((item) => written(item, plain.of)) : value;
    case 'map':
      return isRecord(value)
        ? Object.fromEntries(
            Object.keys(value)
              .sort()
              .map((key) => [key, written(value[key], plain.values)]),
          )
        : value;
    case 'special':
      return writtenSchema(value, plain.name);
    default:
      return value;
  }
}

/** Schemas that may stand beside something else have a struct for both. */
function writtenSchema(value: unknown, type: string): unknown {
  const schema = (): unknown => (isRecord(value) ? writtenStruct(value, 'apiextensions/v1.JSONSchemaProps') : null);
  if (type === 'SchemaOrBool') return { Allows: value !== false, Schema: schema() };
  return type === 'SchemaOrArray' ? { Schema: schema(), JSONSchemas: null } : value;
}

function writtenStruct(value: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  if (name === 'core/v1.PodSecurityContext' && HOST_VALUES.has(value)) {
    const host = HOST_VALUES.get(value) ?? {};
    const types = new Map(fieldsOf('core/v1.PodSpec').map((field) => [field.name, field]));
    for (const key of HOST) {
      const field = types.get(key);
      if (field) made[field.goName] = host[key] ?? zero(field.type);
    }
  }
  for (const field of fieldsWithin(name)) {
    if (field.name === '' && field.type.kind === 'struct') {
      Object.assign(made, writtenStruct(value, field.type.name));
      continue;
    }
    let given = value[field.name];
    if (name === 'core/v1.PodSpec' && field.name === 'securityContext') {
      given = { ...(isRecord(given) ? given : {}) };
      HOST_VALUES.set(given as object, value);
    }
    if (isShared(name)) {
      if (given !== undefined && given !== null) made[field.name] = written(given, field.type);
      else if (!field.omitEmpty) made[field.name] = zero(field.type);
    } else made[field.goName] = given === undefined || given === null ? zero(field.type) : written(given, field.type);
  }
  return made;
}

/** The Pod's spec that a security context belongs to. */
const HOST_VALUES = new WeakMap<object, Readonly<Record<string, unknown>>>();

/**
 * A value as the server holds it within, in JSON: all fields, with their names in Go. Some messages show values so.
 * Source: the internal types in pkg/apis/core/types.go; they differ from those of the API in few places.
 */
export function internalForm(value: unknown, type: string): unknown {
  return written(value, typeNamed(type));
}

/** A Pod's template in that form: what it says of itself stands beside its spec. */
export function internalTemplate(template: unknown): unknown {
  const { metadata, spec } = isRecord(template) ? template : { metadata: {}, spec: {} };
  return {
    ...(internalForm(isRecord(metadata) ? metadata : {}, 'meta/v1.ObjectMeta') as object),
    Spec: internalForm(spec, 'core/v1.PodSpec'),
  };
}
