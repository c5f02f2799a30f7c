import { asList, asRecord, at, isRecord } from '../../../kubernetes/data.ts';
import { type GoType, jsonFields, plainType, structOf, typeNamed } from '../../../kubernetes/structs/table.ts';
import type { Call } from '../call.ts';
import { groupVersion, type Resource } from '../client/discovery.ts';
import { fullName } from '../client/mapper.ts';

/** A schema of OpenAPI, as far as descriptions need it. */
export interface Schema {
  $ref?: string;
  type?: string;
  description?: string;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  items?: Schema;
  additionalProperties?: Schema | boolean;
  allOf?: readonly Schema[];
  enum?: readonly unknown[];
}

/** Schemas that refer to each other. */
export interface Schemas {
  top: Schema;
  resolve(reference: string): Schema | undefined;
}

const SCALARS: Readonly<Record<string, string>> = {
  string: 'string',
  bytes: 'string',
  bool: 'boolean',
  float64: 'number',
};
const TIMES = new Set(['Time', 'MicroTime', 'Duration']);

function schemaOfType(type: GoType): Schema {
  if (type.kind === 'pointer') return schemaOfType(type.to);
  if (type.kind === 'named') {
    const schema = schemaOfType(type.of);
    const words = type.words?.join('') ? [...(type.words ?? [])].sort() : undefined;
    return words ? { ...schema, enum: words } : schema;
  }
  const plain = plainType(type);
  switch (plain.kind) {
    case 'struct':
      return { allOf: [{ $ref: plain.name }] };
    case 'slice':
      return { type: 'array', items: schemaOfType(plain.of) };
    case 'map':
      return { type: 'object', additionalProperties: schemaOfType(plain.values) };
    case 'scalar':
      return { type: SCALARS[plain.name] ?? 'integer' };
    case 'special':
      return TIMES.has(plain.name) ? { type: 'string' } : { $ref: plain.name };
  }
}

/** The schema of a struct: its fields, and which of them must be there. */
function schemaOfStruct(name: string): Schema | undefined {
  const type = typeNamed(name);
  if (type.kind !== 'struct') return undefined;
  const fields = jsonFields(name);
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, schemaOfType(field.type)])),
    required: fields
      .filter((field) => !field.optional && !field.omitEmpty && !field.omitZero)
      .map(({ name: own }) => own),
  };
}

const META: Schema = {
  properties: {
    apiVersion: { type: 'string' },
    kind: { type: 'string' },
    metadata: { allOf: [{ $ref: 'meta/v1.ObjectMeta' }] },
  },
};

function resolveStruct(reference: string): Schema | undefined {
  return reference.includes('/') ? schemaOfStruct(reference) : undefined;
}

/** Schemas that the server gives out (`/openapi/v3/apis/apps/v1`); undefined if it gives out none. */
async function served(call: Call, resource: Resource): Promise<Schemas | undefined> {
  const { group, version, kind } = resource;
  const path = group === '' ? `/openapi/v3/api/${version}` : `/openapi/v3/apis/${group}/${version}`;
  const response = await call.client.raw({ path });
  if (response.status !== 200) return undefined;
  const schemas = asRecord(at(JSON.parse(response.body), 'components', 'schemas'));
  const top = Object.values(schemas).find((schema) =>
    asList(asRecord(schema)['x-kubernetes-group-version-kind']).some(
      (one) => one.group === group && one.version === version && one.kind === kind,
    ),
  );
  if (!top) return undefined;
  return {
    top: top as Schema,
    resolve: (reference) => schemas[reference.replace('#/components/schemas/', '')] as Schema | undefined,
  };
}

/** The schema that a CustomResourceDefinition has for a kind. */
async function defined(call: Call, resource: Resource): Promise<Schemas | undefined> {
  const path = `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${fullName(resource)}`;
  const response = await call.client.raw({ path });
  if (response.status !== 200) return undefined;
  const definition: unknown = JSON.parse(response.body);
  const version = asList(at(definition, 'spec', 'versions')).find(({ name }) => name === resource.version);
  const schema = at(version, 'schema', 'openAPIV3Schema');
  if (!isRecord(schema)) return undefined;
  const top = schema as Schema;
  return { top: { ...top, properties: { ...top.properties, ...META.properties } }, resolve: resolveStruct };
}

/** What a resource looks like: as the server says, or by the structs that kubectl knows. @throws Error if nothing is known of it */
export async function schemasOf(call: Call, resource: Resource): Promise<Schemas> {
  const found = await served(call, resource);
  if (found) return found;
  const struct = structOf(groupVersion(resource), resource.kind);
  const schema = struct === undefined ? undefined : schemaOfStruct(struct);
  if (schema) {
    const required = schema.required?.filter((name) => !(name in (META.properties ?? {}))) ?? [];
    const top = { ...schema, properties: { ...META.properties, ...schema.properties }, required };
    return { top, resolve: resolveStruct };
  }
  const custom = await defined(call, resource);
  if (custom) return custom;
  throw new Error(`GVR (${resource.group}/${resource.version}, Resource=${resource.name}) not found in OpenAPI schema`);
}
