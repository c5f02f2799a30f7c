import { fieldsOf, type GoType, jsonFields, type StructField } from '../../../kubernetes/structs/table.ts';

type Schema = Record<string, unknown>;

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1';

/** Values with a form of their own. */
const SPECIALS: Readonly<Record<string, readonly [name: string, schema: Schema]>> = {
  Quantity: ['io.k8s.apimachinery.pkg.api.resource.Quantity', { oneOf: [{ type: 'string' }, { type: 'number' }] }],
  IntOrString: [
    'io.k8s.apimachinery.pkg.util.intstr.IntOrString',
    { format: 'int-or-string', oneOf: [{ type: 'integer' }, { type: 'string' }] },
  ],
  Raw: ['io.k8s.apimachinery.pkg.runtime.RawExtension', { type: 'object' }],
  Time: [`${META}.Time`, { format: 'date-time', type: 'string' }],
  MicroTime: [`${META}.MicroTime`, { format: 'date-time', type: 'string' }],
  Duration: [`${META}.Duration`, { type: 'string' }],
  FieldsV1: [`${META}.FieldsV1`, { type: 'object' }],
  SchemaOrBool: ['io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrBool', {}],
  SchemaOrArray: ['io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrArray', {}],
  SchemaOrTexts: ['io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrStringArray', {}],
};

const FORMATS: Readonly<Record<string, Schema>> = {
  string: { type: 'string' },
  bool: { type: 'boolean' },
  int: { type: 'integer', format: 'int32' },
  int16: { type: 'integer', format: 'int32' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
  uint32: { type: 'integer', format: 'int64' },
  float64: { type: 'number', format: 'double' },
  bytes: { type: 'string', format: 'byte' },
};

/** `core/v1.PodSpec` as OpenAPI calls it: `io.k8s.api.core.v1.PodSpec`. */
export function modelName(struct: string): string {
  const [packageName = '', name = ''] = [
    struct.slice(0, struct.lastIndexOf('.')),
    struct.slice(struct.lastIndexOf('.') + 1),
  ];
  const path = packageName.replace('/', '.');
  if (packageName === 'meta/v1') return `${META}.${name}`;
  if (packageName === 'apiextensions/v1') return `io.k8s.apiextensions-apiserver.pkg.apis.${path}.${name}`;
  return packageName === 'apiregistration/v1'
    ? `io.k8s.kube-aggregator.pkg.apis.${path}.${name}`
    : `io.k8s.api.${path}.${name}`;
}

/** Makes the schemas of structs and of all that they are made of. */
export class Schemas {
  /** By the names of models. */
  readonly all: Record<string, Schema> = {};

  /** Defines a struct; gives a reference to it. */
  define(struct: string): Schema {
    const name = modelName(struct);
    if (!(name in this.all)) {
      const schema: Schema = { type: 'object' };
      this.all[name] = schema;
      const properties: Record<string, Schema> = {};
      for (const field of jsonFields(struct)) properties[field.name] = this.#field(field);
      const required = jsonFields(struct)
        .filter(isRequired)
        .map((field) => field.name);
      Object.assign(schema, fieldsOf(struct).length > 0 ? { properties } : {}, required.length > 0 ? { required } : {});
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  #field(field: StructField): Schema {
    const schema = this.#of(field.type);
    const marks: Schema = {
      ...(field.listType === undefined ? {} : { 'x-kubernetes-list-type': field.listType }),
      ...(field.listType === 'map' ? { 'x-kubernetes-list-map-keys': field.listKeys } : {}),
      ...(field.mapType === undefined ? {} : { 'x-kubernetes-map-type': field.mapType }),
      ...(field.patchStrategy === undefined ? {} : { 'x-kubernetes-patch-strategy': field.patchStrategy }),
      ...(field.mergeKey === undefined ? {} : { 'x-kubernetes-patch-merge-key': field.mergeKey }),
    };
    return '$ref' in schema ? { allOf: [schema], default: {}, ...marks } : { ...schema, ...marks };
  }

  #of(type: GoType): Schema {
    switch (type.kind) {
      case 'pointer':
        return this.#of(type.to);
      case 'slice': {
        const items = this.#of(type.of);
        return { type: 'array', items: '$ref' in items ? { allOf: [items], default: {} } : { ...items, default: '' } };
      }
      case 'map': {
        const values = this.#of(type.values);
        return {
          type: 'object',
          additionalProperties: '$ref' in values ? { allOf: [values], default: {} } : { ...values, default: '' },
        };
      }
      case 'struct':
        return this.define(type.name);
      case 'named':
        return { ...this.#of(type.of), ...(type.words ? { enum: [...new Set(type.words)].sort() } : {}) };
      case 'scalar':
        return FORMATS[type.name] ?? {};
      case 'special': {
        const [name, schema] = SPECIALS[type.name] as readonly [string, Schema];
        this.all[name] = schema;
        return { $ref: `#/components/schemas/${name}` };
      }
    }
  }
}

/** Whether a field must be there: it is neither marked as optional nor left out when it is empty. */
function isRequired({ name, optional, omitEmpty, omitZero }: StructField): boolean {
  return name !== '' && !optional && !omitEmpty && !omitZero;
}
